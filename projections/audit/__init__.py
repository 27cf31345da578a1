"""Why a patient has a value: the whole derivation, by the same evaluation as the cohort's.

``Audit`` derives values, ``Past`` tells what they were before and what changed them.
"""

from projections.audit.asked import Asked
from projections.audit.derivation import Derivation, Rejected
from projections.audit.derive import Audit
from projections.audit.history import Change, Past

__all__ = ["Asked", "Audit", "Change", "Derivation", "Past", "Rejected"]
