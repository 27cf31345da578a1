"""The errors an analysis raises: what is wrong and what to do about it, never patient data."""


class AnalysisError(ValueError):
    """An analysis was asked for what its data or arguments cannot give."""


class InvalidInputError(AnalysisError):
    """An argument has the wrong shape, type or range."""


class NotEstimableError(AnalysisError):
    """The data are valid but do not determine the quantity asked for."""
