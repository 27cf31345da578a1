"""Patient timelines in Python: open a store, replay it at a data cutoff, estimate, audit.

>>> import patient_timeline as pt
>>> cohort = pt.open("demo.db", study="wudhikarn2021")
>>> at = cohort.as_of("2019-12-31")
>>> at.kaplan_meier("OS").quantile(0.5).round(2)
       estimate  lower  upper
group
all       12.66   9.11  23.34

What this package exports is what others may rely on; everything else may move.
"""

from patient_timeline.as_of import CohortAsOf
from patient_timeline.audited import AuditedValue
from patient_timeline.cohort import Cohort, open
from patient_timeline.cox import Cox
from patient_timeline.curves import KaplanMeier
from patient_timeline.difference import Difference
from patient_timeline.fine_gray import FineGray
from patient_timeline.follow_up import FollowUp
from patient_timeline.frame_import import InvalidFrame
from patient_timeline.imported import Imported
from patient_timeline.incidence import CumulativeIncidence
from patient_timeline.occupancy import StateOccupancy
from patient_timeline.patient import Patient
from patient_timeline.rates import Rates
from patient_timeline.stays import PatientStates
from patient_timeline.treatments import TreatmentSequence
from projections.study.plan import Exposure, Fixed

__all__ = [
    "AuditedValue",
    "Cohort",
    "CohortAsOf",
    "Cox",
    "CumulativeIncidence",
    "Difference",
    "Exposure",
    "FineGray",
    "Fixed",
    "FollowUp",
    "Imported",
    "InvalidFrame",
    "KaplanMeier",
    "Patient",
    "PatientStates",
    "Rates",
    "StateOccupancy",
    "TreatmentSequence",
    "open",
]
