"""What happens to made-up patients, about twenty facts each: no patient ever lived like this.

The shape is that of a trial of engineered cells: registration, preparation, infusion, marrows at
visits, relapse, salvage, transplant, contacts and death.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from timeline.dates import day_number
from timeline.log import Categories, Column, Numbers
from timeline.log.columns import SEPARATOR

FIRST_DAY, LAST_DAY = day_number(date(2012, 1, 1)), day_number(date(2024, 6, 30))
NEVER = LAST_DAY + 100_000
VISITS = (28, 90, 180, 365)

TEXTS: Mapping[str, tuple[str, ...]] = {
    "cause": ("disease", "treatment"),
    "disease": ("acute lymphoblastic leukaemia",),
    "donor": ("allogeneic",),
    "drugs": (
        "blinatumomab",
        f"cyclophosphamide{SEPARATOR}fludarabine",
        f"cytarabine{SEPARATOR}methotrexate",
        "inotuzumab",
    ),
    "graft": ("haematopoietic",),
    "means": ("visit",),
    "method": ("flow",),
    "product": ("synthetic cells",),
    "result": ("negative", "positive"),
    "setting": ("lymphodepletion", "prior", "salvage"),
    "sex": ("female", "male"),
    "site": ("mediastinum", "meninges"),
    "status": ("absent", "present"),
    "study": ("benchmark",),
}
"""The texts each field may hold, in alphabetical order, as the log codes them."""

Mask = NDArray[np.bool_]
Number = TypeVar("Number", bound=np.generic)
Value = str | float | NDArray[np.float64] | NDArray[np.integer]


class KindFacts(NamedTuple):
    """Facts of one kind: whose, when, and what they say."""

    patient: NDArray[np.int32]
    day: NDArray[np.int32]
    columns: dict[str, Column]


@dataclass(frozen=True, slots=True)
class Fate:
    """The days that shape each patient's history; ``NEVER`` for what does not happen."""

    registered: NDArray[np.int64]
    infused: NDArray[np.int64]
    responds: Mask
    relapsed: NDArray[np.int64]
    died: NDArray[np.int64]
    end: NDArray[np.int64]


class Story:
    """The facts of some patients, collected kind by kind."""

    def __init__(self, rng: np.random.Generator, patients: int) -> None:
        self.rng, self.patients = rng, patients
        self.facts: dict[str, list[KindFacts]] = defaultdict(list)

    def add(self, kind: str, patients: Mask, day: NDArray[np.int64], **fields: Value) -> None:
        """Add a fact of one kind to each patient marked."""
        patient = np.flatnonzero(patients).astype(np.int32)
        columns = {name: _column(name, value, patient) for name, value in fields.items()}
        self.facts[kind].append(KindFacts(patient, day[patient].astype(np.int32), columns))

    def share(self, probability: float) -> Mask:
        """A random share of the patients."""
        return self.rng.random(self.patients) < probability

    def days(self, least: int, below: int) -> NDArray[np.int64]:
        """A whole number of days for each patient."""
        return self.rng.integers(least, below, self.patients)

    def wait(self, mean: float) -> NDArray[np.int64]:
        """An exponential waiting time in days for each patient."""
        return self.rng.exponential(mean, self.patients).astype(np.int64)

    def text(self, field: str) -> NDArray[np.int64]:
        """Any of the texts of a field for each patient, as its code."""
        return self.rng.integers(0, len(TEXTS[field]), self.patients)


def story(rng: np.random.Generator, patients: int) -> dict[str, list[KindFacts]]:
    """Everything that happens to some patients, by kind."""
    course = Story(rng, patients)
    fate = _fate(course)
    _enrolment(course, fate)
    _treatment(course, fate)
    for after in VISITS:
        _visit(course, fate, fate.infused + after + course.days(-4, 5))
    _later_course(course, fate)
    return dict(course.facts)


def _fate(course: Story) -> Fate:
    registered = FIRST_DAY + course.days(0, 3_600)
    infused = np.where(course.share(0.96), registered + course.days(14, 60), NEVER)
    responds = course.share(0.78)
    relapsed = np.where(responds & course.share(0.6), infused + 60 + course.wait(400), NEVER)
    survives = np.where(responds, 90 + course.wait(1_500), 20 + course.wait(300))
    died = np.minimum(infused, registered + 200) + survives
    lost = np.where(course.share(0.05), registered + course.days(100, 2_000), NEVER)
    return Fate(registered, infused, responds, relapsed, died, np.minimum(lost, LAST_DAY))


def _enrolment(course: Story, fate: Fate) -> None:
    everyone = np.ones(course.patients, dtype=bool)
    diagnosed = fate.registered - course.days(100, 1_500)
    age = course.rng.integers(1, 80, course.patients).astype(float)
    course.add("diagnosis", everyone, diagnosed, disease="acute lymphoblastic leukaemia")
    course.add("demographics", everyone, diagnosed, sex=course.text("sex"), age_years=age)
    drugs = course.text("drugs")
    course.add("therapy_started", everyone, diagnosed + 7, setting="prior", drugs=drugs)
    course.add("registered", everyone, fate.registered, study="benchmark")
    blasts = course.rng.integers(5, 96, course.patients).astype(float)
    course.add("marrow_blasts", everyone, fate.registered + 2, percent=blasts)
    where = {"site": course.text("site"), "status": course.text("status")}
    course.add("extramedullary", everyone, fate.registered + 3, **where)


def _treatment(course: Story, fate: Fate) -> None:
    infused = fate.infused < np.minimum(fate.died, fate.end)
    drugs = f"cyclophosphamide{SEPARATOR}fludarabine"
    prepared = fate.infused - 5
    course.add("therapy_started", infused, prepared, setting="lymphodepletion", drugs=drugs)
    cells = course.rng.integers(1, 40, course.patients) * 1e5
    product = "synthetic cells"
    course.add(
        "cell_infusion", infused, fate.infused, product=product, infusion=1.0, cells_per_kg=cells
    )
    for after in (3, 9):
        grade = course.rng.integers(0, 4, course.patients).astype(float)
        course.add("cytokine_release_grade", infused, fate.infused + after, grade=grade)


def _visit(course: Story, fate: Fate, day: NDArray[np.int64]) -> None:
    """Marrow, residual disease and imaging, as far as they are done, and a contact."""
    seen = day < np.minimum(fate.died, fate.end)
    well = fate.responds & (day < fate.relapsed)
    blasts = np.where(well, course.rng.random(course.patients) * 4.9, 5 + course.wait(30) % 90)
    drawn = seen & course.share(0.75) & (day != fate.relapsed)  # one marrow a day
    course.add("marrow_blasts", drawn, day, percent=np.round(blasts, 1))
    negative = np.where(well & course.share(0.8), 0, 1)
    course.add("residual_disease", seen & course.share(0.5), day, result=negative, method="flow")
    ill = np.where(well, course.share(0.02), course.share(0.3)).astype(np.int64)
    imaged = seen & course.share(0.5)
    course.add("extramedullary", imaged, day, site=course.text("site"), status=ill)
    course.add("contact", seen, day, means="visit")


def _later_course(course: Story, fate: Fate) -> None:
    end = np.minimum(fate.died, fate.end)
    found = (fate.relapsed < end) & course.share(0.8)
    blasts = 5 + course.wait(30) % 90.0
    course.add("marrow_blasts", found, fate.relapsed, percent=blasts)
    failed = np.where(fate.responds, fate.relapsed, fate.infused + 90) + course.days(0, 40)
    rescued = (failed < end) & course.share(0.6)
    course.add("therapy_started", rescued, failed, setting="salvage", drugs=course.text("drugs"))
    grafted = fate.infused + course.days(60, 200)
    chosen = fate.responds & (grafted < np.minimum(end, fate.relapsed)) & course.share(0.35)
    graft = {"graft": "haematopoietic", "donor": "allogeneic", "number": 1.0}
    course.add("transplant", chosen, grafted, **graft)
    course.add("contact", fate.end < fate.died, fate.end, means="visit")
    course.add("death", fate.died <= fate.end, fate.died, cause=course.text("cause"))


def _column(name: str, value: Value, patient: NDArray[np.int32]) -> Column:
    if name in TEXTS:
        code = TEXTS[name].index(value) if isinstance(value, str) else value
        return Categories(_of_each(code, patient, np.int32), TEXTS[name])
    return Numbers(_of_each(value, patient, np.float64))


def _of_each(value: Value, patient: NDArray[np.int32], dtype: type[Number]) -> NDArray[Number]:
    """One value for all, or the value of each patient."""
    values = np.asarray(value, dtype=dtype)
    return np.full(len(patient), values) if values.ndim == 0 else values[patient]
