"""Why a patient has a value: the whole derivation, by the same evaluation as the cohort's.

``Audit`` derives values, ``ValueHistory`` gives what they were before and what changed them,
``why_not`` why they are not others.
"""

from projections.audit.derivation import Derivation, Rejected
from projections.audit.derive import Audit
from projections.audit.history import ValueChange, ValueHistory
from projections.audit.query import AuditQuery
from projections.audit.unmet import UnmetCondition
from projections.audit.why_not import NoExplanation, WhyNot, labels_of, why_not

__all__ = [
    "Audit",
    "AuditQuery",
    "Derivation",
    "NoExplanation",
    "Rejected",
    "UnmetCondition",
    "ValueChange",
    "ValueHistory",
    "WhyNot",
    "labels_of",
    "why_not",
]
