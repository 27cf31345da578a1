"""Grades of a toxicity over a course of treatment, as given or as worked out from signs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from operator import or_

from projections.language import (
    Case,
    Classes,
    Condition,
    Events,
    Milestone,
    Node,
    at_least,
    earliest,
    events,
    first,
    reached,
    signal,
)

HIGHEST = 5


@dataclass(frozen=True)
class Grades:
    """When each grade was first reached; a higher grade counts for every lower one.

    Parameters
    ----------
    moments
        From grade 1 up.
    absent
        That it was looked for and not found.
    gone
        That at this moment it is not there.
    source
        The scale.
    rests_on
        Nodes that the grades rest on, under the names by which sentences cite them.
    """

    moments: tuple[Milestone, ...]
    absent: Condition
    gone: Condition
    source: str = ""
    rests_on: Mapping[str, Node] = field(default_factory=dict)

    @property
    def onset(self) -> Milestone:
        """When grade 1 or more was first reached."""
        return self.at_least(1)

    @property
    def severe(self) -> Milestone:
        """When grade 3 or more was first reached."""
        return self.at_least(3)

    @cached_property
    def known(self) -> Condition:
        """That it was graded: present at some grade, or absent."""
        return reached(self.onset) | self.absent

    @property
    def parts(self) -> dict[str, Node]:
        """The moment of each grade, and what the grades rest on, by name."""
        moments = {f"grade_{n}": moment for n, moment in enumerate(self.moments, start=1)}
        return {**self.rests_on, **moments, "known": self.known}

    def at_least(self, grade: int) -> Milestone:
        """When this grade or a higher one was first reached."""
        return self.moments[grade - 1]

    def highest(self, *ungraded: Case) -> Classes:
        """The highest grade so far; cases of presence without a grade come after all grades."""
        graded = [
            Case(f"grade {grade}", reached(moment))
            for grade, moment in enumerate(self.moments, start=1)
        ]
        cases = (*reversed(graded), *ungraded, Case("grade 0", self.absent))
        return Classes(cases, "not graded", self.source)

    def or_(self, other: "Grades") -> "Grades":
        """Grades on the word of either source."""
        longer, shorter = sorted((self, other), key=lambda grades: -len(grades.moments))
        shared = zip(longer.moments, shorter.moments, strict=False)
        both = tuple(earliest(*pair, source=self.source) for pair in shared)
        alone = tuple(replace(moment) for moment in longer.moments[len(both) :])  # for its own name
        moments = (*both, *alone)
        return Grades(moments, self.absent | other.absent, self.gone | other.gone, self.source)

    def against(self, given: "Grades") -> Classes:
        """Whether the grades made by these signs agree with the grades given.

        Where signs that were not stated leave open whether the grade given is reached, neither
        is said.
        """
        signs, graded = ([reached(moment) for moment in each.moments] for each in (self, given))
        pairs = list(zip(signs, graded, strict=False))
        both = self.known & given.known
        higher = reduce(or_, (sign & ~other for sign, other in pairs))
        lower = reduce(or_, (other & ~sign for sign, other in pairs))
        highest = [
            sign & other & ~more for (sign, other), more in zip(pairs, graded[1:], strict=False)
        ]
        highest[-1] = signs[-1] & pairs[-1][1]  # signs know no grade 5
        agree = reduce(or_, highest, ~signs[0] & ~graded[0])
        return Classes(
            (
                Case("graded higher by signs", both & higher),
                Case("graded lower by signs", both & lower),
                Case("agree", both & agree),
            ),
            otherwise="not graded both ways",
            source=self.source,
        )


def as_given(
    kind: str, *, after: Milestone, before: Milestone | None = None, source: str = ""
) -> Grades:
    """Grades as a clinician gave them, in events of a kind with the fields ``grade``, ``present``.

    Grade 0 and ``present`` false both say that it was looked for and not found.
    """

    def given(found: Events) -> Milestone:
        return first(found, after=after, before=before, source=source)

    moments = (given(events(kind, grade=at_least(n))) for n in range(1, HIGHEST + 1))
    none, denied = given(events(kind, grade=0)), given(events(kind, present=False))
    gone = signal(kind, "grade").since(after).is_(0)
    absent = reached(none) | reached(denied)
    return Grades(tuple(moments), absent, gone, source, {"none": none, "denied": denied})


def from_signs(
    severity: tuple[Condition, ...],
    gone: Condition,
    *,
    after: Milestone,
    before: Milestone | None = None,
    source: str = "",
    rests_on: Mapping[str, Node] | None = None,
) -> Grades:
    """Grades from conditions on signs, that of grade 1 first, and the end of all signs."""
    moments = tuple(
        first(condition, after=after, before=before, source=source) for condition in severity
    )
    return Grades(moments, ~reached(moments[0]), gone, source, rests_on or {})
