"""How the estimates of a comparison moved, with the reasons counted as a reader counts them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projections.cohort.replay import Replay
from projections.comparison import Change, Comparison, Reason, Sort
from projections.comparison.rows import NOUNS, phrase
from projections.language.wording import words

if TYPE_CHECKING:
    from analyses.summaries.estimate_changes import EstimateChange


@dataclass(frozen=True, slots=True)
class Movement:
    """One endpoint or planned analysis whose estimates moved.

    Attributes
    ----------
    name
        Of the endpoint, or of the analysis in the plan.
    reasons
        How many patients' follow-up changed, by the reason why.
    moved
        Before, after, and without what each reason counts.
    """

    name: str
    reasons: dict[str, int]
    moved: "list[EstimateChange]"

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"because_of": self.reasons, "moved": [item.as_json() for item in self.moved]}


def endpoint_movements(comparison: Comparison) -> list[Movement]:
    """Of every endpoint compared; those that did not move are left out."""
    from analyses.summaries.estimate_changes import endpoint_changes

    found = []
    for name in _endpoints(comparison):
        groups = comparison.reasons(name)
        moved = endpoint_changes(
            comparison.before, comparison.after, name, _lacking(comparison, groups)
        )
        if moved:
            found.append(Movement(name, _counted(groups), moved))
    return found


def planned_movements(comparison: Comparison) -> list[Movement]:
    """Of every analysis that both versions of the plan have, by the endpoint that it rests on."""
    from analyses.summaries.estimate_changes import analysis_changes

    then, now = comparison.before.study.plan, comparison.after.study.plan
    found = []
    for name in (item for item in then if item in now):
        groups = comparison.reasons(getattr(now[name], "endpoint", ""))
        moved = analysis_changes(
            comparison.before, comparison.after, name, _lacking(comparison, groups)
        )
        if moved:
            found.append(Movement(name, _counted(groups), moved))
    return found


def _endpoints(comparison: Comparison) -> list[str]:
    compared = comparison.names
    both = comparison.before.study, comparison.after.study
    return [
        name
        for name in both[0].endpoints
        if name in both[1].endpoints and (compared is None or name in compared)
    ]


def _lacking(comparison: Comparison, groups: dict[Reason, list[Change]]) -> dict[str, Replay]:
    """The later replay without each group of changes, under the words that count it."""
    replays = {
        counted(reason, len(changes)): comparison.without(changes)
        for reason, changes in groups.items()
    }
    return {what: replay for what, replay in replays.items() if replay is not None}


def _counted(groups: dict[Reason, list[Change]]) -> dict[str, int]:
    return {counted(reason, len(changes)): len(changes) for reason, changes in groups.items()}


def counted(reason: Reason, count: int) -> str:
    """How many, of what: ``3 deaths``, ``1 corrected date``."""
    match reason.sort:
        case Sort.ENTERED:
            return number(count, phrase(reason))
        case Sort.LEFT:
            return number(count, "patient") + " who left"
        case Sort.EVENT:
            return number(count, NOUNS.get(reason.subject, words(reason.subject)))
        case Sort.CORRECTED | Sort.RETRACTED:
            return number(count, phrase(reason))
        case Sort.JOINED | Sort.DROPPED | Sort.FOLLOWED_ON:
            return f"{count} {reason.sort}"
        case Sort.DEFINITION:
            return f"{count} by the definition of '{reason.subject}'"
        case Sort.TOGETHER:
            return f"{count} by several together"
        case Sort.CUTOFF:
            return f"{count} by the cutoff itself"
    return f"{count} by nothing alone"


def joined(reasons: Iterable[str]) -> str:
    """Reasons in one line."""
    return ", ".join(reasons)


def number(count: int, noun: str) -> str:
    """How many of what, in the plural but for one."""
    return f"{count} {noun}" if count == 1 or noun.endswith("s") else f"{count} {noun}s"
