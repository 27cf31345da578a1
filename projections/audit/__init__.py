"""Why a patient has a value: the whole derivation, by the same evaluation as the cohort's."""

from projections.audit.derivation import Derivation, Rejected
from projections.audit.derive import Audit

__all__ = ["Audit", "Derivation", "Rejected"]
