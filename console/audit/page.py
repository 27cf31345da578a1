"""An audit as one page of HTML that needs nothing else: no script, no style sheet, no network."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from importlib.resources import files

from console.application.session import Session
from console.audit.arrangement import deciding_first
from console.audit.model import Audited
from console.audit.parts import Parts
from console.figures.patient_chart_of import patient_chart
from console.figures.patient_journey import SYNTHETIC, journey_of
from console.text.html_page import html_page
from projections.language.wording import words
from timeline.vocabulary import Provenance


def audit_page(opened: Session, audited: Audited) -> str:
    """The whole page; equal audits give equal bytes."""
    audited = replace(audited, derivation=deciding_first(audited.derivation))
    page, notice = Parts(audited), _notice(audited)
    body = "\n".join(
        [
            *_head(opened, audited, notice),
            *page.why_not(audited.refused),
            *_chart(opened, audited),
            "<h2>How it was derived</h2>",
            *page.derivation(audited.derivation),
            *page.findings(),
            "<h2>What it was before</h2>",
            *page.changes(audited.by_cutoff, "cutoff", "By data cutoff, with current knowledge"),
            *page.changes(
                audited.by_knowledge, "recorded", "By state of knowledge, at this cutoff"
            ),
            *page.events(),
            *_foot(opened),
        ]
    )
    title = f"{_named(audited)} of {audited.patient}"
    sheet = files("console.audit").joinpath("page.css").read_text("utf-8")
    return html_page(title, sheet, notice, f"<main>\n{body}\n</main>")


def _named(audited: Audited) -> str:
    return words(audited.derivation.name)


def _head(opened: Session, audited: Audited, notice: str) -> Iterator[str]:
    node = audited.derivation
    day = f" on {node.date}" if node.date else ""
    title = f"{_named(audited)} of {audited.patient}"
    yield f"<h1>{escape(title)}: {escape(node.value)}{day}</h1>"
    as_of = opened.as_of_in_words
    yield f'<p class="quiet">{escape(opened.study.title)}; {escape(as_of)}</p>'
    if notice:
        yield f'<p class="notice">{escape(notice)}</p>'


def _notice(audited: Audited) -> str:
    """What must be said where any event of the patient is made up; else nothing."""
    events = audited.events.values()
    synthetic = any(event.provenance is Provenance.SYNTHETIC for event in events)
    return SYNTHETIC.replace("figure", "page") if synthetic else ""


def _chart(opened: Session, audited: Audited) -> Iterator[str]:
    """The patient's chart, if the study has states and the patient entered."""
    history = opened.store.history(audited.patient)
    facts = [fact.event for fact in history.facts() if opened.as_of.sees(fact)]
    journey = journey_of(opened, audited.patient, facts)
    if journey is not None:
        yield f"<figure>{patient_chart(opened, journey, facts)}</figure>"


def _foot(opened: Session) -> Iterator[str]:
    """What the page rests on."""
    stamp = opened.stamp()
    software = ", ".join(f"{name} {version}" for name, version in stamp.software.items())
    words = f"study {stamp.study}, {stamp.rests_on}; {software}"
    yield f'<p class="quiet">{escape(words)}</p>'
