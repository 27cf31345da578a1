"""The shipped studies, to be varied or extended: a function makes one under other choices."""

from projections.studies import mgus2 as _mgus2
from projections.studies import stanford as _stanford
from projections.studies.wudhikarn2021 import study as wudhikarn2021

__all__ = ["mgus2", "stanford", "wudhikarn2021"]

mgus2, stanford = _mgus2.STUDY, _stanford.STUDY
