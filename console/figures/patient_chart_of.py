"""The chart of one patient, as commands and pages show it."""

from console.application.session import Session
from console.figures.patient_chart import PatientChart
from console.figures.patient_journey import SYNTHETIC, Journey, zero_of
from timeline.vocabulary import Event, Provenance


def patient_chart(opened: Session, journey: Journey, facts: list[Event]) -> str:
    """The figure of a patient's journey, with a warning if any event behind it is made up."""
    as_of = opened.as_of_in_words
    return PatientChart(
        journey.lane,
        journey.states,
        journey.rows,
        journey.lane.patient,
        (opened.study.title, as_of[0].upper() + as_of[1:]),
        zero_of(opened.study),
        SYNTHETIC if any(fact.provenance is Provenance.SYNTHETIC for fact in facts) else "",
    ).svg()
