"""The parts of an audit's page, with links between what is said and the events that say it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from uuid import UUID

from console.audit.model import Audited
from console.audit.text import CALENDAR, instant, supposed, valued
from console.text.derivation import content, origin
from projections.audit import Derivation, UnmetCondition, ValueChange, WhyNot
from projections.language.wording import words


@dataclass
class Parts:
    """The parts of a page, with the links between what is said and the events that say it."""

    audited: Audited
    anchors: dict[str, str] = field(default_factory=dict)
    cited_by: dict[UUID, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = {node: f"e{n}" for n, node in enumerate(self.audited.cited, start=1)}
        self._name(self.audited.derivation)
        self.opened = 0

    def derivation(self, node: Derivation) -> Iterator[str]:
        """A derivation and, below it, those of its parts; every one can be shut."""
        anchor = self._anchor(node)
        on = f" on {node.date}" if node.date else ""
        label = f"<b>{escape(words(node.name))}</b>" if node.name else escape(node.sentence)
        known = f"{label}: <b>{escape(node.value)}</b>{on}"
        if node.opened_before:
            link = self.anchors.get(words(node.name))
            above = f' (<a href="#{link}">opened there</a>)' if link else " (opened elsewhere)"
            yield f'<p class="rule">{known}{above}</p>'
            return
        yield f'<details open id="{anchor}"><summary>{known}</summary>'
        if not node.name:
            yield from self._cited(node.sentence)
        if node.name:
            text = (node.source, node.version and f"version {node.version}")
            source = "; ".join(filter(None, text))
            yield f'<p class="rule">{self._linked(node.sentence)} ({escape(source)})</p>'
        yield "<ul>"
        if node.name or not node.parts:
            for event in node.decided_by:
                self.cited_by.setdefault(event, []).append(anchor)
                yield f'<li><span class="how">decided by</span> {self._event(event)}</li>'
        yield from self._adjudicated(node)
        for rejected in node.rejected:
            why = escape(rejected.reason)
            yield f'<li><span class="out">rejected</span> {self._event(rejected.event)}: {why}</li>'
        yield "</ul>"
        for part in node.parts:
            yield from self.derivation(part)
        yield "</details>"

    def _adjudicated(self, node: Derivation) -> Iterator[str]:
        """What an expert decided, whether it counts, and what the rule says."""
        decision = node.adjudication
        if decision is not None:
            used = f"adjudicated, {'applied' if decision.applied else 'not applied'}"
            yield f'<li><span class="out">{used}</span> {self._event(decision.event)}</li>'
            derived = escape(valued(decision.derived, decision.date))
            yield f'<li><span class="how">the rule says</span> {derived}</li>'

    def why_not(self, refused: WhyNot | None) -> Iterator[str]:
        """What stood against another value, if that is in question."""
        if refused is None:
            return
        yield f"<h2>Why not {self._linked(refused.alternative)}</h2>"
        if not refused.unmet:
            yield f"<p>It is so: <b>{escape(refused.value)}</b></p>"
        yield from self._unmet(refused.unmet)
        if refused.example:
            yield "<p>Found by replaying: with these events it would be so:</p><ul>"
            yield from (f"<li>{escape(line)}</li>" for line in supposed(refused.example))
            yield "</ul>"

    def _unmet(self, unmet: tuple[UnmetCondition, ...]) -> Iterator[str]:
        for item in unmet:
            text = f"{escape(item.sentence)}: <b>{escape(item.found)}</b>"
            yield f"<details open><summary>{text}</summary>"
            yield from self._cited(item.sentence)
            yield "<ul>"
            if item.event is not None:
                yield f'<li><span class="how">shown by</span> {self._event(item.event)}</li>'
            if item.required:
                yield f'<li><span class="how">required:</span> {escape(item.required)}</li>'
            yield "</ul>"
            for number, alternative in enumerate(item.alternatives, start=1):
                yield f'<p class="rule">alternative {number} of {len(item.alternatives)}</p>'
                yield from self._unmet(alternative)
            yield "</details>"

    def findings(self) -> Iterator[str]:
        """Data-quality findings that touch the derivation."""
        found = self.audited.findings
        yield "<h2>Findings on these events</h2>"
        if not found:
            yield "<p>None.</p>"
        for item in found:
            events = "".join(f"<li>{self._event(event)}</li>" for event in item.events)
            name = f'<span class="out">{escape(words(item.name))}</span>'
            yield f"<p>{name}: {escape(item.statement)}</p><ul>{events}</ul>"

    def changes(self, changes: list[ValueChange], axis: str, caption: str) -> Iterator[str]:
        """One of the two tables of what the value was."""
        headings = ("Cutoff from" if axis == "cutoff" else "Known from", "It was", "It became")
        rows = (
            (
                instant(change, axis),
                escape(valued(change.before, change.before_date)),
                escape(valued(change.value, change.date)),
                "" if change.before is None else self._because(change),
            )
            for change in changes
        )
        yield from _table(caption, (*headings, "Because of"), rows)

    def _because(self, change: ValueChange) -> str:
        return "<br>".join(map(self._event, change.because)) or CALENDAR

    def events(self) -> Iterator[str]:
        """Every event of which the page speaks."""
        yield "<h2>Events</h2>"
        headings = ("Occurred", "What", "Recorded", "By", "Record", "Document", "Decides")
        yield f"{_wide('Events')}<table><thead><tr>"
        yield (
            "".join(f'<th scope="col">{heading}</th>' for heading in headings)
            + "</tr></thead><tbody>"
        )
        for identity, event in self.audited.cited.items():
            links = self.cited_by.get(identity, [])
            decides = " ".join(f'<a href="#{link}">{link[1:]}</a>' for link in links)
            note = ": ".join(filter(None, (event.provenance, event.provenance_note)))
            cells = (
                event.occurred,
                content(event),
                f"{event.recorded:%Y-%m-%d %H:%M} UTC",
                event.recorder,
                f"{event.source_system} {event.source_record}, revision {event.revision}",
                "; ".join(filter(None, (event.document, note))),
            )
            row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            yield f'<tr id="{self.numbers[identity]}">{row}<td>{decides}</td></tr>'
        yield "</tbody></table></div>"

    def _event(self, identity: UUID) -> str:
        event = self.audited.events[identity]
        text = f"{event.occurred} {content(event)}"
        link = f'<a href="#{self.numbers[identity]}">{escape(text)}</a>'
        return f'{link} <span class="quiet">[{escape(origin(event))}]</span>'

    def _linked(self, sentence: str) -> str:
        """A sentence in which every definition that is cited leads to its derivation."""
        text = escape(sentence)
        for name, anchor in self.anchors.items():
            shown = escape(f"«{name}»")
            text = text.replace(shown, f'<a href="#{anchor}">{shown}</a>')
        return text

    def _cited(self, sentence: str) -> Iterator[str]:
        """Links to the derivations of what a sentence cites; a summary itself may hold none."""
        links = [
            f'<a href="#{anchor}">{escape(name)}</a>'
            for name, anchor in self.anchors.items()
            if f"«{name}»" in sentence
        ]
        if links:
            yield f'<p class="rule">see {", ".join(links)}</p>'

    def _name(self, derivation: Derivation) -> None:
        """Give every definition an anchor where it stands open."""
        self.opened = 0
        self._number(derivation)

    def _number(self, node: Derivation) -> None:
        if node.opened_before:
            return
        self.opened += 1
        if node.name:
            self.anchors.setdefault(words(node.name), f"d{self.opened}")
        for part in node.parts:
            self._number(part)

    def _anchor(self, node: Derivation) -> str:
        """The anchor of the next derivation that stands open, in the order of the tree."""
        self.opened += not node.opened_before
        return f"d{self.opened}"


def _table(
    caption: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Iterator[str]:
    """A table of cells that are markup already."""
    yield f"{_wide(caption)}<table><caption>{escape(caption)}</caption><thead><tr>"
    yield "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    yield "</tr></thead><tbody>"
    for first, *others in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        yield f'<tr><td class="day">{escape(first)}</td>{cells}</tr>'
    yield "</tbody></table></div>"


def _wide(label: str) -> str:
    """The start of a box in which a wide table scrolls, also by keyboard."""
    return f'<div class="wide" role="region" tabindex="0" aria-label="{escape(label)}">'
