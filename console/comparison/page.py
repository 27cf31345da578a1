"""A comparison as one page of HTML that needs nothing else: no script, no network.

Wide tables scroll inside their box; the notice of synthetic data is printed on every page.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from rich.text import Text

from console.application.provenance import rests_on_synthetic
from console.application.session import Session
from console.comparison.details import by_patient, cause_lines, value_text
from console.comparison.estimates import endpoint_movements, planned_movements
from console.comparison.operand import Operand
from console.comparison.summary import Summary, summary
from console.comparison.text import analysis_line, estimate_headings, estimate_rows, named
from console.figures.patient_journey import SYNTHETIC
from console.text.html_page import html_page
from projections.comparison import MEMBER, Cause, Change, Comparison
from projections.language.wording import words

Side = tuple[Session, Operand]
Lines = Iterator[str]


def page(comparison: Comparison, a: Side, b: Side) -> str:
    """The whole page; equal comparisons give equal bytes."""
    notice = _notice(comparison, a[0], b[0])
    title = f"{comparison.after.study.title}: what changed"
    body = [
        f"<h1>{escape(title)}</h1>",
        *([f'<p class="notice">{escape(notice)}</p>'] if notice else []),
        *_sides(a, b),
        *_summary(summary(comparison)),
        *_estimates(comparison),
        *_patients(comparison),
        *_foot(a[0], b[0]),
    ]
    sheet = files("console.comparison").joinpath("page.css").read_text("utf-8")
    return html_page(title, sheet, notice, "\n".join(["<main>", *body, "</main>"]))


def _notice(comparison: Comparison, before: Session, after: Session) -> str:
    """That the data are made up, if any of them is."""
    replays = (before, comparison.before), (after, comparison.after)
    synthetic = any(rests_on_synthetic(side, replay.patients.tolist()) for side, replay in replays)
    return SYNTHETIC.replace("figure", "page") if synthetic else ""


def _sides(a: Side, b: Side) -> Lines:
    yield "<dl>"
    for name, side in (("A", a), ("B", b)):
        yield f"<dt>{name}</dt><dd>{escape(named(*side))}</dd>"
    yield "</dl>"


def _summary(found: Summary) -> Lines:
    yield "<h2>Summary</h2>"
    lines = (("Patients", found.counts), ("Values", found.values), ("Because of", found.reasons))
    yield "<dl>"
    yield from (f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in lines if text)
    yield "</dl>"
    if found.patients:
        rows = [
            (
                f'<a href="#{_anchor(item.patient)}">{escape(item.patient)}</a>',
                escape(item.changed),
                escape(item.reasons),
            )
            for item in found.patients
        ]
        yield from _table("Patients with a change", ("patient", "changed", "because of"), rows)


def _estimates(comparison: Comparison) -> Lines:
    movements = endpoint_movements(comparison)
    if movements:
        yield "<h2>Estimates</h2>"
        headings = estimate_headings(comparison.after.study.unit.name)
        rows = [tuple(map(escape, row)) for row in estimate_rows(movements)]
        yield from _table("Estimates that moved", headings, rows)
    planned = planned_movements(comparison) if comparison.names is None else []
    if planned:
        yield "<h2>Planned analyses that moved</h2>\n<ul>"
        yield from (f"<li>{escape(analysis_line(moved))}</li>" for moved in planned)
        yield "</ul>"


def _patients(comparison: Comparison) -> Lines:
    found = by_patient(comparison)
    if found:
        yield "<h2>Patient by patient</h2>"
    for patient, by_cause in found.items():
        yield f'<h3 id="{_anchor(patient)}">{escape(patient)}</h3>'
        for cause, changes in by_cause.items():
            yield from _changes(comparison, cause, changes)


def _changes(comparison: Comparison, cause: Cause, changes: Sequence[Change]) -> Lines:
    """The changes of one cause, and the cause below them."""
    patient = changes[0].patient
    if changes[0].name == MEMBER:
        entered = changes[0].after.text == MEMBER
        yield f"<p>{'entered the study' if entered else 'left the study'}</p>"
    else:
        rows = [
            tuple(map(escape, (words(item.name), value_text(item.before), value_text(item.after))))
            for item in changes
        ]
        yield from _table(f"Changed values of {patient}", ("value", "before", "after"), rows)
    yield '<ul class="cause">'
    for depth, line in cause_lines(cause, comparison.events[patient]):
        text = escape(Text.from_markup(line, emoji=False).plain)
        yield f'<li class="in{depth}">{text}</li>' if depth else f"<li>{text}</li>"
    yield "</ul>"


def _table(caption: str, headings: Iterable[str], rows: Collection[Sequence[str]]) -> Lines:
    """A table that scrolls inside its box, cells given as HTML."""
    yield f'<div class="wide" role="group" aria-label="{escape(caption)}" tabindex="0"><table>'
    yield f"<caption>{escape(caption)}</caption>\n<thead><tr>"
    yield "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    yield "</tr></thead>\n<tbody>"
    for head, *cells in rows:
        yield f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
    yield "</tbody></table></div>"


def _foot(before: Session, after: Session) -> Lines:
    """What the page rests on."""
    for name, side in (("A", before), ("B", after)):
        stamp = side.stamp()
        software = ", ".join(f"{item} {version}" for item, version in stamp.software.items())
        yield (
            f'<p class="quiet">{name}: study {escape(stamp.study)}, '
            f"{stamp.rests_on}; {software}</p>"
        )


def _anchor(patient: str) -> str:
    return f"patient-{escape(patient).replace(' ', '_')}"
