"""Names of printed statistics: what is estimated, of which group or cause, and which number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from analyses.errors import AnalysisError
from projections.language import Classes, Endpoint
from projections.study import Study
from projections.study.measures import Curve, Median, Tally
from projections.study.plan import Curves, Incidence

STATISTIC = re.compile(r"(?:(.*)\.)??(median|n|events|at_\d+(?:\.\d+)?)")


class UnknownStatistic(AnalysisError):
    """There is no statistic of that name."""


@dataclass(frozen=True, slots=True)
class StatisticName:
    """A statistic of a study.

    Attributes
    ----------
    subject
        Name of an endpoint, an analysis of the plan, a classification, a population, or a measure
        that counts patients.
    kind
        Which of these it is.
    group
        The group or the cause that is meant, a class's label; empty for all.
    statistic
        ``median``, ``at_12``, ``n`` or ``events``.
    """

    subject: str
    kind: "Kind"
    group: str
    statistic: str

    @property
    def time(self) -> float | None:
        """The time at which a curve is read, in the study's unit; None for other statistics."""
        _, at, time = self.statistic.partition("at_")
        return float(time) if at else None


def named(study: Study, name: str) -> StatisticName:
    """The statistic that a name stands for: ``OS.median``, ``OS.at_12``, ``infused.n`` and such.

    Groups and causes stand in the middle, ``survival by prior surgery.yes.median``. Case, blanks
    and underscores make no difference, and ``os_median`` will do. A measure of the study is found
    by its name.

    Raises
    ------
    UnknownStatistic
        With the closest name, or what can be asked.
    """
    for key, (subject, kind) in _subjects(study).items():
        if (plain := _plain(name)) == key or plain.startswith((f"{key}.", f"{key}_")):
            rest = plain[len(key) :].strip("._")
            group, statistic = _split(rest, kind)
            if statistic:
                return StatisticName(subject, kind, group, statistic)
    for measure in study.measures:
        if same(measure, name):
            return _measured(study, measure)
    names = [*statistic_names(study), *study.measures]
    close = get_close_matches(name, names, n=1)
    known = ", ".join(statistic_names(study))
    hint = f"did you mean '{close[0]}'?" if close else f"there are: {known}"
    raise UnknownStatistic(f"no statistic of that name; {hint}")


def _measured(study: Study, name: str) -> StatisticName:
    """The statistic that a measure gives: a median, a curve at a time, or a count of patients."""
    match study.measures[name]:
        case Tally():
            return StatisticName(name, "tally", "", "n")
        case Median(analysis, group) if isinstance(study.plan.get(analysis), Curves):
            return StatisticName(analysis, "curves", group if group != "all" else "", "median")
        case Curve(analysis, at, group, cause):
            kind: Kind = "incidence" if cause else "curves"
            parts = (group if group != "all" else "", cause)
            return StatisticName(analysis, kind, ".".join(filter(None, parts)), f"at_{at:g}")
    raise UnknownStatistic(f"'{name}' is no median, curve or count; only these lead to patients")


def statistic_names(study: Study) -> Iterator[str]:
    """Names of the statistics that a study prints; groups and causes are not spelt out."""
    for subject, kind in _subjects(study).values():
        match kind:
            case "endpoint" | "curves":
                yield from (f"{subject}.{item}" for item in ("median", "n", "events"))
                yield from (f"{subject}.at_{time:g}" for time in study.report_at)
            case "incidence":
                yield f"{subject}.CAUSE.median"
                yield from (f"{subject}.CAUSE.at_{time:g}" for time in study.report_at)
            case "class":
                yield f"{subject}.LABEL"
            case "population":
                yield f"{subject}.n"


def same(name: str, other: str) -> bool:
    """Whether two names are the same but for case, blanks and underscores."""
    return _plain(name) == _plain(other)


Kind = Literal["endpoint", "curves", "incidence", "class", "population", "tally"]


def _subjects(study: Study) -> dict[str, tuple[str, Kind]]:
    """What has statistics, under plain names, the longest first."""
    found: dict[str, tuple[str, Kind]] = {}
    for name, node in study.definitions.items():
        if isinstance(node, Endpoint):
            found[_plain(name)] = (name, "endpoint")
        elif isinstance(node, Classes):
            found[_plain(name)] = (name, "class")
    found |= {_plain(name): (name, "population") for name in study.populations}
    for name, analysis in study.plan.items():
        if isinstance(analysis, Curves | Incidence):
            kind: Kind = "curves" if isinstance(analysis, Curves) else "incidence"
            found[_plain(name)] = (name, kind)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _split(rest: str, kind: Kind) -> tuple[str, str]:
    """The group and the statistic; of classes and populations the statistic is their number."""
    if kind == "population":
        return "", "n" if rest in ("", "n") else ""
    if kind == "class":
        label = rest.removesuffix(".n")
        return label, "n" if label else ""
    found = STATISTIC.fullmatch(rest)
    return (found[1] or "", found[2]) if found else ("", "")


def _plain(name: str) -> str:
    return re.sub(r"[\s_]+", "_", name.strip().lower())
