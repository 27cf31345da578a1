"""The swimmer plot of a cohort, as commands and reports show it."""

from collections.abc import Iterator

from console.application.provenance import rests_on_synthetic
from console.application.session import Session
from console.application.shipped import undeclared
from console.figures.patient_journey import SYNTHETIC, zero_of
from console.figures.swimlanes import lanes_of
from console.figures.swimmer import Swimmer
from projections.cohort.replay import Replay
from projections.engine import NEVER
from projections.states import Histories, histories


def cohort_swimmer(opened: Session, replay: Replay) -> Swimmer:
    """The figure of a study's cohort.

    Raises
    ------
    NotFound
        If the study declares no states.
    """
    if opened.study.states is None:
        raise undeclared(opened.study.name, "states")
    found = histories(replay)
    lanes = tuple(lanes_of(found))
    return Swimmer(
        lanes,
        found.labels.states,
        opened.study.title,
        tuple(_notes(opened, found, len(lanes))),
        zero_of(opened.study),
        SYNTHETIC if rests_on_synthetic(opened, [lane.patient for lane in lanes]) else "",
    )


def _notes(opened: Session, found: Histories, shown: int) -> Iterator[str]:
    yield f"{shown} patients, longest follow-up at the top"
    zero = zero_of(opened.study)
    if without := int(((found.zero == NEVER) & (found.origin != NEVER)).sum()):
        yield f"Time of {without} patients without {zero} is counted from their first day"
    if missing := len(found.patients) - shown:
        yield f"Not shown: {missing} patients who did not enter"
    as_of = opened.as_of_in_words
    yield as_of[0].upper() + as_of[1:]
