"""Facts as recorded events: calendar dates, who recorded them when, and what was corrected.

The paper prints none of this, so all of it is made up: by fixed rules here, and by
``record_history.csv`` for what was recorded late, first recorded wrongly, or retracted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tests.reconstruction.facts import Fact, number_of
from tests.reconstruction.published_tables import FOLDER, patients
from tests.reconstruction.writing import read_csv
from timeline.vocabulary import CORE

FIRST_ANCHOR = date(2010, 5, 17)
DAYS_BETWEEN_ANCHORS = 131
REGISTERED_DAY = -30
REGISTRY = {"contact", "lost_to_follow_up", "death"}
DAYS_TO_RECORD = {
    "residual_disease": 1, "extramedullary": 1, "marrow_blasts": 2, "immunophenotype": 3,
    "cell_expansion": 4, "cytokine_release_grade": 2, "neurotoxicity_grade": 2,
    "toxicity_grade": 2, "response_stated": 10, "contact": 3, "lost_to_follow_up": 14,
    "death": 21,
}  # fmt: skip
ERROR_NOTE = "an error of recording, synthetic; corrected by the next revision"

Event = dict[str, object]
Step = Mapping[str, str]


def anchor(patient: str) -> date:
    """The made-up date of the first infusion: the patients in order, 131 days apart."""
    return FIRST_ANCHOR + timedelta(days=DAYS_BETWEEN_ANCHORS * patients().index(patient))


def recorded_events(patient: str, facts: list[Fact]) -> list[Event]:
    """The events of one patient by clinical day, each amendment beside what it amends."""
    history = _history(patient)
    counts: Counter[str] = Counter()
    found: list[Event] = []
    for fact in sorted(facts, key=_clinical_order):
        counts[fact.kind] += 1
        record = f"{fact.kind}:{counts[fact.kind]}"
        found += _versions(patient, fact, record, history.pop(record, []))
    if history:
        raise ValueError(f"record_history.csv: {patient} has no record {next(iter(history))}")
    return found


def _clinical_order(fact: Fact) -> tuple[int, int, str, str]:
    return fact.day, CORE.kinds[fact.kind].day_order, fact.kind, str(fact.payload)


def _history(patient: str) -> dict[str, list[Step]]:
    steps: dict[str, list[Step]] = {}
    for row in read_csv(FOLDER / "record_history.csv"):
        if row["patient"] == patient:
            steps.setdefault(row["record"], []).append(row)
    return steps


def _versions(patient: str, fact: Fact, record: str, steps: list[Step]) -> Iterator[Event]:
    """The event of a fact; or, where the history says so, its revisions in turn."""
    if not steps or steps[0]["said"] not in ("first", "late"):
        usual = DAYS_TO_RECORD.get(fact.kind, 1) + max(0, REGISTERED_DAY - fact.day)
        steps = [{"said": "first", "days": str(usual), "field": "", "value": ""}, *steps]
    for revision, step in enumerate(steps, start=1):
        said = _said(patient, fact, step)
        if revision > 1:
            said = _amendment(patient, fact, record, step, revision, said)
        yield _envelope(patient, fact, record, step, said)


def _said(patient: str, fact: Fact, step: Step) -> Event:
    """What the record says of a fact: kind, date, payload and basis, or an error for one."""
    said = {
        "kind": fact.kind,
        "occurred": _date(patient, fact.day)[: fact.precision],
        **fact.payload,
    }
    field, value = step["field"], step["value"]
    if field:
        wrong = _date(patient, int(value)) if field == "occurred" else _cell(value)
        note = step["reason"] if step["said"] == "first" and step["reason"] else ERROR_NOTE
        return {**said, field: wrong, "provenance": "synthetic", "provenance_note": note}
    document = {"document": fact.basis.document} if fact.basis.document else {}
    basis = {"provenance": fact.basis.provenance, "provenance_note": fact.basis.note}
    return {**said, **basis, **document}


def _amendment(
    patient: str, fact: Fact, record: str, step: Step, revision: int, said: Event
) -> Event:
    replacement = {"replacement": said} if step["said"] == "corrected" else {}
    return {
        "kind": step["said"],
        "occurred": _date(patient, fact.day),
        "revision": revision,
        "target_record": f"{patient}:{record}",
        "target_revision": 1,
        "reason": step["reason"],
        **replacement,
        "provenance": "synthetic",
        "provenance_note": "that it was recorded otherwise before is synthetic",
    }


def _envelope(patient: str, fact: Fact, record: str, step: Step, said: Event) -> Event:
    managers = "dm1", "dm2"
    return {
        "kind": said["kind"],
        "patient": patient,
        **said,
        "recorded": f"{_date(patient, fact.day + int(step['days']))}T09:00:00Z",
        "recorder": "registry" if fact.kind in REGISTRY else managers[number_of(patient) % 2],
        "source_system": "edc",
        "source_record": f"{patient}:{record}",
    }


def _cell(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def _date(patient: str, day: int) -> str:
    return (anchor(patient) + timedelta(days=day)).isoformat()
