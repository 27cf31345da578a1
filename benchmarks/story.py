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


class Telling(NamedTuple):
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
        self.tellings: dict[str, list[Telling]] = defaultdict(list)

    def tell(self, kind: str, who: Mask, day: NDArray[np.int64], **fields: Value) -> None:
        """Add a fact of one kind to each patient marked."""
        patient = np.flatnonzero(who).astype(np.int32)
        columns = {name: _column(name, value, patient) for name, value in fields.items()}
        self.tellings[kind].append(Telling(patient, day[patient].astype(np.int32), columns))

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


def story(rng: np.random.Generator, patients: int) -> dict[str, list[Telling]]:
    """Everything that happens to some patients, by kind."""
    told = Story(rng, patients)
    fate = _fate(told)
    _enrolment(told, fate)
    _treatment(told, fate)
    for after in VISITS:
        _visit(told, fate, fate.infused + after + told.days(-4, 5))
    _later_course(told, fate)
    return dict(told.tellings)


def _fate(told: Story) -> Fate:
    registered = FIRST_DAY + told.days(0, 3_600)
    infused = np.where(told.share(0.96), registered + told.days(14, 60), NEVER)
    responds = told.share(0.78)
    relapsed = np.where(responds & told.share(0.6), infused + 60 + told.wait(400), NEVER)
    survives = np.where(responds, 90 + told.wait(1_500), 20 + told.wait(300))
    died = np.minimum(infused, registered + 200) + survives
    lost = np.where(told.share(0.05), registered + told.days(100, 2_000), NEVER)
    return Fate(registered, infused, responds, relapsed, died, np.minimum(lost, LAST_DAY))


def _enrolment(told: Story, fate: Fate) -> None:
    everyone = np.ones(told.patients, dtype=bool)
    diagnosed = fate.registered - told.days(100, 1_500)
    age = told.rng.integers(1, 80, told.patients).astype(float)
    told.tell("diagnosis", everyone, diagnosed, disease="acute lymphoblastic leukaemia")
    told.tell("demographics", everyone, diagnosed, sex=told.text("sex"), age_years=age)
    drugs = told.text("drugs")
    told.tell("therapy_started", everyone, diagnosed + 7, setting="prior", drugs=drugs)
    told.tell("registered", everyone, fate.registered, study="benchmark")
    blasts = told.rng.integers(5, 96, told.patients).astype(float)
    told.tell("marrow_blasts", everyone, fate.registered + 2, percent=blasts)
    where = {"site": told.text("site"), "status": told.text("status")}
    told.tell("extramedullary", everyone, fate.registered + 3, **where)


def _treatment(told: Story, fate: Fate) -> None:
    infused = fate.infused < np.minimum(fate.died, fate.end)
    drugs = f"cyclophosphamide{SEPARATOR}fludarabine"
    prepared = fate.infused - 5
    told.tell("therapy_started", infused, prepared, setting="lymphodepletion", drugs=drugs)
    cells = told.rng.integers(1, 40, told.patients) * 1e5
    product = "synthetic cells"
    told.tell(
        "cell_infusion", infused, fate.infused, product=product, infusion=1.0, cells_per_kg=cells
    )
    for after in (3, 9):
        grade = told.rng.integers(0, 4, told.patients).astype(float)
        told.tell("cytokine_release_grade", infused, fate.infused + after, grade=grade)


def _visit(told: Story, fate: Fate, day: NDArray[np.int64]) -> None:
    """Marrow, residual disease and imaging, as far as they are done, and a contact."""
    seen = day < np.minimum(fate.died, fate.end)
    well = fate.responds & (day < fate.relapsed)
    blasts = np.where(well, told.rng.random(told.patients) * 4.9, 5 + told.wait(30) % 90)
    drawn = seen & told.share(0.75) & (day != fate.relapsed)  # one marrow a day
    told.tell("marrow_blasts", drawn, day, percent=np.round(blasts, 1))
    negative = np.where(well & told.share(0.8), 0, 1)
    told.tell("residual_disease", seen & told.share(0.5), day, result=negative, method="flow")
    ill = np.where(well, told.share(0.02), told.share(0.3)).astype(np.int64)
    imaged = seen & told.share(0.5)
    told.tell("extramedullary", imaged, day, site=told.text("site"), status=ill)
    told.tell("contact", seen, day, means="visit")


def _later_course(told: Story, fate: Fate) -> None:
    end = np.minimum(fate.died, fate.end)
    found = (fate.relapsed < end) & told.share(0.8)
    blasts = 5 + told.wait(30) % 90.0
    told.tell("marrow_blasts", found, fate.relapsed, percent=blasts)
    failed = np.where(fate.responds, fate.relapsed, fate.infused + 90) + told.days(0, 40)
    rescued = (failed < end) & told.share(0.6)
    told.tell("therapy_started", rescued, failed, setting="salvage", drugs=told.text("drugs"))
    grafted = fate.infused + told.days(60, 200)
    chosen = fate.responds & (grafted < np.minimum(end, fate.relapsed)) & told.share(0.35)
    graft = {"graft": "haematopoietic", "donor": "allogeneic", "number": 1.0}
    told.tell("transplant", chosen, grafted, **graft)
    told.tell("contact", fate.end < fate.died, fate.end, means="visit")
    told.tell("death", fate.died <= fate.end, fate.died, cause=told.text("cause"))


def _column(name: str, value: Value, patient: NDArray[np.int32]) -> Column:
    if name in TEXTS:
        code = TEXTS[name].index(value) if isinstance(value, str) else value
        return Categories(_of_each(code, patient, np.int32), TEXTS[name])
    return Numbers(_of_each(value, patient, np.float64))


def _of_each(value: Value, patient: NDArray[np.int32], dtype: type[Number]) -> NDArray[Number]:
    """One value for all, or the value of each patient."""
    values = np.asarray(value, dtype=dtype)
    return np.full(len(patient), values) if values.ndim == 0 else values[patient]
