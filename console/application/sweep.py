"""A cohort at a range of data cutoffs, with what the statistics rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from console.application.knowledge import beyond
from console.application.session import Session
from console.application.stamp import Stamp
from projections.cohort.sweep import replays
from timeline.log import AsOf

if TYPE_CHECKING:
    from analyses.summaries.cutoff import CutoffSummary


@dataclass(frozen=True, slots=True)
class Sweep:
    """The summaries of a range of data cutoffs.

    Attributes
    ----------
    stamp
        What the result rests on.
    known_by
        ``now``, ``as-known-then``, or an instant.
    warnings
        Cutoffs that lie beyond the state of knowledge.
    unit, report_at, conventions
        The study's unit of time, its report times in that unit, and its conventions.
    cutoffs
        One summary a cutoff, in the order of the cutoffs.
    """

    stamp: Stamp
    known_by: str
    warnings: Sequence[str]
    unit: str
    report_at: tuple[float, ...]
    conventions: tuple[str, ...]
    cutoffs: "tuple[CutoffSummary, ...]"

    @property
    def last(self) -> "CutoffSummary":
        """The summary of the last cutoff."""
        return self.cutoffs[-1]

    def as_json(self) -> dict[str, Any]:
        """Plain values, times in the study's unit."""
        return {
            "stamp": self.stamp.as_json(),
            "known_by": self.known_by,
            "warnings": self.warnings,
            "unit": self.unit,
            "report_at": list(self.report_at),
            "conventions": list(self.conventions),
            "cutoffs": [summary.as_json() for summary in self.cutoffs],
        }


def sweep(opened: Session, as_ofs: Sequence[AsOf], known_by: str) -> Sweep:
    """The summaries of some as-ofs, in the order given; at least one."""
    from analyses.summaries.cutoff import summarise_cutoff

    study = opened.study
    found = replays(study, opened.log, as_ofs, opened.censoring)
    return Sweep(
        opened.stamp(),
        known_by,
        beyond(as_ofs),
        study.unit.name,
        study.report_at,
        study.conventions,
        tuple(map(summarise_cutoff, found)),
    )
