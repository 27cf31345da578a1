"""The roles of a transplant: before the cells, consolidation of their remission, after progression.

Four kinds of transplant must be kept apart: the fourth, after a second infusion, is one of those
after progression.
"""

from projections.language import (
    Case,
    Classes,
    Episodes,
    Milestone,
    Node,
    days_between,
    earliest,
    first,
    in_any_episode,
    judged,
    reached,
)
from projections.studies.wudhikarn2021.before import transplant_before_infusion
from projections.studies.wudhikarn2021.conventions import RESULTS
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.salvage import in_line, relapse_in_line, transplant_in_line
from projections.studies.wudhikarn2021.signals import extramedullary_disease, marrow
from projections.studies.wudhikarn2021.treatments import ALLOGENEIC, SALVAGE, reinfusion
from projections.study import definitions_of

STATUS = f"{RESULTS}: disease status at the time of transplant"

active_at_transplant = judged(
    reached(relapse_in_line) | ~reached(in_line.remission), at=transplant_in_line, source=STATUS
)
cr_at_transplant = judged(reached(in_line.remission), at=transplant_in_line, source=STATUS)
negative_at_transplant = judged(reached(in_line.mrd_negative), at=transplant_in_line, source=STATUS)
positive_at_transplant = judged(reached(in_line.mrd_positive), at=transplant_in_line, source=STATUS)

INSIDE: dict[str, Milestone] = {
    "active_at_transplant": active_at_transplant,
    "cr_at_transplant": cr_at_transplant,
    "negative_at_transplant": negative_at_transplant,
    "positive_at_transplant": positive_at_transplant,
}


def transplant_roles(progression: Milestone, lines: Episodes) -> dict[str, Node]:
    """Definitions of every role, and of the disease at a transplant after progression."""
    consolidation = first(
        ALLOGENEIC,
        after=after_infusion.remission,
        before=earliest(progression, first(SALVAGE, after=after_infusion.remission)),
        source="Table 1: HSCT consolidation after CAR T-cell therapy",
    )
    transplant_after_progression = first(ALLOGENEIC, on_or_after=progression, source=RESULTS)
    transplant_after_reinfusion = first(ALLOGENEIC, after=reinfusion, source=RESULTS)
    relapse_after_transplant = earliest(
        first(marrow.since(transplant_after_progression) >= 5, after=transplant_after_progression),
        first(extramedullary_disease, after=transplant_after_progression),
        source=f"{RESULTS}: relapse after the transplant that followed progression",
    )
    days_from_progression_to_transplant = days_between(
        progression, transplant_after_progression, source=RESULTS
    )
    transplant_number = Classes(
        (
            Case("none", ~reached(transplant_after_progression)),
            Case("second", reached(transplant_before_infusion) | reached(consolidation)),
        ),
        otherwise="first",
        source=f"{RESULTS}: first or second alloHSCT",
    )
    status_at_transplant = _status(lines, transplant_after_progression)
    return definitions_of({k: v for k, v in locals().items() if k not in ("progression", "lines")})


def _status(lines: Episodes, transplant: Milestone) -> Classes:
    ever = {name: reached(in_any_episode(lines, INSIDE[name])) for name in INSIDE}
    return Classes(
        (
            Case("no transplant", ~reached(transplant)),
            Case("active disease", ever["active_at_transplant"]),
            Case("MRD-negative CR", ever["negative_at_transplant"]),
            Case("MRD-positive CR", ever["positive_at_transplant"]),
            Case("CR with MRD unknown", ever["cr_at_transplant"]),
        ),
        otherwise="unknown",
        source=STATUS,
    )
