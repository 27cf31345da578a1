"""The shipped study with progression by morphology alone, without relapse by residual disease."""

from projections.studies.wudhikarn2021 import study

STUDY = study(molecular_progression=False)
