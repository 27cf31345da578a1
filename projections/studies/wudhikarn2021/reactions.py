"""Reactions to immune effector cells, and what was given for them.

A reaction belongs to the latest treatment before it. CRS and ICANS are graded on the word of
either source, the grade given or the signs; where the two disagree, a definition says so.
"""

from projections.gradings import astct2019
from projections.gradings.grades import Grades, as_given
from projections.language import (
    Case,
    Endpoint,
    Milestone,
    Node,
    Source,
    days_between,
    earliest,
    events,
    first,
    highest,
    reached,
    signal,
)
from projections.studies.wudhikarn2021.conventions import METHODS, REACTION_WINDOW_DAYS
from projections.studies.wudhikarn2021.response import (
    Response,
    after_blinatumomab,
    after_infusion,
    after_reinfusion,
)
from projections.studies.wudhikarn2021.treatments import death, last_seen

ASTCT = f"{METHODS}: ASTCT consensus grading"
MANAGEMENT = "Table 1: tocilizumab and systemic corticosteroid for CRS and ICANS"


def cytokine_release(course: Response) -> tuple[Grades, Grades]:
    """Grades given and grades by signs, until the next treatment."""
    after, until = course.treatment, course.next_treatment
    given = as_given("cytokine_release_grade", after=after, before=until, source=ASTCT)
    return given, astct2019.cytokine_release(after, until)


def neurotoxicity(course: Response) -> tuple[Grades, Grades]:
    """Grades given and grades by signs, until the next treatment."""
    after, until = course.treatment, course.next_treatment
    given = as_given("neurotoxicity_grade", after=after, before=until, source=ASTCT)
    return given, astct2019.neurotoxicity(after, until)


def reaction(
    name: str, kind: str, course: Response, given: Grades, signs: Grades
) -> dict[str, Node]:
    """Onset, severity, resolution, duration and highest grade of one reaction."""
    either = given.or_(signs)
    ungraded = first(
        events(kind, present=True), after=course.treatment, before=course.next_treatment
    )
    onset = earliest(either.onset, ungraded, source=ASTCT)
    resolved = first(events(kind, grade=0), after=onset, source=ASTCT)
    return {
        f"{name}_onset": onset,
        f"{name}_severe": either.severe,
        f"{name}_resolved": resolved,
        f"{name}_days_to_onset": days_between(course.treatment, onset, source=ASTCT),
        f"{name}_duration": _duration(onset, resolved),
        f"{name}_grade": either.highest(Case("present, grade unknown", reached(ungraded))),
        f"{name}_grade_by_signs": signs.highest(),
        f"{name}_agreement": signs.against(given),
    }


def _duration(onset: Milestone, resolved: Milestone) -> Endpoint:
    return Endpoint(
        origin=onset,
        events=(Source("resolved", resolved),),
        competing=(Source("death", death),),
        censors=(Source("last seen alive", last_seen),),
        source="Results: duration of CRS, as of the cutoff",
    )


def _of(treatment: str, course: Response) -> dict[str, Node]:
    crs, icans = cytokine_release(course), neurotoxicity(course)
    return {
        **reaction(f"crs_after_{treatment}", "cytokine_release_grade", course, *crs),
        **reaction(f"icans_after_{treatment}", "neurotoxicity_grade", course, *icans),
    }


def _managed(treatment: str, course: Response) -> dict[str, Node]:
    """Tocilizumab and steroids after an infusion of cells, with their timing."""

    def given(kind: str, **fields: str) -> Milestone:
        return first(
            events(kind, **fields),
            after=course.treatment,
            before=course.next_treatment,
            within=REACTION_WINDOW_DAYS,
            source=MANAGEMENT,
        )

    tocilizumab = given("drug_given", drug="tocilizumab")
    steroid = given("steroid_started")
    stopped = first(events("steroid_stopped"), after=steroid, source=MANAGEMENT)
    return {
        f"tocilizumab_after_{treatment}": tocilizumab,
        f"days_to_tocilizumab_after_{treatment}": days_between(
            course.treatment, tocilizumab, MANAGEMENT
        ),
        f"steroid_after_{treatment}": steroid,
        f"steroid_stopped_after_{treatment}": stopped,
        f"days_to_steroid_after_{treatment}": days_between(course.treatment, steroid, MANAGEMENT),
        f"steroid_days_after_{treatment}": days_between(steroid, stopped, MANAGEMENT),
        f"steroid_dose_after_{treatment}": highest(
            signal("steroid_started", "prednisone_mg_per_kg_day"),
            on_or_after=steroid,
            before=stopped,
            source=MANAGEMENT,
        ),
    }


DEFINITIONS: dict[str, Node] = {
    **_of("infusion", after_infusion),
    **_of("reinfusion", after_reinfusion),
    **_of("blinatumomab", after_blinatumomab),
    **_managed("infusion", after_infusion),
    **_managed("reinfusion", after_reinfusion),
}
