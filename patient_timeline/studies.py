"""The shipped studies that can be varied: each function makes the study under other choices."""

from projections.studies.wudhikarn2021 import study as wudhikarn2021

__all__ = ["wudhikarn2021"]
