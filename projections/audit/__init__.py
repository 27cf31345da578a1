"""Why a patient has a value: the whole derivation, by the same evaluation as the cohort's.

``Audit`` derives values, ``Past`` tells what they were before and what changed them, ``why_not``
why they are not others.
"""

from projections.audit.derivation import Derivation, Rejected
from projections.audit.derive import Audit
from projections.audit.history import Change, Past
from projections.audit.query import Asked
from projections.audit.unmet import Unmet
from projections.audit.why_not import NotAsked, WhyNot, labels_of, why_not

__all__ = [
    "Asked",
    "Audit",
    "Change",
    "Derivation",
    "NotAsked",
    "Past",
    "Rejected",
    "Unmet",
    "WhyNot",
    "labels_of",
    "why_not",
]
