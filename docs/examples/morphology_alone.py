"""The shipped study with progression by morphology alone, without relapse by residual disease."""

from patient_timeline.studies import wudhikarn2021

STUDY = wudhikarn2021(molecular_progression=False)
