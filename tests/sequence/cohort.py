"""A made-up cohort that is rescued again and again, of any size; the same for the same size."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from timeline.vocabulary import CORE

FIRST_DAY = date(2012, 1, 1)
DRUGS = {
    "nonintensive": (["vincristine", "dexamethasone"], 0.50, 0.30),
    "intensive": (["cytarabine", "mitoxantrone"], 0.22, 0.35),
    "antibody": (["blinatumomab"], 0.18, 0.45),
    "reinfusion": (None, 0.10, 0.40),
}
"""Drugs (none: cells), share of patients, chance of remission."""

CAUSES = ["disease"] * 8 + ["treatment", "unknown"]


def rescued(patients, seed=1):
    """Events of every patient, in no particular order of patients."""
    random = Random(seed)
    return [event for number in range(patients) for event in _patient(random, f"P{number:05d}")]


def told(patient, *facts):
    """Events of one patient, each given by its kind, day and payload."""
    teller = _Teller(patient)
    for kind, day, payload in facts:
        teller.tell(kind, day, **payload)
    return teller.events


def _patient(random, patient):
    told = _Teller(patient)
    told.tell("registered", 0, study="rescue")
    told.tell("cell_infusion", 20, product="cells", infusion=1)
    day = 20 + random.randrange(30, 600)
    told.tell("marrow_blasts", day, percent=40)
    reinfused = False
    while random.random() < 0.72:
        arm = random.choices(list(DRUGS), [share for _, share, _ in DRUGS.values()])[0]
        arm, reinfused = (
            ("antibody", True)
            if arm == "reinfusion" and reinfused
            else (arm, reinfused or arm == "reinfusion")
        )
        drugs, _, chance = DRUGS[arm]
        day += random.randrange(5, 40)
        if drugs is None:
            told.tell("cell_infusion", day, product="cells", infusion=2)
        else:
            told.tell("therapy_started", day, drugs=drugs, setting="salvage")
        day += 28
        if random.random() < 0.15:
            break
        remits = random.random() < chance
        told.tell("marrow_blasts", day, percent=1 if remits else 60)
        if remits:
            if random.random() < 0.2:
                told.tell("contact", day + 900)
                return told.events
            day += random.randrange(40, 400)
            told.tell("marrow_blasts", day, percent=30)
    fate = random.random()
    if fate < 0.9:
        told.tell("death", day + random.randrange(5, 200), cause=random.choice(CAUSES))
    elif fate < 0.95:
        told.tell("lost_to_follow_up", day + 90)
    else:
        told.tell("contact", day + 700)
    return told.events


class _Teller:
    """Tells the events of one patient, each recorded the day after."""

    def __init__(self, patient):
        self.patient, self.events = patient, []

    def tell(self, kind, offset, **payload):
        day = FIRST_DAY + timedelta(days=offset)
        raw = {
            "kind": kind,
            "patient": self.patient,
            "occurred": day.isoformat(),
            "recorded": datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(days=1),
            "recorder": "generator",
            "source_system": "synthetic",
            "source_record": f"{self.patient}:{len(self.events)}",
            "provenance": "synthetic",
            **payload,
        }
        self.events.append(CORE.parse(raw))
