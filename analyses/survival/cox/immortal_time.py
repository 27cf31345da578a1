"""The guard against immortal-time bias: what was learnt after the origin of time.

A covariate or group learnt later than the origin but used as if known from it credits patients
with the time they had to survive until then.
"""

import warnings
from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analyses.errors import InvalidInputError
from analyses.survival.regression.model_errors import ImmortalTimeBiasError


class ImmortalTimeBiasWarning(UserWarning):
    """A covariate known only after the origin was forced into a model as if known from it."""


def learnt_late(name: str, late: NDArray[np.bool_], after: str = "the origin of time") -> str:
    """Return in words how many patients' value became known only after the origin."""
    count = f"{int(late.sum())} of {late.size} patients"
    return f"'{name}' became known only after {after} in {count}"


def refuse_immortal_time(
    covariate: str,
    patient: ArrayLike,
    origin: ArrayLike,
    known: ArrayLike,
    *,
    force: Collection[str] = (),
) -> None:
    """Refuse a fixed covariate that some patient's record shows only after the origin of time.

    ``origin`` and ``known`` are days (numbers or dates) per row; a covariate never known (NaN,
    NaT) is missing, not late. A covariate named in ``force`` is let through with an
    ImmortalTimeBiasWarning.

    Raises ImmortalTimeBiasError when it is late and not forced, InvalidInputError for columns
    of different lengths.
    Source: Suissa, American Journal of Epidemiology 2008;167:492-499.
    """
    patients, origins, knowns = (np.asarray(column) for column in (patient, origin, known))
    if not patients.shape == origins.shape == knowns.shape:
        raise InvalidInputError("'patient', 'origin' and 'known' must have one row each.")
    late = np.isin(np.unique(patients), patients[knowns > origins])
    refuse_late(covariate, late, force=force)


def refuse_late(covariate: str, late: NDArray[np.bool_], *, force: Collection[str] = ()) -> None:
    """The same where it is known of which patients the covariate was learnt late."""
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
