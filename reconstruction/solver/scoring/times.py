"""The two times that hazards count: infusion to progression, and progression to death."""

import numpy as np
from numba import njit

from reconstruction.solver.patients import PROGRESSED, N

MONTH = 365 / 12
NEVER = 10**8


@njit
def progression_times(days, where):
    time = np.zeros(N)
    event = np.zeros(N, np.bool_)
    for i in range(N):
        event[i] = i < PROGRESSED
        time[i] = days[where.progression[i]] if i < PROGRESSED else days[where.end[i]]
    return time, event


@njit
def survival_after(days, where):
    time = np.zeros(PROGRESSED)
    event = np.zeros(PROGRESSED, np.bool_)
    for i in range(PROGRESSED):
        time[i] = days[where.end[i]] - days[where.progression[i]]
        event[i] = where.dead[i]
    return time, event
