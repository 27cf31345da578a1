"""Facts as recorded events: calendar dates, who recorded them when, and what was corrected.

The paper prints none of this, so all of it is made up: by fixed rules here, and by
``late_and_corrected.csv`` for what was recorded late, first recorded wrongly, or retracted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import cast

from reconstruction.cohort.at_work import clinical_order
from reconstruction.cohort.background import registered
from reconstruction.cohort.facts import MONTH, Basis, Fact, number_of
from reconstruction.cohort.tables import Patient
from reconstruction.published_tables import FOLDER, INFUSIONS
from reconstruction.writing import read_csv

REGISTRY = {"contact", "lost_to_follow_up", "death"}
DAYS_TO_RECORD = {
    "residual_disease": 1, "extramedullary": 1, "blood_blasts": 2, "marrow_blasts": 2,
    "immunophenotype": 3, "cell_expansion": 4, "cytokine_release_grade": 2,
    "neurotoxicity_grade": 2, "toxicity_grade": 2, "response_stated": 10, "contact": 3,
    "lost_to_follow_up": 365, "death": 21,
}  # fmt: skip
"""Of one day, residual disease and sites are recorded before the marrow, so that it decides."""

ERROR_NOTE = "an error of recording, synthetic; corrected by the next revision"
MISTAKE = Basis(note="another patient's sample, synthetic: retracted once noticed")
MISTAKEN = "mistake"
MONTH_ALONE = "month"
TENFOLD, TRANSPOSED = "tenfold", "transposed"

Event = dict[str, object]
Step = Mapping[str, str]


def recorded_events(patient: Patient, facts: list[Fact]) -> list[Event]:
    """The events of one patient by clinical day, each amendment beside what it amends.

    Raises
    ------
    ValueError
        If ``late_and_corrected.csv`` names a record that the patient does not have.
    """
    history = _history().get(patient.name, {})
    ordered = sorted([*facts, *_mistakes(history)], key=clinical_order)
    names = list(_names(ordered))
    if unknown := set(history) - {name for each in names for name in each}:
        raise ValueError(f"late_and_corrected.csv: {patient.name} has no {min(unknown)}")
    found: list[Event] = []
    for fact, (record, *others) in zip(ordered, names, strict=True):
        steps = next((history[item] for item in (record, *others) if item in history), [])
        found += _versions(patient, fact, record, steps)
    return found


def _names(ordered: list[Fact]) -> Iterator[list[str]]:
    """The names of each fact: by its number among its kind, and by what distinguishes it.

    ``marrow_blasts:1 after blinatumomab`` is the first marrow since that was last begun;
    ``death:last`` the last of its kind.
    """
    totals, counts = Counter(fact.kind for fact in ordered), Counter[str]()
    since, counted = "", Counter[str]()
    for fact in ordered:
        counts[fact.kind] += 1
        counted[fact.kind] += 1
        names = [f"{fact.kind}:{counts[fact.kind]}"]
        if counts[fact.kind] == totals[fact.kind]:
            names.append(f"{fact.kind}:last")
        if fact.role:
            names.append(f"{fact.kind}:{fact.role}")
        if since:
            names.append(f"{fact.kind}:{counted[fact.kind]} after {since}")
        yield names
        if treatment := _treatment(fact):
            since, counted = treatment, Counter()


def _treatment(fact: Fact) -> str:
    if fact.kind == "cell_infusion":
        return INFUSIONS[str(fact.payload["infusion"])]
    salvage = fact.kind == "therapy_started" and fact.payload["setting"] == "salvage"
    return ";".join(cast(list[str], fact.payload["drugs"])) if salvage else ""


@cache
def _history() -> dict[str, dict[str, list[Step]]]:
    """The rows of ``late_and_corrected.csv`` by patient and record."""
    found: dict[str, dict[str, list[Step]]] = {}
    for row in read_csv(FOLDER / "late_and_corrected.csv"):
        found.setdefault(row["patient"], {}).setdefault(row["record"], []).append(row)
    return found


def _mistakes(history: Mapping[str, list[Step]]) -> Iterator[Fact]:
    """Facts that never were: recorded by mistake, and retracted."""
    for record, (first, *_) in history.items():
        kind, _, which = record.partition(":")
        if which == MISTAKEN:
            fields = {first["field"]: _cell(first["value"])}
            yield Fact(int(first["on"]), kind, fields, MISTAKE, role=MISTAKEN)


def _versions(patient: Patient, fact: Fact, record: str, steps: list[Step]) -> Iterator[Event]:
    """The event of a fact; or, where the history says so, its revisions in turn."""
    if fact.basis is MISTAKE:
        steps = [{**steps[0], "field": ""}, *steps[1:]]
    elif not steps or steps[0]["said"] not in ("first", "late"):
        usual = DAYS_TO_RECORD.get(fact.kind, 1) + max(0, registered(patient) - fact.day)
        steps = [{"said": "first", "days": str(usual), "field": "", "value": ""}, *steps]
    for revision, step in enumerate(steps, start=1):
        fields = _fields(patient, fact, step)
        if revision > 1:
            fields = _amendment(patient, fact, record, step, revision, fields)
        yield _envelope(patient, fact, record, step, fields)


def _fields(patient: Patient, fact: Fact, step: Step) -> Event:
    """What the record says of a fact: kind, date, payload and basis, or an error for one."""
    fields = {
        "kind": fact.kind,
        "occurred": _date(patient, fact.day)[: fact.precision],
        **fact.payload,
    }
    field, value = step["field"], step["value"]
    if field:
        wrong = _misdated(patient, fact, value) if field == "occurred" else _wrong(fact, step)
        note = step["reason"] if step["said"] == "first" and step["reason"] else ERROR_NOTE
        return {**fields, field: wrong, "provenance": "synthetic", "provenance_note": note}
    document = {"document": fact.basis.document} if fact.basis.document else {}
    basis = {"provenance": fact.basis.provenance, "provenance_note": fact.basis.note}
    return {**fields, **basis, **document}


def _misdated(patient: Patient, fact: Fact, value: str) -> str:
    """A date known to the month only, or some days off."""
    if value == MONTH_ALONE:
        return _date(patient, fact.day)[:MONTH]
    return _date(patient, fact.day + int(value))


def _wrong(fact: Fact, step: Step) -> float | str:
    """What was written for the value of a field, often a slip in the true one."""
    value, true = step["value"], str(fact.payload[step["field"]])
    if value == TENFOLD:
        return 10 * int(true)
    return int(true[::-1]) if value == TRANSPOSED else _cell(value)


def _amendment(
    patient: Patient, fact: Fact, record: str, step: Step, revision: int, fields: Event
) -> Event:
    replacement = {"replacement": fields} if step["said"] == "corrected" else {}
    return {
        "kind": step["said"],
        "occurred": _date(patient, fact.day),
        "revision": revision,
        "target_record": f"{patient.name}:{record}",
        "target_revision": 1,
        "reason": step["reason"],
        **replacement,
        "provenance": "synthetic",
        "provenance_note": "that it was recorded otherwise before is synthetic",
    }


def _envelope(patient: Patient, fact: Fact, record: str, step: Step, fields: Event) -> Event:
    managers = "dm1", "dm2"
    manager = managers[number_of(patient.name) % 2]
    return {
        "kind": fields["kind"],
        "patient": patient.name,
        **fields,
        "recorded": f"{_date(patient, fact.day + int(step['days']))}T09:00:00Z",
        "recorder": "registry" if fact.kind in REGISTRY else manager,
        "source_system": "edc",
        "source_record": f"{patient.name}:{record}",
    }


def _cell(text: str) -> float | str:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def _date(patient: Patient, day: int) -> str:
    return (patient.infused + timedelta(days=day)).isoformat()
