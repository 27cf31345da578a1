"""Numbers and first infusions, chosen so that one earlier cutoff gives the earlier report.

Park JH, Rivière I, Gonen M, et al. Long-term follow-up of CD19 CAR therapy in acute lymphoblastic
leukemia. N Engl J Med 2018; 378: 449-459. Days within a history stay as they are.
"""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
from numba import njit
from numpy.typing import NDArray

from reconstruction.solver.estimators.curves import kaplan_meier
from reconstruction.solver.scoring.times import MONTH

FIRST, LAST, CUTOFF = date(2010, 5, 17), date(2017, 3, 20), date(2019, 12, 31)
EARLIEST_CUTOFF = date(2016, 1, 1)
TARGETS = {
    "treated": "53", "complete remission": "44", "severe CRS": "14",
    "follow-up": "29", "follow-up, least": "1", "follow-up, most": "65",
    "EFS": "6.1", "EFS, low": "5.0", "EFS, high": "11.5",
    "OS": "12.9", "OS, low": "8.7", "OS, high": "23.4",
    "EFS, blasts < 5%": "10.6", "EFS, blasts < 5%, low": "5.9", "EFS, blasts < 5%, high": "NR",
    "OS, blasts < 5%": "20.1", "OS, blasts < 5%, low": "8.7", "OS, blasts < 5%, high": "NR",
}  # fmt: skip
COUNTS = 3  # the first of them
NOT_REACHED = 10_000.0
TARGET = np.array([NOT_REACHED if text == "NR" else float(text) for text in TARGETS.values()])
HALF = np.array([0.05 if "." in text else 0.5 for text in TARGETS.values()])


@dataclass(frozen=True)
class Courses:
    """What the earlier report counts: days to an end, an event, a remission; and two groups."""

    end: NDArray[np.int64]
    dead: NDArray[np.bool_]
    event: NDArray[np.int64]  # day of progression that counts for EFS, -1: none
    response: NDArray[np.int64]  # day of remission, -1: none
    severe: NDArray[np.bool_]
    low: NDArray[np.bool_]


@njit
def report(infused, cutoff, end, dead, event, response, severe, low, out):
    """Every value of the earlier report, replayed at a cutoff."""
    n = end.size
    time = np.zeros(n)
    died = np.zeros(n, np.bool_)
    free = np.zeros(n)
    ended = np.zeros(n, np.bool_)
    use = infused <= cutoff
    out[:3] = 0
    alive = np.full(n, -1.0)
    for i in range(n):
        seen = cutoff - infused[i]
        time[i] = min(end[i], seen)
        died[i] = dead[i] and end[i] <= seen
        reached = event[i] >= 0 and event[i] <= seen
        free[i] = event[i] if reached else time[i]
        ended[i] = reached or died[i]
        if use[i]:
            out[0] += 1
            out[1] += response[i] >= 0 and response[i] <= seen
            out[2] += severe[i]
            if not died[i]:
                alive[i] = time[i] / MONTH
    alive = alive[alive >= 0]
    out[3], out[4], out[5] = np.median(alive), alive.min(), alive.max()
    curve = np.zeros(6)
    for k in range(4):
        chosen = use if k < 2 else use & low
        if k % 2 == 0:
            kaplan_meier(free, ended, chosen, 365.0, curve)
        else:
            kaplan_meier(time, died, chosen, 365.0, curve)
        for j in range(3):
            v = curve[j] / MONTH
            out[6 + 3 * k + j] = v if math.isfinite(v) else 10000.0


@njit
def _loss(values, target, half):
    total = 0.0
    for k in range(values.size):
        excess = abs(values[k] - target[k]) - 0.95 * half[k]
        if excess > 0:
            total += (1.0 if k < COUNTS else 0.2) + 0.3 * math.log1p(excess / half[k])
    return total


@njit
def working_day(day):
    """Whether a day after the first infusion of all, on a Monday, is a Monday to Friday."""
    return day % 7 < 5


@njit
def _at_weekends(by_patient, visits):
    missed = 0
    for k in range(visits.shape[0]):
        missed += not working_day(by_patient[visits[k, 0]] + visits[k, 1])
    return 0.3 * missed


@njit
def anneal(
    slot,
    infused,
    cutoff,
    latest,
    free,
    steps,
    seed,
    target,
    half,
    end,
    dead,
    event,
    response,
    severe,
    low,
    visits,
    held,
):
    """Anneal the order of the unprinted patients, the days of infusion and the cutoff in place.

    ``slot`` is each patient's place in order of infusion, ``infused`` the day of each place. Days
    that are moved fall on Mondays to Fridays, and ``visits``, rows of a patient and a printed day
    of treatment, had better. Where the order is ``held``, the cutoff is too.
    """
    np.random.seed(seed)
    n = end.size
    values = np.zeros(target.size)
    by_patient = infused[slot]
    report(by_patient, cutoff[0], end, dead, event, response, severe, low, values)
    loss = _loss(values, target, half) + _at_weekends(by_patient, visits)
    best = loss
    best_slot, best_infused, best_cutoff = slot.copy(), infused.copy(), cutoff[0]
    for step in range(steps):
        heat = 0.5 * 0.01 ** (step / steps)
        old_slot, old_infused, old_cutoff = slot.copy(), infused.copy(), cutoff[0]
        kind = 0.5 if held else np.random.random()
        if kind < 0.45:
            i, j = free[np.random.randint(free.size)], free[np.random.randint(free.size)]
            slot[i], slot[j] = slot[j], slot[i]
        elif kind < 0.9:
            k = np.random.randint(1, n - 1)
            below, above = infused[k - 1] + 1, infused[k + 1] - 1
            if above <= below:
                continue
            infused[k] = np.random.randint(below, above + 1)
            if not working_day(infused[k]):
                infused[k] = old_infused[k]
                continue
        else:
            cutoff[0] += np.random.randint(-20, 21)
        by_patient = infused[slot]
        good = cutoff[0] > infused[n - 4] + 40 and cutoff[0] < infused[n - 3]
        for i in range(n):
            good = good and by_patient[i] + end[i] <= latest
        if good:
            report(by_patient, cutoff[0], end, dead, event, response, severe, low, values)
            new = _loss(values, target, half) + _at_weekends(by_patient, visits)
            good = new <= loss or np.random.random() < math.exp((loss - new) / heat)
            if good:
                loss = new
                if new < best - 1e-12:
                    best = new
                    best_slot, best_infused = slot.copy(), infused.copy()
                    best_cutoff = cutoff[0]
        if not good:
            slot[:] = old_slot
            infused[:] = old_infused
            cutoff[0] = old_cutoff
    slot[:] = best_slot
    infused[:] = best_infused
    cutoff[0] = best_cutoff
    return best
