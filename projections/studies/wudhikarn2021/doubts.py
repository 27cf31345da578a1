"""What is doubtful: remission after no response or without imaging, salvage, missing infusions."""

from collections.abc import Iterator

from projections.language import (
    Case,
    Classes,
    Episodes,
    Milestone,
    Node,
    earliest,
    events,
    first,
    in_any_episode,
    judged,
    of_class,
    of_patient,
    one_of,
    reached,
)
from projections.studies.wudhikarn2021.conventions import MYELOSUPPRESSIVE
from projections.studies.wudhikarn2021.relapse import IN_BLOOD, OUTSIDE
from projections.studies.wudhikarn2021.response import TREATMENTS, Response
from projections.studies.wudhikarn2021.salvage import in_line
from projections.studies.wudhikarn2021.signals import sites_assessed
from projections.studies.wudhikarn2021.treatments import CELLS_AGAIN, infusion, salvage_started
from projections.study.consistency import SuspectClass

AFTER_NO_RESPONSE = "remission after no response, without another treatment between"
SAME_DAY = "disease shown on the day of the remission"
NEVER_ASSESSED = "never assessed"
WHY = "a doubt: the paper tells of no such remission"


def _after_no_response(after: Response) -> Milestone:
    return judged(reached(after.no_response), at=after.remission)


def _same_day(after: Response) -> Milestone:
    shown = (
        first(item, on_or_after=after.remission, before=after.next_treatment, within=0)
        for item in (OUTSIDE, IN_BLOOD)
    )
    return earliest(*shown)


def _doubted(late: Milestone, same_day: Milestone, remission: Milestone) -> Classes:
    return Classes(
        (
            Case(AFTER_NO_RESPONSE, reached(late) & reached(remission)),
            Case(SAME_DAY, reached(same_day) & reached(remission)),
        ),
        otherwise="none",
        source=WHY,
    )


def _sites(unassessed: Milestone, remission: Milestone) -> Classes:
    return Classes(
        (Case(NEVER_ASSESSED, reached(unassessed)), Case("assessed", reached(remission))),
        otherwise="no remission",
        source="Methods: resolution of extramedullary disease as assessed by radiographic studies",
    )


def _of_treatments() -> Iterator[tuple[str, Node]]:
    for treatment, after in TREATMENTS.items():
        unassessed = judged(~reached(sites_assessed), at=after.remission)
        doubted = _doubted(_after_no_response(after), _same_day(after), after.remission)
        yield f"doubt_about_remission_after_{treatment}", doubted
        yield f"sites_before_remission_after_{treatment}", _sites(unassessed, after.remission)


def in_lines(lines: Episodes) -> dict[str, Node]:
    """The same of the first remission in any line of salvage of which it is so."""
    unassessed = judged(~reached(of_patient(sites_assessed)), at=in_line.remission)
    late, same_day, remission, unimaged = (
        in_any_episode(lines, inside)
        for inside in (
            _after_no_response(in_line),
            _same_day(in_line),
            in_line.remission,
            unassessed,
        )
    )
    return {
        "doubt_about_remission_in_line": _doubted(late, same_day, remission),
        "sites_before_remission_in_line": _sites(unimaged, remission),
    }


BEFORE_PROGRESSION = "before any progression"


def salvage_in_doubt(progression: Milestone) -> dict[str, Node]:
    """Salvage that no progression on record explains."""
    explained = judged(reached(progression), at=salvage_started)
    return {
        "start_of_salvage": Classes(
            (
                Case("none", ~reached(salvage_started)),
                Case("after progression", reached(explained)),
                Case(BEFORE_PROGRESSION, reached(salvage_started)),
            ),
            source="Results: salvage treatments for progression after CAR T cells",
        )
    }


MISSING = ("first infusion not on record", "second infusion not on record")
_second = first(events("cell_infusion", infusion=2))
infusions_on_record = Classes(
    (
        Case(MISSING[0], ~reached(infusion) & reached(first(CELLS_AGAIN))),
        Case(MISSING[1], ~reached(_second) & reached(first(CELLS_AGAIN))),
    ),
    otherwise="as numbered",
    source="infusions are numbered within the patient",
)

IN_NO_LINE = "recorded in no line of salvage"
_IMMUNE = ("antibody-drug conjugate", "bispecific antibody", "CAR T cells", "immunotoxin")
_elsewhere = one_of("palliative", "other", "bridging", "prior")
_in_no_line = earliest(
    *(
        first(events("therapy_started", setting=setting, drugs=of_class(*classes)), after=infusion)
        for setting, classes in (
            (_elsewhere, (*MYELOSUPPRESSIVE, *_IMMUNE)),
            ("consolidation", _IMMUNE),
        )
    ),
    first(
        events(
            "therapy_started", setting=_elsewhere, regimen=of_class(*MYELOSUPPRESSIVE, *_IMMUNE)
        ),
        after=infusion,
    ),
)
treatment_in_no_line = Classes(
    (Case(IN_NO_LINE, reached(_in_no_line)),),
    otherwise="none",
    source="lines are recorded as salvage; hydroxycarbamide, thiopurines, steroids and radiation "
    "may be palliation, and conditioning is of a transplant",
)

MISPLACED = "marrow or blood recorded as a site outside the marrow"
_misplaced = first(events("extramedullary", status="present", site=of_class("marrow", "blood")))
sites_recorded = Classes(
    (Case(MISPLACED, reached(_misplaced)), Case("as sites", reached(sites_assessed))),
    otherwise="none",
    source="a site that is marrow or blood counts as disease outside, as it was recorded",
)

PLACES = (*(f"after_{treatment}" for treatment in TREATMENTS), "in_line")
DEFINITIONS: dict[str, Node] = {
    **dict(_of_treatments()),
    "infusions_on_record": infusions_on_record,
    "sites_recorded": sites_recorded,
    "treatment_in_no_line": treatment_in_no_line,
}
SUSPICIONS = (
    SuspectClass("site is none", "sites_recorded", (MISPLACED,)),
    SuspectClass("infusion missing", "infusions_on_record", MISSING),
    SuspectClass("treatment in no line", "treatment_in_no_line", (IN_NO_LINE,)),
    SuspectClass("salvage without progression", "start_of_salvage", (BEFORE_PROGRESSION,)),
    *(
        SuspectClass(
            "remission in doubt", f"doubt_about_remission_{place}", (AFTER_NO_RESPONSE, SAME_DAY)
        )
        for place in PLACES
    ),
    *(
        SuspectClass(
            "remission without imaging", f"sites_before_remission_{place}", (NEVER_ASSESSED,)
        )
        for place in PLACES
    ),
)
