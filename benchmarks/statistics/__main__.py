"""Run as ``python -m benchmarks.statistics``."""

from benchmarks.statistics.command import statistics

statistics()
