"""The rows (start, stop] to which each planned regression is fitted, with its covariates."""

from collections.abc import Iterator

from analyses.errors import AnalysisError
from console.export.definitions import DATE, Explained
from console.export.patients import PATIENT, iso, plain
from console.export.table import Column, Table, refuse_repeated
from projections.cohort.covariates import column
from projections.cohort.replay import Replay
from projections.language import Milestone, Node
from projections.study.plan import Exposure, Fixed, Regression

Refusals = dict[str, str]


def regressions(replay: Replay, explained: Explained) -> tuple[list[Table], Refusals]:
    """``intervals_<name>`` for each regression of the plan, and why one has no rows."""
    planned = replay.study.plan.items()
    models = {name: plan for name, plan in planned if isinstance(plan, Regression)}
    tables, refusals = [], {}
    for name, plan in models.items():
        try:
            columns = tuple(_columns(replay, plan, explained))
        except AnalysisError as refusal:
            refusals[name] = str(refusal)
        else:
            tables.append(Table(f"intervals_{plain(name)}", columns))
    refuse_repeated([table.name for table in tables], "tables of regressions")
    return tables, refusals


def _columns(replay: Replay, plan: Regression, explained: Explained) -> Iterator[Column]:
    from analyses.plan.regression import design

    table, rows, columns = design(replay, plan)
    row, endpoint = rows.subject, plan.endpoint
    yield Column("patient", table.patient[row].tolist(), PATIENT)
    yield Column("origin", [iso(day) for day in table.origin[row]], f"origin of {endpoint}", DATE)
    yield Column("start", rows.entry.tolist(), "days since the origin, excluded", "days")
    yield Column(
        "stop", rows.time.tolist(), f"days since the origin, included; {_time(plan)}", "days"
    )
    yield Column("event", rows.event.tolist(), f"whether {endpoint} ended the row", "true or false")
    if plan.of == "incidence":
        yield Column("cause", table.cause[row].tolist(), f"as in endpoint_{endpoint}", "code")
    for option, name in _dependence(plan):
        values = column(replay, name, table.patient).values[row]
        known = explained.column(replay.study.definitions[name])
        means = f"{known['means']}; {option} of the model"
        yield Column(option, values.tolist(), means, "as it is", known["source"])
    for covariate in plan.covariates:
        name = covariate.milestone if isinstance(covariate, Exposure) else covariate.definition
        node = replay.study.definitions[name]
        known = explained.column(node)
        means = f"{known['means']}; {_coding(covariate, node)}"
        yield Column(name, columns[name].tolist(), means, "as coded", known["source"])


def _dependence(plan: Regression) -> Iterator[tuple[str, str]]:
    """The definitions by which a plan layers, weighs or clusters its rows."""
    named = (("stratum", plan.strata), ("weight", plan.weights), ("cluster", plan.cluster))
    return ((option, name) for option, name in named if name)


def _time(plan: Regression) -> str:
    counted = {"elapsed": "the day of origin is day 0", "inclusive": "the day of origin is day 1"}
    among = f"; of the population '{plan.among}'" if plan.among else ""
    return counted[plan.time] + among


def _coding(covariate: Fixed | Exposure, node: Node) -> str:
    """How the plan codes what the definition gives."""
    coded = [f"left out unless of '{covariate.among}'"] if covariate.among else []
    if isinstance(covariate, Exposure):
        last = f"on the last day: {covariate.same_day}"
        return "; ".join([f"true from just after it is reached ({last})", *coded])
    if isinstance(node, Milestone):
        coded.append("true if it is reached")
    if covariate.minus:
        coded.append(f"less {covariate.minus:g}")
    if covariate.per != 1:
        coded.append(f"per {covariate.per:g}")
    if covariate.above is not None:
        coded.append(f"true above {covariate.above:g}")
    if covariate.one_of:
        coded.append(f"true if one of: {', '.join(covariate.one_of)}")
    if covariate.reference is not None:
        coded.append(f"compared with '{covariate.reference}'")
    if covariate.unknown:
        coded.append(f"left out if: {', '.join(covariate.unknown)}")
    return "; ".join(coded) or "as it is"
