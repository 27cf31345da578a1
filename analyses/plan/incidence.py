"""Cumulative incidence by cause and group, and Gray's test."""

from typing import Any

from analyses.errors import AnalysisError
from analyses.plan import plain
from analyses.plan.cautions import cautions
from analyses.plan.endpoint_curve import CENSORED, cause_names, incidence_curves
from analyses.plan.groups import groups
from analyses.plan.population import followed
from analyses.survival.competing_risks.gray import gray_test
from analyses.survival.competing_risks.incidence import IncidenceCurve
from projections.cohort.replay import Replay
from projections.study.plan import Incidence


def incidence(replay: Replay, plan: Incidence) -> dict[str, Any]:
    """The incidence of each cause: its median, and at the study's report times; by cause names."""
    table = followed(replay, plan.endpoint, plan.among)
    return {
        **cautions(replay, plan.endpoint, table, plan.by, plan.among),
        "variance": plan.variance,
        "interval": plan.interval,
        "groups": {
            str(label): {
                str(name): {
                    "events": int(one.events.sum()),
                    "median": plain.limits(one.median()),
                    "at": plain.points(one.at(replay.study.report_at)),
                }
                for name, one in by_cause.items()
            }
            for label, by_cause in incidences_by_group(replay, plan).items()
        },
        "tests": _tests(replay, plan) if plan.by else {},
    }


def incidences_by_group(replay: Replay, plan: Incidence) -> dict[Any, dict[str, IncidenceCurve]]:
    """The whole curve of each cause in each group, in natural order."""
    table = followed(replay, plan.endpoint, plan.among)
    group = groups(replay, plan.by, table.patient)
    return group.named(incidence_curves(replay.study, plan, table, group.codes))


def _tests(replay: Replay, plan: Incidence) -> dict[str, Any]:
    """Gray's test of each cause among the groups that are known, or why there is none."""
    table = followed(replay, plan.endpoint, plan.among)
    group = groups(replay, plan.by, table.patient)
    rows, names = group.known, cause_names(replay.study, plan.endpoint)
    causes, codes = names[table.cause[rows]], group.codes[rows]
    if table.entry is not None:
        why = "Gray's test takes no late entry, here or in cmprsk"
        return {str(name): {"refused": why} for name in names[1:]}
    try:
        found = gray_test(table.time[rows], causes, codes, censored=CENSORED)
    except AnalysisError as refusal:
        return {str(name): {"refused": str(refusal)} for name in names[1:]}
    return {str(name): plain.test(found[name]) for name in names[1:] if name in found}
