"""Changes of the cohort's events, and which reproduced claims each of them turns to missed.

``python -m tests.studies.mutations`` writes the list of those chosen again. A change names a
kind of event, a field of it or a patient, so that it can be made to any telling of the cohort.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

from analyses.claims.check import check
from analyses.plan import PlanResults
from projections.cohort.replay import Replay
from projections.studies.wudhikarn2021 import STUDY
from projections.study.measures import Behaves
from tests.projections.logs import laid_out
from tests.studies.cohort import CUTOFF, events, replay
from tests.studies.not_reproduced import CLAIMS, CONFLICTS
from timeline.errors import InvalidEvent
from timeline.log import AsOf
from timeline.vocabulary import CORE
from timeline.vocabulary.event import ENVELOPE

WRITTEN = Path(__file__).with_name("mutations.csv")
AMENDMENTS = {"corrected", "retracted"}
DAYS = (-20, 10, 45, 400)
NOT_ASKED = "asked only of"
FEW = 60
"""A change that turns no more claims than this is narrow."""


def lost(kind, told):
    """No event of a kind was recorded."""
    return [item for item in told if item.kind != kind]


def thinned(kind, half, told):
    """Of every second patient no event of a kind was recorded."""
    patients = sorted({item.patient for item in told if item.kind == kind})[half::2]
    return [item for item in told if item.kind != kind or item.patient not in patients]


def left(patient, told):
    """The record of a patient is lost."""
    return [item for item in told if item.patient != patient]


def moved(kind, days, told):
    """Every event of a kind was so many days later; a partial date stays."""

    def later(event):
        if event.kind != kind or not on_a_day(event):
            return event
        day = date.fromisoformat(event.occurred) + timedelta(days=days)
        recorded = event.recorded + timedelta(days=max(days, 0))
        return changed(event, occurred=day.isoformat(), recorded=recorded)

    return [later(item) for item in told]


def on_a_day(event):
    """Whether the date is no month or year."""
    return len(event.occurred) == len("2010-01-01")


def exchanged(kind, field, told):
    """Each value of a field is the next that was recorded in it, the last the first."""
    seen = {_key(getattr(item, field)): getattr(item, field) for item in told if item.kind == kind}
    order = [seen[key] for key in sorted(seen)]
    following = dict(zip(sorted(seen), [*order[1:], order[0]], strict=True))
    return [
        changed(item, **{field: following[_key(getattr(item, field))]})
        if item.kind == kind
        else item
        for item in told
    ]


def added(anchors, days, fact, told):
    """A fact is told so many days after each event of a known day that anchors it."""

    def beside(number, event):
        day = date.fromisoformat(event.occurred) + timedelta(days=days)
        envelope = event.model_dump(mode="json", include=set(ENVELOPE), exclude_none=True)
        return CORE.parse(
            {
                **envelope,
                "occurred": day.isoformat(),
                "recorded": event.recorded + timedelta(days=max(days, 0)),
                "source_record": f"added:{number}",
                **fact,
            }
        )

    dated = filter(on_a_day, anchors(told))
    return [*told, *(beside(number, one) for number, one in enumerate(dated))]


def treatments(told):
    """Every start of therapy and every infusion of cells."""
    return [item for item in told if item.kind in {"therapy_started", "cell_infusion"}]


def infusions(told):
    """Every infusion of cells."""
    return [item for item in told if item.kind == "cell_infusion"]


def infusions_of_the_salvaged(told):
    """The first infusions of those who were given salvage."""
    given = {item.patient for item in told if getattr(item, "setting", None) == "salvage"}
    return [
        infusion
        for infusion in infusions(told)
        if infusion.infusion == 1 and infusion.patient in given
    ]


def marrows(told):
    """Every assessment of the marrow."""
    return [item for item in told if item.kind == "marrow_blasts"]


def last_of_the_living(told):
    """The last event of each who did not die."""
    dead = {item.patient for item in told if item.kind == "death"}
    last = {
        item.patient: item for item in sorted(filter(on_a_day, told), key=lambda one: one.occurred)
    }
    return [item for item in last.values() if item.patient not in dead]


def antibodies(told):
    """Every start of blinatumomab as salvage, under any of its names."""
    salvage = [item for item in told if getattr(item, "setting", None) == "salvage"]
    return [item for item in salvage if "blin" in " ".join(item.drugs).lower()]


CYTOPENIA = {"kind": "toxicity_grade", "toxicity": "neutrophil count decreased", "grade": 4}
CD19 = {"kind": "immunophenotype", "antigen": "CD19", "expression": "positive"}
SALVAGE = {"kind": "therapy_started", "setting": "salvage", "drugs": ["vincristine"]}
INOTUZUMAB = {
    "kind": "therapy_started",
    "setting": "salvage",
    "drugs": ["inotuzumab ozogamicin"],
}
PRIOR = {"kind": "therapy_started", "setting": "prior", "drugs": ["blinatumomab"]}
ADDED = {
    "add a death of disease to who lives": (
        last_of_the_living,
        0,
        {"kind": "death", "cause": "disease"},
    ),
    "add a cytopenia of grade 4 after each treatment": (treatments, 5, CYTOPENIA),
    "add a test of CD19 to each marrow": (marrows, 0, CD19),
    "add inotuzumab ozogamicin after blinatumomab": (antibodies, 15, INOTUZUMAB),
    "add vincristine after each infusion": (infusions, 20, SALVAGE),
    "add blinatumomab before the first infusions of the salvaged": (
        infusions_of_the_salvaged,
        -90,
        PRIOR,
    ),
}


def changed(event, **fields):
    """An event with other fields, or as it is where the vocabulary would refuse them."""
    said = {**event.model_dump(mode="json", exclude_none=True), **fields}
    try:
        return CORE.parse({name: value for name, value in said.items() if value is not None})
    except InvalidEvent:
        return event


def _key(value):
    return (
        value is None,
        isinstance(value, str),
        value if isinstance(value, int | float) else 0,
        str(value),
    )


@cache
def changes():
    """Every change by its name, those of single facts first."""
    told, fields = events(), defaultdict(set)
    for item in told:
        if item.kind not in AMENDMENTS:
            fields[item.kind] |= set(type(item).model_fields) - set(ENVELOPE)
    kinds = sorted(fields)
    return {
        **{
            f"exchange {field} of {kind}": partial(exchanged, kind, field)
            for kind in kinds
            for field in sorted(fields[kind])
            if len({_key(getattr(item, field)) for item in told if item.kind == kind}) > 1
        },
        **{
            f"move {kind} by {days} days": partial(moved, kind, days)
            for kind in kinds
            for days in DAYS
        },
        **{
            f"thin {kind} of every second patient, from {('first', 'second')[half]}": partial(
                thinned, kind, half
            )
            for kind in kinds
            for half in (0, 1)
        },
        **{name: partial(added, *how) for name, how in ADDED.items()},
        **{f"lose {kind}": partial(lost, kind) for kind in kinds},
        **{f"lose {item}": partial(left, item) for item in sorted({item.patient for item in told})},
    }


def turned(name):
    """The claims that are missed after a change, for a value and not for want of one.

    A cell of a treatment that the patient no longer had is as good as a value.
    """
    cohort = Replay(STUDY, laid_out(changes()[name](events())), AsOf(CUTOFF, None))
    return {
        item.claim.id
        for item in check(PlanResults(cohort), CLAIMS, CONFLICTS)
        if item.status == "missed" and any(_another(reading) for reading in item.readings)
    }


def _another(reading):
    """Whether something else is replayed, or that the cell is none of this patient's."""
    return not reading.agrees and (not reading.refusal or NOT_ASKED in reading.refusal)


@cache
def to_be_turned():
    """Claims that are reproduced by events of the cohort, not by made-up patients."""
    return {
        item.claim.id
        for item in check(PlanResults(replay()), CLAIMS, CONFLICTS)
        if item.status == "reproduced" and not all(map(_made_up, item.claim.printed))
    }


def _made_up(printed):
    return isinstance(STUDY.measures[printed.measure], Behaves)


def written_down():
    """The claims of the list by the change that turns them."""
    found = defaultdict(list)
    with WRITTEN.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["change"]].append(row["claim"])
    return dict(found)


def chosen(turns: dict[str, set[str]], claims: Iterable[str]):
    """Few changes, and as narrow as they can be, that together turn the claims.

    A claim is left to changes that turn few claims, if there are any; of these, again and again
    to the one that turns most of what is left.
    """
    narrow = {claim: _narrow(turns, claim) for claim in sorted(claims)}
    found = {}
    while narrow:
        counts = Counter(name for names in narrow.values() for name in names)
        name = max(sorted(counts), key=lambda one: counts[one])
        found[name] = [claim for claim, names in narrow.items() if name in names]
        narrow = {claim: names for claim, names in narrow.items() if name not in names}
    return found


def _narrow(turns, claim):
    """The changes that turn a claim and at most a few others, or else those that turn the fewest.

    Raises
    ------
    ValueError
        If none turns it: a claim that cannot fail.
    """
    turning = {name: len(turned) for name, turned in turns.items() if claim in turned}
    if not turning:
        raise ValueError(f"no change turns {claim}: show it otherwise, or say that it is no result")
    few = max(FEW, min(turning.values()))
    return {name for name, count in turning.items() if count <= few}


def sought(listed, claims):
    """What changes turn: those listed, then others until together they turn the claims."""
    others = [name for name in changes() if name not in listed]
    turns = {name: turned(name) for name in listed if name in changes()}
    for name in others:
        if listed and claims <= set().union(*turns.values()):
            break
        turns[name] = turned(name)
    return turns


def main():
    """Write the list again, with other changes only where those listed turn a claim no more.

    Where there is no list every change is tried (minutes), and the narrowest are chosen.
    """
    claims = to_be_turned()
    found = chosen(sought(written_down() if WRITTEN.exists() else {}, claims), claims)
    with WRITTEN.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("change", "claim"))
        writer.writerows((name, claim) for name, turning in found.items() for claim in turning)


if __name__ == "__main__":
    main()
