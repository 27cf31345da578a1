"""Reactions to immune effector cells, and what was given for them.

A reaction belongs to the latest treatment before it. CRS and ICANS are graded on the word of
either source, the grade given or the signs; where the two disagree, a definition says so.
"""

from dataclasses import dataclass

from projections.gradings import astct2019
from projections.gradings.grades import Grades, as_given
from projections.language import (
    Case,
    Endpoint,
    Events,
    Milestone,
    Node,
    Source,
    days_between,
    earliest,
    events,
    first,
    highest,
    includes,
    of_class,
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


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction after one treatment: graded as given, by signs, and on the word of either.

    Parameters
    ----------
    name
        Of the reaction and its treatment.
    course
        The treatment, and until when its reactions are its own.
    ungraded
        Present, with no grade given.
    """

    name: str
    course: Response
    given: Grades
    signs: Grades
    either: Grades
    ungraded: Milestone
    onset: Milestone
    resolved: Milestone

    @property
    def definitions(self) -> dict[str, Node]:
        """Onset, severity, resolution, duration and highest grade, by name."""
        present = Case("present, grade unknown", reached(self.ungraded))
        found = {
            "onset": self.onset,
            "severe": self.either.severe,
            "resolved": self.resolved,
            "days_to_onset": days_between(self.course.treatment, self.onset, ASTCT),
            "duration": _duration(self.onset, self.resolved),
            "grade": self.either.highest(present),
            "grade_by_signs": self.signs.highest(),
            "agreement": self.signs.against(self.given),
        }
        return {f"{self.name}_{what}": node for what, node in found.items()}

    @property
    def parts(self) -> dict[str, Node]:
        """What the definitions cite, by name; grade 3 or higher is the definition ``severe``."""
        either = {
            f"{self.name}_{what}": node
            for what, node in self.either.parts.items()
            if node is not self.either.severe
        }
        given = {f"{self.name}_{what}_given": node for what, node in self.given.parts.items()}
        signs = {f"{self.name}_{what}_by_signs": node for what, node in self.signs.parts.items()}
        return {f"{self.name}_ungraded": self.ungraded, **either, **given, **signs}


def _reaction(name: str, kind: str, course: Response, signs: Grades) -> Reaction:
    after, until = course.treatment, course.next_treatment
    given = as_given(kind, after=after, before=until, source=ASTCT)
    either = given.or_(signs)
    ungraded = first(events(kind, present=True), after=after, before=until, source=ASTCT)
    onset = earliest(either.onset, ungraded, source=ASTCT)
    resolved = earliest(
        first(given.gone, after=onset, source=ASTCT),
        first(events(kind, present=False), after=onset, source=ASTCT),
        first(signs.gone, after=onset, source=ASTCT),
        source=ASTCT,
    )
    return Reaction(name, course, given, signs, either, ungraded, onset, resolved)


def _duration(onset: Milestone, resolved: Milestone) -> Endpoint:
    return Endpoint(
        origin=onset,
        events=(Source("resolved", resolved),),
        competing=(Source("death", death),),
        censors=(Source("last seen alive", last_seen),),
        source="Results: duration of CRS, as of the cutoff",
    )


def _of(treatment: str, course: Response) -> tuple[Reaction, Reaction]:
    after, until = course.treatment, course.next_treatment
    crs = astct2019.cytokine_release(after, until)
    icans = astct2019.neurotoxicity(after, until)
    return (
        _reaction(f"crs_after_{treatment}", "cytokine_release_grade", course, crs),
        _reaction(f"icans_after_{treatment}", "neurotoxicity_grade", course, icans),
    )


def _managed(treatment: str, course: Response) -> dict[str, Node]:
    """Tocilizumab and steroids after an infusion of cells, with their timing."""

    def given(what: Events) -> Milestone:
        return first(
            what,
            after=course.treatment,
            before=course.next_treatment,
            within=REACTION_WINDOW_DAYS,
            source=MANAGEMENT,
        )

    tocilizumab = given(events("drug_given", drug=includes("tocilizumab")))
    steroid = earliest(
        given(events("steroid_started")),
        given(events("drug_given", drug=of_class("corticosteroid"))),
        source=MANAGEMENT,
    )
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


REACTIONS = (
    *_of("infusion", after_infusion),
    *_of("reinfusion", after_reinfusion),
    *_of("blinatumomab", after_blinatumomab),
)
DEFINITIONS: dict[str, Node] = {
    **{name: node for reaction in REACTIONS for name, node in reaction.definitions.items()},
    **_managed("infusion", after_infusion),
    **_managed("reinfusion", after_reinfusion),
}
PARTS: dict[str, Node] = {
    name: node for reaction in REACTIONS for name, node in reaction.parts.items()
}
