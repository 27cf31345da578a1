"""Random histories: few patients, few days, few values, so that everything collides.

Hypothesis draws a seed and sizes; within a size everything comes from the seed. So all values
are equally likely, and a failing example still shrinks to few events.
"""

from datetime import UTC, date, datetime, time, timedelta

from timeline.log import AsOf
from timeline.vocabulary import CORE

FIRST_DAY = date(1969, 12, 22)
"""Ten days before the day numbered 0."""
SPAN = 20
"""Days over which exactly dated events are spread."""

PATIENTS = ("A", "B")
FACTS = {
    "marrow_blasts": {"percent": [0, 4, 5, 50], "qualifier": [None, None, None, "<", ">="]},
    "extramedullary": {
        "site": ["cns", "Testis", "testes", "mars"],
        "status": ["present", "absent", "resolved"],
    },
    "residual_disease": {
        "result": ["negative", "positive", "indeterminate"],
        "method": ["flow", "pcr"],
        "level": [None, 0, 1e-4],
    },
    "cell_infusion": {"product": ["x"], "infusion": [1, 2]},
    "therapy_started": {
        "drugs": [["VCR"], ["vincristine", "Ara-C"], ["Imatinib"], ["FLAG", "xyz"]],
        "setting": ["salvage", "bridging"],
    },
    "supportive_care_only": {"palliative_steroid": [None, True, False]},
    "transplant": {"donor": ["allogeneic"], "number": [1, 2]},
    "laboratory": {
        "analyte": ["ldh"],
        "value": [100, 250, 300],
        "qualifier": [None, None, "<", "<=", ">", ">="],
        "unit": ["U/L"],
        "upper": [None, 250],
    },
    "contact": {},
    "lost_to_follow_up": {},
    "diagnosis": {"disease": ["leukaemia"]},
    "death": {},
    "demographics": {"born": ["1969", "1969-12", "1969-12-24"]},
}
KINDS = ["marrow_blasts"] * 3 + ["extramedullary"] * 2 + ["cell_infusion"] + list(FACTS)


def day(offset):
    return FIRST_DAY + timedelta(days=offset)


def noon(offset):
    return datetime.combine(day(offset), time(12), UTC)


def record(random, facts, amendments, patients=PATIENTS):
    """Events with partial dates, late records, corrections and retractions, in any order."""
    raws = [identified(fact(random, patients), "edc", number) for number in range(facts)]
    for number in range(facts, facts + amendments):
        raws.append(identified(amendment(random, random.choice(raws)), "edc", number))
    random.shuffle(raws)
    return [CORE.parse(raw) for raw in raws]


def identified(raw, system, number):
    return {**raw, "recorder": "cra", "source_system": system, "source_record": str(number)}


def fact(random, patients=PATIENTS):
    """Raw fields of a fact; its record may come weeks later, its date may be partial."""
    offset = random.randrange(SPAN)
    recorded = offset + random.choice([0, 0, 1, random.randrange(40)])
    return {
        **content(random),
        "patient": random.choice(patients),
        "occurred": random.choice([str(day(offset))] * 8 + ["1969-12", "1969", "1970-01"]),
        "imputation": random.choice(["earliest", "midpoint", "latest"]),
        "sequence": random.choice([None, None, 1, 2]),
        "recorded": noon(recorded),
    }


def content(random):
    """Kind and payload of a fact."""
    kind = random.choice(KINDS)
    payload = {name: random.choice(values) for name, values in FACTS[kind].items()}
    if (payload.get("percent"), payload.get("qualifier")) == (0, "<"):
        payload["qualifier"] = None  # nothing lies below 0
    return {"kind": kind, **{name: one for name, one in payload.items() if one is not None}}


def amendment(random, target):
    """Raw fields of a correction or retraction, recorded no earlier than its target."""
    if random.random() < 0.4:
        return {**about(random, target), "kind": "retracted"}
    return correction(random, target, random.randrange(SPAN))


def correction(random, target, offset):
    """Raw fields of a correction that puts another fact, on another day, in place of its target."""
    said = about(random, target)
    replacement = {**content(random), "occurred": str(day(offset))}
    recorded = max(said["recorded"], noon(offset))
    return {**said, "kind": "corrected", "recorded": recorded, "replacement": replacement}


def about(random, target):
    later = random.choice([0, 1, random.randrange(40)])
    return {
        "patient": target["patient"],
        "occurred": target["occurred"],
        "recorded": target["recorded"] + timedelta(days=later),
        "target_system": target["source_system"],
        "target_record": target["source_record"],
        "reason": "queried",
    }


def as_of(random):
    """Any cutoff, often after everything, and any lock or none."""
    cutoff = day(random.choice([SPAN, SPAN, random.randrange(-1, SPAN)]))
    lock = noon(random.randrange(SPAN + 60)) if random.random() < 0.4 else None
    return AsOf(cutoff, lock)
