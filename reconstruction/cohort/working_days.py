"""Days on which a clinic plans what can be planned: Monday to Friday."""

from datetime import timedelta

from reconstruction.cohort.tables import Patient

FAR = 10**6
SATURDAY = 5


def working_day(patient: Patient, day: int, low: int = -FAR, high: int = FAR) -> int:
    """The nearest working day from ``low`` to ``high``; the day itself if none is near."""
    near = sorted(range(day - 2, day + 3), key=lambda other: abs(other - day))
    weekdays = (other for other in near if low <= other <= high and _is_working(patient, other))
    return next(weekdays, day)


def _is_working(patient: Patient, day: int) -> bool:
    return (patient.infused + timedelta(days=day)).weekday() < SATURDAY
