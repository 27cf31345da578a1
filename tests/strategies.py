"""Random clinical records for property tests.

``partial_dates`` are dates known to the day, month or year; ``entries`` who amends whom and when,
with circles and unknown targets; ``records`` the events of a few patients: partial dates, facts
recorded late, corrections and retractions, also of each other and of what is not there. Few
instants, days and values, so that everything collides. Events come in the order drawn, which is
no order at all.
"""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from timeline.amendments import Entry
from timeline.vocabulary import CORE

FIRST_DAY = date(2015, 1, 1)
FIRST_INSTANT = datetime(2021, 1, 1, tzinfo=UTC)
"""After every clinical day, so that any fact may be recorded at any instant."""

days = st.integers(0, 40).map(lambda number: (FIRST_DAY + timedelta(number)).isoformat())
partial_dates = st.one_of(days, days, st.sampled_from(["2015", "2015-01", "2015-02"]))
instants = st.integers(0, 6).map(lambda number: FIRST_INSTANT + timedelta(days=number))

FACTS = {
    "contact": {},
    "death": {"cause": st.sampled_from(["disease", "other"])},
    "extramedullary": {
        "site": st.sampled_from(["cns", "testis"]),
        "status": st.sampled_from(["present", "resolved"]),
    },
    "laboratory": {
        "analyte": st.just("ferritin"),
        "value": st.sampled_from([0, 12.5, 1e6]),
        "unit": st.just("ng/mL"),
        "upper": st.none() | st.just(400),
    },
    "marrow_blasts": {"percent": st.sampled_from([0, 4.9, 5, 40])},
    "therapy_started": {
        "drugs": st.sampled_from([["a"], ["a", "b"]]),
        "setting": st.sampled_from(["prior", "salvage"]),
    },
    "transplant": {"donor": st.just("allogeneic")},
}

payloads = st.sampled_from(sorted(FACTS)).flatmap(
    lambda kind: st.fixed_dictionaries({"kind": st.just(kind), **FACTS[kind]})
)


@st.composite
def entries(draw, most=8):
    """Entries whose targets are any of them, themselves, or nobody; many of one rank."""
    ids = [bytes([number]) for number in range(1, draw(st.integers(1, most)) + 1)]
    told = {
        "recorded": st.integers(0, 5),
        "target": st.none() | st.sampled_from([*ids, bytes([99])]),
        "retracts": st.booleans(),
        "revision": st.sampled_from([1, 1, 2]),
        "says": st.sampled_from([b"x", b"x", b"y"]),
    }
    return [Entry(id=item, **draw(st.fixed_dictionaries(told))) for item in ids]


@st.composite
def records(draw, patients=("P1", "P2", "P3"), most_facts=6, most_amendments=5):
    """Events of some patients, who may use the same record numbers."""
    return [
        CORE.parse(raw)
        for patient in patients
        for raw in draw(_raw_events(patient, most_facts, most_amendments))
    ]


@st.composite
def _raw_events(draw, patient, most_facts, most_amendments):
    facts = draw(st.lists(payloads, max_size=most_facts))
    amendments = draw(st.lists(_amendments(len(facts) + most_amendments), max_size=most_amendments))
    return [
        {
            **said,
            "patient": patient,
            "occurred": draw(partial_dates),
            "time": draw(st.sampled_from([None, None, None, "08:30", "08:30:01"])),
            "sequence": draw(st.sampled_from([None, None, None, 0, 1])),
            "imputation": draw(st.sampled_from(["earliest", "midpoint", "latest"])),
            "recorded": draw(instants),
            "recorder": "dm",
            "source_system": "edc",
            "source_record": f"r{number}",
        }
        for number, said in enumerate([*facts, *amendments])
    ]


@st.composite
def _amendments(draw, records):
    revisions = st.sampled_from([1, 1, 2])
    said = {
        "kind": "retracted",
        "revision": draw(revisions),
        "target_record": f"r{draw(st.integers(0, records))}",
        "target_revision": draw(revisions),
        "reason": "queried",
    }
    if draw(st.booleans()):
        return said
    when = st.fixed_dictionaries({}, optional={"occurred": partial_dates})
    return {**said, "kind": "corrected", "replacement": {**draw(payloads), **draw(when)}}
