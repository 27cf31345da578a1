"""An audit as one page of HTML that needs nothing else: no script, no style sheet, no network."""

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from console.application.session import Session
from console.audit.model import Audited
from console.audit.parts import Parts
from console.figures.patient_chart_of import patient_chart
from console.figures.patient_journey import SYNTHETIC, journey_of
from projections.language.wording import words
from timeline.vocabulary import Provenance


def audit_page(opened: Session, audited: Audited) -> str:
    """The whole page; equal audits give equal bytes."""
    page = Parts(audited)
    body = "\n".join(
        [
            *_head(opened, audited),
            *page.why_not(audited.refused),
            *_chart(opened, audited),
            "<h2>How it came about</h2>",
            *page.derivation(audited.derivation),
            *page.findings(),
            "<h2>What it was before</h2>",
            *page.changes(audited.by_cutoff, "cutoff", "At earlier cutoffs, by what is known now"),
            *page.changes(
                audited.by_knowledge, "recorded", "At earlier states of knowledge, at this cutoff"
            ),
            *page.events(),
            *_foot(opened),
        ]
    )
    title = escape(f"{_named(audited)} of {audited.patient}")
    style = files("console").joinpath("audit_page.css").read_text("utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _named(audited: Audited) -> str:
    return words(audited.derivation.name)


def _head(opened: Session, audited: Audited) -> Iterator[str]:
    one = audited.derivation
    on = f" on {one.date}" if one.date else ""
    title = f"{_named(audited)} of {audited.patient}"
    yield f"<h1>{escape(title)}: {escape(one.value)}{on}</h1>"
    as_of = opened.as_of_in_words
    yield f'<p class="quiet">{escape(opened.study.title)}; {escape(as_of)}</p>'
    if any(event.provenance is Provenance.SYNTHETIC for event in audited.events.values()):
        yield f'<p class="notice">{escape(SYNTHETIC.replace("figure", "page"))}</p>'


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
    software = ", ".join(f"{name} {version}" for name, version in stamp["software"].items())
    said = (
        f"study {stamp['study']}, definitions {stamp['definitions']}, "
        f"store position {stamp['store_position']}; {software}"
    )
    yield f'<p class="quiet">{escape(said)}</p>'
