"""The problem as arrays, and its first feasible days."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from reconstruction.solver.covariates import NAMES
from reconstruction.solver.days import (
    NON_PROGRESSOR_DEATHS,
    Calendar,
    calendar,
    constraints_of,
)
from reconstruction.solver.histories import ANTIBODY, HISTORIES, REMISSION, UNKNOWN
from reconstruction.solver.patients import PROGRESSED, Limits, N, Where

RESTED_ON = 100  # what a day counts on which a value rests


@dataclass(frozen=True)
class Problem:
    """Days as variables, where each patient's lie, and what they must keep."""

    calendar: Calendar
    where: Where
    limits: Limits


def problem() -> Problem:
    days = calendar()
    firsts: dict[str, int] = {}
    for (name, _), number in days.index.items():
        firsts.setdefault(name, number)
    offsets, rows = constraints_of(days)
    return Problem(
        days,
        _where(days),
        Limits(
            np.array([*(firsts[name] for name in NAMES), len(days.lower)]),
            np.array(days.lower),
            np.array(days.upper),
            offsets,
            rows,
        ),
    )


def _where(days: Calendar) -> Where:
    progressors = NAMES[:PROGRESSED]
    none = np.full(PROGRESSED, -1)
    found = {what: none.copy() for what in ("antibody", "remission", "relapse", "transplant")}
    for i, history in enumerate(HISTORIES):
        for number, line in enumerate(history.lines, 1):
            if line.kind == ANTIBODY and found["antibody"][i] < 0:
                found["antibody"][i] = days.variable(history.name, f"line {number}")
            if line.transplanted:
                found["transplant"][i] = days.variable(history.name, f"transplant {number}")
            if line.response == REMISSION and found["remission"][i] < 0:
                found["remission"][i] = days.variable(history.name, f"judged {number}")
            if line.relapsed and found["relapse"][i] < 0:
                found["relapse"][i] = days.variable(history.name, f"relapse {number}")
    morphologic = none.copy()
    morphologic[progressors.index("MSK9")] = days.variable("MSK9", "judged 1")
    under_blinatumomab = days.variable("MSK56", "judged 2")
    at = progressors.index("MSK56")
    morphologic[at] = found["relapse"][at] = under_blinatumomab
    alive = PROGRESSED + NON_PROGRESSOR_DEATHS
    return Where(
        progression=days.indices(progressors, "progression"),
        end=days.indices(NAMES, "end"),
        salvage=days.indices(progressors, "line 1"),
        **found,
        morphologic=morphologic,
        refractory=np.array([history.refractory for history in HISTORIES]),
        dead=np.array(
            [history.status == "dead" for history in HISTORIES]
            + [number < alive for number in range(PROGRESSED, N)]
        ),
        evaluable=np.array([bool(h.lines) and h.lines[0].response != UNKNOWN for h in HISTORIES]),
    )


def first_days(goal: Problem, rng: np.random.Generator) -> NDArray[np.int64]:
    """Feasible days that lie nearest to a random draw."""
    wanted = {}
    for (_, what), v in goal.calendar.index.items():
        if what in ("progression", "end"):
            median = 170 if what == "progression" else 500
            wanted[v] = min(3000, int(median * np.exp(rng.normal(0, 0.8))))
    return nearest_days(goal, wanted)


def nearest_days(goal: Problem, wanted: Mapping[int, int]) -> NDArray[np.int64]:
    """Feasible days nearest to those wanted, above all where a value rests on them (CP-SAT)."""
    read = {int(v) for places in goal.where[: Where._fields.index("refractory")] for v in places}
    model = cp_model.CpModel()
    days = [
        model.new_int_var(int(low), int(high), str(v))
        for v, (low, high) in enumerate(zip(goal.limits.lower, goal.limits.upper, strict=True))
    ]
    for sooner, later, least in goal.calendar.differences:
        model.add(days[later] - days[sooner] >= least)
    misses = []
    for v, day in wanted.items():
        miss = model.new_int_var(0, 5000, f"miss {v}")
        model.add_abs_equality(miss, days[v] - day)
        misses.append(miss * (RESTED_ON if v in read else 1))
    model.minimize(sum(misses))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = 10
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE), solver.status_name(status)
    return np.array([solver.value(day) for day in days])
