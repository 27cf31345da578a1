"""Where covariates disagree with each other or with the days."""

from numba import njit

from reconstruction.solver import columns as c
from reconstruction.solver.patients import PROGRESSED, N


@njit
def violations(days, a, where):
    """How often covariates disagree with each other or with the days."""
    bad = 0
    both = 0
    second = 0
    for i in range(N):
        end = days[where.end[i]]
        if a[i, c.CONSOLIDATION] > 0:
            until = end
            if i < PROGRESSED:
                bad += where.refractory[i]
                until = days[where.progression[i]]
            bad += until < 75
        bad += a[i, c.TOCI] > 0 and a[i, c.CRS] == 0
        bad += a[i, c.TOCI] >= end
        if a[i, c.STEROID] > 0:
            bad += a[i, c.CRS] < 2 and a[i, c.ICANS] < 2
            bad += a[i, c.STEROID_DAY] + a[i, c.STEROID_DAYS] >= end
        antibodies = (a[i, c.BLIN] > 0) + (a[i, c.INO] > 0)
        both += antibodies == 2
        bad += a[i, c.LINES] <= antibodies
        if i < PROGRESSED and where.transplant[i] >= 0:
            second += a[i, c.ALLO] > 0
            bad += a[i, c.CONSOLIDATION] > 0  # a second transplant within months of the first
    return bad + abs(both - 1) + abs(second - 2)
