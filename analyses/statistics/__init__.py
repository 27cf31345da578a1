"""From a printed statistic back to the patients whom it counts.

``named`` finds what a name such as ``OS.median`` stands for, ``traced`` its value and patients.
"""

from analyses.statistics.names import StatisticName, UnknownStatistic, named, statistic_names
from analyses.statistics.statistic import Role, Share, Statistic
from analyses.statistics.traced import traced

__all__ = [
    "Role",
    "Share",
    "Statistic",
    "StatisticName",
    "UnknownStatistic",
    "named",
    "statistic_names",
    "traced",
]
