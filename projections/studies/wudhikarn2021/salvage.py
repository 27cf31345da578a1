"""Lines of salvage therapy, numbered from the infusion, and what happened in each."""

from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Case,
    Classes,
    Episodes,
    Milestone,
    Node,
    carried,
    count,
    days_between,
    earliest,
    events,
    field_of,
    first,
    in_any_episode,
    in_episode,
    includes,
    of_class,
    reached,
)
from projections.studies.wudhikarn2021.conventions import (
    METHODS,
    REGIMEN_DAYS,
    RESULTS,
)
from projections.studies.wudhikarn2021.regimens import (
    NOT_CLASSIFIABLE,
    regimens,
)
from projections.studies.wudhikarn2021.relapse import relapse_after, residual_disease_after
from projections.studies.wudhikarn2021.response import Response
from projections.studies.wudhikarn2021.response_classes import NOT_YET
from projections.studies.wudhikarn2021.sequence import response_awaited
from projections.studies.wudhikarn2021.signals import no_extramedullary_disease
from projections.studies.wudhikarn2021.treatments import (
    CELLS,
    CELLS_AGAIN,
    SALVAGE,
    death,
    infusion,
    lost,
)
from projections.study import definitions_of

ANTIBODIES = ("blinatumomab", "inotuzumab ozogamicin")


salvage_lines = Episodes(
    (SALVAGE, CELLS_AGAIN),
    after=infusion,
    joined_within=REGIMEN_DAYS,
    source=f"{RESULTS}: salvage treatments after CAR T cells, and cells given again",
)
"""Lines are what is recorded as salvage, also where it began before a marrow showed progression."""


cells_in_line = earliest(
    first(CELLS),
    first(events("therapy_started", setting="salvage", drugs=of_class("CAR T cells"))),
    source="an infusion of cells, also where it is recorded as a drug",
)
blinatumomab_in_line = first(
    events("therapy_started", setting="salvage", drugs=includes("blinatumomab"))
)
inotuzumab_in_line = first(
    events("therapy_started", setting="salvage", drugs=includes("inotuzumab ozogamicin"))
)
antibody_in_line = first(events("therapy_started", setting="salvage", drugs=includes(*ANTIBODIES)))
_regimens = regimens("salvage")
intensive_in_line, unclear_in_line = _regimens.intensive, _regimens.unclear
line_class = Classes(
    (
        Case("CAR T cells", reached(cells_in_line)),
        Case("blinatumomab or inotuzumab", reached(antibody_in_line)),
        Case("intensive", reached(intensive_in_line)),
        Case(NOT_CLASSIFIABLE, reached(unclear_in_line)),
    ),
    otherwise="nonintensive",
    source=f"{METHODS}; the four classes of Results",
)

transplant_in_line = first(events("transplant"), after=EPISODE_START, source=RESULTS)
in_line = Response(
    EPISODE_START,
    next_treatment=earliest(transplant_in_line, EPISODE_END),
    clear_outside=carried(no_extramedullary_disease),
)
relapse_in_line = relapse_after(
    in_line.remission, source=f"{METHODS}: relapse, after a remission in this line"
)
molecular_relapse_in_line = residual_disease_after(
    in_line.cleared, source="residual disease that returns, kept apart from relapse"
)

PARTS: dict[str, Node] = {
    "cells_in_line": cells_in_line,
    "blinatumomab_in_line": blinatumomab_in_line,
    "inotuzumab_in_line": inotuzumab_in_line,
    "antibody_in_line": antibody_in_line,
    "multiagent_in_line": _regimens.multiagent,
    "myelosuppressive_in_line": _regimens.myelosuppressive,
    "intensive_in_line": intensive_in_line,
    "unclear_in_line": unclear_in_line,
    **in_line.cited("in_line"),
}
INSIDE: dict[str, Node] = {
    "line_class": line_class,
    "drugs": field_of(EPISODE_START, "drugs", RESULTS),
    "line_response": in_line.best,
    "response_due_in_line": in_line.due,
    "remission_in_line": in_line.remission,
    "remission_by_window_in_line": in_line.remission_by_window,
    "mrd_negative_in_line": in_line.mrd_negative,
    "mrd_positive_in_line": in_line.mrd_positive,
    "no_response_in_line": in_line.no_response,
    "no_response_by_window_in_line": in_line.no_response_by_window,
    "early_death_in_line": in_line.early_death,
    "early_loss_in_line": in_line.early_loss,
    "relapse_in_line": relapse_in_line,
    "molecular_relapse_in_line": molecular_relapse_in_line,
    "transplant_in_line": transplant_in_line,
    "donor_lymphocytes_in_line": first(
        events("donor_lymphocytes"), after=EPISODE_START, source=RESULTS
    ),
    "death_in_line": first(events("death"), after=EPISODE_START, source=RESULTS),
    "lost_in_line": first(events("lost_to_follow_up"), after=EPISODE_START, source=RESULTS),
}


def line_of(in_any_line: Milestone, lines: Episodes, source: str) -> Classes:
    """In which line of salvage something was first given."""
    ordinals = ("first", "second", "third")
    numbered = (
        Case(ordinal, reached(in_episode(number, lines, in_any_line)))
        for number, ordinal in enumerate(ordinals, start=1)
    )
    later = Case("later", reached(in_any_episode(lines, in_any_line)))
    return Classes((*numbered, later), otherwise="none", source=source)


def first_line_described(lines: Episodes) -> dict[str, Node]:
    """The first line of salvage: what it was, what it brought, and what came next."""
    first_line = in_episode(1, lines, EPISODE_START, RESULTS)
    second_line = in_episode(2, lines, EPISODE_START, RESULTS)
    remission_in_first_line = in_episode(1, lines, in_line.remission, RESULTS)
    remission_in_second_line = in_episode(2, lines, in_line.remission, RESULTS)
    no_response_in_first_line = in_episode(1, lines, in_line.no_response, RESULTS)
    relapse_in_first_line = earliest(
        in_episode(1, lines, relapse_in_line),
        in_episode(1, lines, molecular_relapse_in_line),
        source=f"{RESULTS}: relapsed after first salvage therapy, as progression is counted",
    )
    early_death_in_first_line = in_episode(1, lines, in_line.early_death, RESULTS)
    early_loss_in_first_line = in_episode(1, lines, in_line.early_loss, RESULTS)
    first_line_over = in_episode(1, lines, in_line.window_over, RESULTS)
    awaited = ~reached(first_line_over) & ~reached(early_death_in_first_line)
    given = {
        "CAR T cells": in_episode(1, lines, cells_in_line),
        "blinatumomab or inotuzumab": in_episode(1, lines, antibody_in_line),
        "intensive": in_episode(1, lines, intensive_in_line),
        NOT_CLASSIFIABLE: in_episode(1, lines, unclear_in_line),
    }
    first_line_class = Classes(
        (
            *(Case(label, reached(milestone)) for label, milestone in given.items()),
            Case("nonintensive", reached(first_line)),
        ),
        otherwise="no salvage",
        source=f"{RESULTS}: first immediate salvage therapy",
    )
    first_line_response = Classes(
        (
            Case("CR", reached(remission_in_first_line)),
            Case("no response", reached(no_response_in_first_line)),
            Case(NOT_YET, reached(first_line) & awaited & ~reached(early_loss_in_first_line)),
            Case("not evaluable", reached(first_line)),
        ),
        otherwise="no salvage",
        source=f"{RESULTS}: response to the first salvage therapy",
    )
    return definitions_of({k: v for k, v in locals().items() if k not in ("lines", "awaited")})


def salvage(progression: Milestone, lines: Episodes) -> dict[str, Node]:
    """What a patient was given after progression, and what came of it."""
    lines_of_salvage = count(lines, source=f"{RESULTS}: 1-6 lines")
    first_line = in_episode(1, lines, EPISODE_START, RESULTS)
    salvage_remission = in_any_episode(lines, in_line.remission, RESULTS)
    salvage_relapse = relapse_after(
        salvage_remission, source=f"{METHODS}: relapse, after the first remission to salvage"
    )
    supportive_care = first(events("supportive_care_only"), on_or_after=progression, source=RESULTS)
    donor_lymphocytes = first(events("donor_lymphocytes"), on_or_after=progression, source=RESULTS)
    salvage_given = Classes(
        (
            Case("treated", reached(first_line) & reached(progression)),
            Case("supportive care only", reached(supportive_care)),
            Case("no treatment recorded", reached(progression)),
        ),
        otherwise="not progressed",
        source=f"{RESULTS}: salvage treatment, or palliative corticosteroid or supportive care",
    )
    salvage_response = Classes(
        (
            Case("CR", reached(salvage_remission)),
            Case(
                NOT_YET, reached(first_line) & response_awaited & ~reached(death) & ~reached(lost)
            ),
            Case("no CR", reached(first_line)),
        ),
        otherwise="no salvage",
        source=f"{RESULTS}: remission in any line of salvage",
    )
    antibody_salvage = earliest(
        in_any_episode(lines, antibody_in_line), source="Table 3: blinatumomab or inotuzumab"
    )
    line_of_blinatumomab = line_of(blinatumomab_in_line, lines, RESULTS)
    line_of_inotuzumab = line_of(inotuzumab_in_line, lines, RESULTS)
    line_of_reinfusion = line_of(cells_in_line, lines, RESULTS)
    days_to_first_line = days_between(progression, first_line, RESULTS)
    return definitions_of({k: v for k, v in locals().items() if k not in ("progression", "lines")})
