"""The sequence of salvage treatments (Figure 2), and where each patient stands at the cutoff."""

from projections.language import Case, Classes, Milestone, elapsed, events, first, last, reached
from projections.language.sequence import SequenceDefinition
from projections.studies.wudhikarn2021.conventions import RESPONSE_WINDOW_DAYS
from projections.studies.wudhikarn2021.response_classes import CR_AT_ALL, NOT_EVALUABLE, NOT_YET
from projections.studies.wudhikarn2021.signals import (
    extramedullary_disease,
    marrow,
    no_extramedullary_disease,
)
from projections.studies.wudhikarn2021.treatments import CELLS, SALVAGE, death, infusion, lost

STANDING = "where a patient stands at the cutoff, for the ends of Figure 2"

latest_salvage = last(SALVAGE, after=infusion, source=STANDING)
latest_cells = last(CELLS, after=infusion, source=STANDING)
assessed_since_salvage = first(events("marrow_blasts"), after=latest_salvage, source=STANDING)
assessed_since_cells = first(events("marrow_blasts"), after=latest_cells, source=STANDING)


def _window_after(treatment: Milestone) -> Milestone:
    """The end of the days in which a response is assessed, by the calendar."""
    return elapsed(RESPONSE_WINDOW_DAYS, since=treatment, unobserved=True)


response_awaited = (
    reached(latest_salvage)
    & ~reached(_window_after(latest_salvage))
    & ~reached(assessed_since_salvage)
) | (reached(latest_cells) & ~reached(_window_after(latest_cells)) & ~reached(assessed_since_cells))
"""The latest treatment was given within the window of response, and no marrow shows how it went."""

status_at_cutoff = Classes(
    (
        Case("dead of disease", reached(first(events("death", cause="disease")))),
        Case("dead of treatment", reached(first(events("death", cause="treatment")))),
        Case("dead of other cause", reached(first(events("death", cause="other")))),
        Case("dead of unknown cause", reached(death)),
        Case("lost to follow-up", reached(lost)),
        Case(
            "on therapy, not yet assessed",
            response_awaited,
        ),
        Case("alive in CR", (marrow < 5) & no_extramedullary_disease),
        Case("alive with disease", (marrow >= 5) | extramedullary_disease),
    ),
    otherwise="alive, disease not assessed",
    source="Results: causes of death, survivors, and those lost",
)

SEQUENCE = SequenceDefinition(
    population="progressed",
    episodes="salvage_line",
    label="line_class",
    outcome="line_response",
    ending="status_at_cutoff",
    success="CR",
    successes=CR_AT_ALL,
    not_evaluable=(*NOT_EVALUABLE, NOT_YET),
    untreated="no salvage therapy",
    between=(
        ("then residual disease", "molecular_relapse_in_line"),
        ("then relapse", "relapse_in_line"),
        ("then transplant", "transplant_in_line"),
    ),
    care="care_without_salvage",
)
