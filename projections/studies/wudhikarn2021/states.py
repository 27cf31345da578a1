"""Where a patient is, from awaiting the infusion to the end of follow-up, and what leads there."""

from projections.language import EPISODE_START, Episodes, events, first
from projections.language.states import Move, State, States, in_each
from projections.studies.wudhikarn2021 import progression as progressing
from projections.studies.wudhikarn2021 import salvage
from projections.studies.wudhikarn2021.conventions import METHODS
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.treatments import enrolment, infusion, last_seen, lost

awaiting = State("awaiting infusion", "waiting")
infused = State("infused", "treated")
in_cr = State("in CR with MRD unknown", "remission")
in_negative_cr = State("in MRD-negative CR", "remission")
in_positive_cr = State("in MRD-positive CR", "remission")
refractory = State("refractory", "refractory")
relapsed = State("relapsed", "relapse")
on_line = State("on salvage line", "therapy", numbered=True)
in_salvage_cr = State("in salvage CR", "salvage remission")
transplanted = State("transplanted", "transplant")
supportive = State("supportive care only", "supportive")
gone = State("lost to follow-up", "lost", absorbing=True)

REMISSIONS = (in_cr, in_negative_cr, in_positive_cr)
PROGRESSED = (refractory, relapsed, on_line, in_salvage_cr)
LIVING = (awaiting, infused, *REMISSIONS, *PROGRESSED, transplanted, supportive)

transplant = first(events("transplant"), after=infusion)
second_transplant = first(events("transplant"), after=infusion, n=2)
supportive_care = first(events("supportive_care_only"), after=infusion)

CAUSES = {
    "disease": "disease",
    "treatment": "treatment",
    "other": "other cause",
    "unknown": "cause unknown",
}
"""Recorded causes of death, and how they are printed."""


def states(lines: Episodes, *, molecular: bool) -> States:
    """The table of moves; residual disease alone is a relapse (``molecular``), or a remission."""
    return States(
        initial=awaiting,
        origin=enrolment,
        moves=(*_response(), *_progression(lines, molecular), *_salvage(lines), *_end()),
        last_seen=last_seen,
        source=METHODS,
        zero=infusion,
    )


def _response() -> tuple[Move, ...]:
    """From the infusion to its result; what is learnt of residual disease later moves nobody."""
    later = (*PROGRESSED, transplanted, supportive)
    response = after_infusion
    return (
        Move(infused, infusion, out_of=(awaiting,)),
        Move(in_cr, response.remission, out_of=(infused, refractory), stays_in=REMISSIONS),
        Move(
            in_positive_cr,
            response.mrd_positive,
            out_of=(infused, in_cr),
            stays_in=(in_negative_cr, *later),
        ),
        Move(
            in_negative_cr,
            response.mrd_negative,
            out_of=(infused, in_cr, in_positive_cr),
            stays_in=later,
        ),
        Move(refractory, response.no_response, out_of=(infused,), stays_in=(supportive,)),
    )


def _progression(lines: Episodes, molecular: bool) -> tuple[Move, ...]:
    """Relapse; also from a salvage remission, and disease that withstands a salvage line."""
    later = (*PROGRESSED, supportive)
    return (
        Move(
            relapsed,
            progressing.relapse,
            out_of=(*REMISSIONS, transplanted),
            stays_in=later,
            finding="relapsed without remission",
        ),
        Move(
            relapsed,
            progressing.disease_shown,
            out_of=(infused, transplanted),
            stays_in=(*REMISSIONS, *later),
        ),
        Move(
            relapsed if molecular else in_positive_cr,
            progressing.molecular_relapse,
            out_of=(*REMISSIONS, transplanted) if molecular else (in_cr, in_negative_cr),
            stays_in=later if molecular else (*later, transplanted),
        ),
        Move(
            refractory,
            in_each(lines, salvage.in_line.no_response),
            out_of=(on_line,),
            stays_in=(supportive,),
        ),
        Move(
            relapsed,
            in_each(lines, salvage.relapse_in_line),
            out_of=(in_salvage_cr, transplanted),
            stays_in=(refractory, supportive),
        ),
    )


def _salvage(lines: Episodes) -> tuple[Move, ...]:
    """Treatment after the infusion."""
    return (
        Move(
            on_line,
            in_each(lines, EPISODE_START),
            out_of=(infused, *REMISSIONS, *PROGRESSED, transplanted, supportive),
        ),
        Move(
            in_salvage_cr,
            in_each(lines, salvage.in_line.remission),
            out_of=(on_line, refractory),
            stays_in=(supportive,),
        ),
        Move(transplanted, transplant, out_of=LIVING[1:]),
        Move(transplanted, second_transplant, out_of=LIVING[1:]),
        Move(supportive, supportive_care, out_of=LIVING[1:]),
    )


def _end() -> tuple[Move, ...]:
    """Loss, and death by cause, also of a patient who had been lost."""
    deaths = (
        Move(
            State(f"dead: {name}", "death", absorbing=True),
            first(events("death", cause=cause)),
            out_of=(*LIVING, gone),
        )
        for cause, name in CAUSES.items()
    )
    return (Move(gone, lost, out_of=LIVING), *deaths)
