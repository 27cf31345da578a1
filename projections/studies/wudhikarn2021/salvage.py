"""Lines of salvage therapy, numbered from progression, and what happened in each."""

from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Case,
    Classes,
    Episodes,
    Milestone,
    Node,
    carried,
    earliest,
    events,
    field_of,
    first,
    includes,
    reached,
)
from projections.studies.wudhikarn2021.conventions import METHODS, REGIMEN_DAYS
from projections.studies.wudhikarn2021.response import response
from projections.studies.wudhikarn2021.signals import extramedullary_disease, marrow
from projections.studies.wudhikarn2021.treatments import SALVAGE

MYELOSUPPRESSIVE = (
    "clofarabine", "cyclophosphamide", "cytarabine", "daunorubicin", "doxorubicin", "etoposide",
    "fludarabine", "idarubicin", "ifosfamide", "mitoxantrone", "nelarabine",
)  # fmt: skip
ANTIBODIES = ("blinatumomab", "inotuzumab ozogamicin")


def salvage_lines(progression: Milestone) -> Episodes:
    """Each salvage regimen or infusion of cells after progression is a line."""
    return Episodes(
        (SALVAGE, events("cell_infusion")),
        on_or_after=progression,
        joined_within=REGIMEN_DAYS,
        source="Results: salvage treatments, 1-6 lines after progression",
    )


cells_in_line = first(events("cell_infusion"))
antibody_in_line = first(events("therapy_started", setting="salvage", drugs=includes(*ANTIBODIES)))
intensive_in_line = first(
    events("therapy_started", setting="salvage", drugs=includes(*MYELOSUPPRESSIVE)),
    source=f"{METHODS}: multiagent myelosuppressive chemotherapy, whatever is given with it",
)
line_class = Classes(
    (
        Case("CAR T cells", reached(cells_in_line)),
        Case("blinatumomab or inotuzumab", reached(antibody_in_line)),
        Case("intensive", reached(intensive_in_line)),
    ),
    otherwise="nonintensive",
    source=f"{METHODS}; the four classes of Results",
)

transplant_in_line = first(events("transplant"), after=EPISODE_START)
in_line = response(
    EPISODE_START,
    next_treatment=earliest(transplant_in_line, EPISODE_END),
    extramedullary=carried(extramedullary_disease),
)
relapse_in_line = earliest(
    first(marrow.since(in_line.remission) >= 5, after=in_line.remission),
    first(carried(extramedullary_disease), after=in_line.remission),
    source=f"{METHODS}: relapse, after a remission in this line",
)

INSIDE: dict[str, Node] = {
    "line_class": line_class,
    "drugs": field_of(EPISODE_START, "drugs"),
    "line_response": in_line.best,
    "response_due_in_line": in_line.due,
    "remission_in_line": in_line.remission,
    "mrd_negative_in_line": in_line.mrd_negative,
    "mrd_positive_in_line": in_line.mrd_positive,
    "no_response_in_line": in_line.no_response,
    "early_death_in_line": in_line.early_death,
    "early_loss_in_line": in_line.early_loss,
    "relapse_in_line": relapse_in_line,
    "transplant_in_line": transplant_in_line,
    "donor_lymphocytes_in_line": first(events("donor_lymphocytes"), after=EPISODE_START),
    "death_in_line": first(events("death"), after=EPISODE_START),
    "lost_in_line": first(events("lost_to_follow_up"), after=EPISODE_START),
}
