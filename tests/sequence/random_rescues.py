"""Random records of the rescue study: few days and values, late, corrected and retracted."""

from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from tests.projections.random_histories import SPAN, as_of, day, identified, noon
from timeline.vocabulary import CORE

FACTS = {
    "marrow_blasts": {"percent": [0, 4, 5, 50]},
    "cell_infusion": {"product": ["x"], "infusion": [1, 2]},
    "therapy_started": {
        "drugs": [["cytarabine"], ["blinatumomab", "vincristine"], ["vincristine"]],
        "setting": ["salvage", "salvage", "bridging"],
    },
    "lost_to_follow_up": {},
    "death": {"cause": ["disease", "treatment", "other", "unknown"]},
}
KINDS = ["marrow_blasts"] * 5 + ["therapy_started"] * 4 + ["cell_infusion"] * 2 + list(FACTS)
PATIENTS = ("A", "B", "C", "D")


@st.composite
def rescues(draw):
    """Events of up to four patients, and an as-of."""
    random = Random(draw(st.integers(0, 2**32)))
    facts = [_opening(random, patient, kind) for patient in PATIENTS for kind in range(3)]
    facts += [_fact(random, random.choice(PATIENTS)) for _ in range(draw(st.integers(0, 40)))]
    raws = [identified(fact, "edc", number) for number, fact in enumerate(facts)]
    for number in range(draw(st.integers(0, 5))):
        raws.append(identified(_amendment(random, random.choice(raws)), "edc", f"a{number}"))
    random.shuffle(raws)
    return [CORE.parse(raw) for raw in raws], as_of(random)


def _opening(random, patient, number):
    """Registration, infusion and disease, so that most patients set out."""
    said = (
        {"kind": "registered", "study": "rescue"},
        {"kind": "cell_infusion", "product": "x", "infusion": 1},
        {"kind": "marrow_blasts", "percent": 60},
    )[number]
    return _dated(random, patient, said, random.randrange(3))


def _fact(random, patient):
    kind = random.choice(KINDS)
    payload = {name: random.choice(values) for name, values in FACTS[kind].items()}
    return _dated(random, patient, {"kind": kind, **payload}, random.randrange(SPAN))


def _dated(random, patient, said, offset):
    recorded = noon(offset + random.choice([0, 0, 0, random.randrange(40)]))
    return {**said, "patient": patient, "occurred": str(day(offset)), "recorded": recorded}


def _amendment(random, target):
    later = target["recorded"] + timedelta(days=random.randrange(40))
    said = {
        "patient": target["patient"],
        "occurred": target["occurred"],
        "recorded": later,
        "target_system": target["source_system"],
        "target_record": target["source_record"],
        "reason": "queried",
    }
    if random.random() < 0.5:
        return {**said, "kind": "retracted"}
    replaced = _fact(random, target["patient"])
    envelope = {"patient", "recorded"}
    replacement = {name: one for name, one in replaced.items() if name not in envelope}
    recorded = max(later, replaced["recorded"])
    return {**said, "kind": "corrected", "recorded": recorded, "replacement": replacement}
