"""Why a regression cannot be fitted to its data, each reason a named error with its remedy."""

from collections.abc import Iterable

from analyses.errors import InvalidInputError, NotEstimableError


class NoEventsError(NotEstimableError):
    """Nobody had the event that the analysis is about."""


class ConstantCovariateError(NotEstimableError):
    """Covariates (or columns of theirs) are the same for all who are compared."""

    def __init__(self, message: str, names: Iterable[str]) -> None:
        super().__init__(message)
        self.names = tuple(names)


class CollinearCovariatesError(NotEstimableError):
    """Some covariates are combinations of others, so their effects cannot be separated."""


class MonotoneLikelihoodError(NotEstimableError):
    """A coefficient grows without limit, as when one group has all the events (separation)."""


class ConvergenceError(NotEstimableError):
    """The iterations ended before the estimates settled."""


class ImmortalTimeBiasError(InvalidInputError):
    """A covariate known only after the origin of time was to be used as if known from it."""


class MissingCovariateError(InvalidInputError):
    """A covariate is missing in every row, then among ``names``, or every row misses some."""

    def __init__(self, message: str, names: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.names = tuple(names)


def quoted(names: Iterable[str]) -> str:
    """Return names as a list in a sentence."""
    return ", ".join(f"'{name}'" for name in names)
