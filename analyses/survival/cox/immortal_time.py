"""The guard against immortal-time bias: what was learnt after the origin of time.

A covariate or group learnt later than the origin but used as if known from it credits patients
with the time they had to survive until then.
"""

import warnings
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from analyses.survival.regression.model_errors import ImmortalTimeBiasError


class ImmortalTimeBiasWarning(UserWarning):
    """A covariate known only after the origin was forced into a model as if known from it."""


def learnt_late(name: str, late: NDArray[np.bool_], after: str = "the origin of time") -> str:
    """Return in words how many patients' value became known only after the origin."""
    count = f"{int(late.sum())} of {late.size} patients"
    return f"'{name}' became known only after {after} in {count}"


def refuse_late(covariate: str, late: NDArray[np.bool_], *, force: Collection[str] = ()) -> None:
    """Refuse a fixed covariate that some patients' records show only after the origin of time.

    ``late`` marks them. A covariate named in ``force`` is let through with an
    ImmortalTimeBiasWarning.

    Raises ImmortalTimeBiasError when there are any and it is not forced.
    Source: Suissa, American Journal of Epidemiology 2008;167:492-499.
    """
    if not late.any():
        return
    statement = (
        f"{learnt_late(covariate, late)}; as a fixed covariate it carries immortal-time bias"
    )
    if covariate not in force:
        raise ImmortalTimeBiasError(
            f"{statement}. Split the rows at its start (split_at_exposure), start time at a "
            f"landmark, or force it by name."
        )
    warnings.warn(f"{statement}, and was forced.", ImmortalTimeBiasWarning, stacklevel=2)
