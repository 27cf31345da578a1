"""Where each value stands among the values, which follow the order of the targets."""

from reconstruction.solver.targets import TABLE_2, TABLE_3, TARGETS

SIZE = len(TARGETS)
ROWS_2, ROWS_3 = len(TABLE_2), len(TABLE_3)
_FIRST = {
    target.name.rsplit(" ", 1)[0]: place for place, target in reversed(list(enumerate(TARGETS)))
}

UNIVARIABLE_2 = _FIRST["Table 2: age"]
UNIVARIABLE_3 = _FIRST["Table 3: age"]
UNIVARIABLE_BLASTS = _FIRST["Table 3: blasts"]
MULTIVARIABLE = _FIRST["multivariable: bridging"]
MULTIVARIABLE_TIME = _FIRST["multivariable: time"]
SALVAGE_REMISSION = _FIRST["text: salvage remission"]

OVERALL = _FIRST["survival: OS median"]
OVERALL_36 = _FIRST["survival: OS 36"]
EVENT_FREE_36 = _FIRST["survival: EFS 36"]
INCIDENCE = _FIRST["survival: incidence"]
AFTER_PROGRESSION = _FIRST["survival: OS after progression"]
AFTER_PROGRESSION_12 = _FIRST["survival: OS after progression 12"]
RESPONDERS = _FIRST["survival: OS of responders"]
NON_RESPONDERS = _FIRST["survival: OS of non-responders"]
RESPONDERS_EVENT_FREE = _FIRST["survival: EFS of responders"]
FOLLOW_UP = _FIRST["survival: follow-up"]
FOLLOW_UP_AFTER = _FIRST["survival: follow-up after progression"]

TO_RELAPSE = _FIRST["days: time to relapse"]
TO_TRANSPLANT = _FIRST["days: transplant"]
OF_REMISSION = _FIRST["days: remission"]
BY_ANTIGEN = _FIRST["days: relapse by cd19"]

BASELINE_AGE = _FIRST["Table 1: age, progressed"]
BASELINE_LINES = _FIRST["Table 1: lines, progressed"]
TOCILIZUMAB_DAY = _FIRST["Table 1: tocilizumab day"]
STEROID_DAY = _FIRST["Table 1: steroid day"]
STEROID_DAY_BY_GROUP = _FIRST["Table 1: steroid day, progressed"]
STEROID_DAYS_BY_GROUP = _FIRST["Table 1: steroid days, progressed"]
STEROID_DOSE_BY_GROUP = _FIRST["Table 1: steroid dose, progressed"]
BLASTS = _FIRST["Table 1: blasts"]

EARLIER_EVENT_FREE = _FIRST["earlier report: EFS"]
EARLIER_EVENT_FREE_LOW = _FIRST["earlier report: EFS, blasts < 5%"]
EARLIER_OVERALL_LOW = _FIRST["earlier report: OS, blasts < 5%"]
