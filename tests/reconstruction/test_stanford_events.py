from collections import Counter
from datetime import date, datetime
from itertools import groupby

import pytest

from projections.studies.stanford import STUDY
from reconstruction.stanford_events import FOLDER, events_csv
from reconstruction.writing import read_csv
from tests.analyses.golden import flat, from_r, golden
from timeline.history import History
from timeline.ingest.readers import read_lines
from timeline.quality import findings


@pytest.fixture(scope="module")
def events():
    lines = list(read_lines(FOLDER / "events.csv", STUDY.vocabulary))
    assert [line for line in lines if line.fault] == []
    return [STUDY.vocabulary.parse(line.raw) for line in lines]


def test_the_events_are_what_the_builder_writes():
    assert (FOLDER / "events.csv").read_bytes().decode() == events_csv()


def test_every_fact_of_the_programme_is_an_event_with_an_id_of_its_own(events):
    assert len({event.id for event in events}) == len(events)
    assert Counter(event.kind for event in events) == {
        "registered": 103,
        "demographics": 103,
        "prior_heart_surgery": 16,
        "transplant": 69,
        "death": 75,
        "contact": 28,
    }


def test_nothing_in_the_record_of_the_programme_contradicts_itself(events):
    histories = [History(tuple(group)) for _, group in groupby(events, lambda e: e.patient)]

    assert {found.name for history in histories for found in findings(history)} == {"gap"}


@pytest.mark.parametrize(
    "replay",
    golden("stanford")["replays"],
    ids=lambda replay: f"{replay['cutoff']} {replay['censoring']} {replay['known_by']}",
)
def test_the_events_give_the_follow_up_that_r_cuts_from_the_dates(replay, events):
    patients = groupby(_known(events, replay["known_by"]), lambda event: event.patient)
    rows = [_follow_up(list(facts), replay) for _, facts in patients]
    accepted = [row for row in rows if row is not None]

    assert [time for time, _, _ in accepted] == replay["time"]
    assert [died for _, died, _ in accepted] == replay["died"]
    assert sum(transplanted for _, _, transplanted in accepted) == replay["transplanted"]


def _known(events, known_by):
    limit = known_by and datetime.fromisoformat(known_by)
    return [event for event in events if limit is None or event.recorded <= limit]


def _follow_up(facts, replay):
    cutoff = date.fromisoformat(replay["cutoff"])
    past = {fact.kind: fact.day for fact in facts if fact.day <= cutoff}
    if "registered" not in past:
        return None
    shown_alive_later = len(past) < len({fact.kind for fact in facts})
    at_cutoff = shown_alive_later and replay["censoring"] == "administrative"
    end = cutoff if at_cutoff else max(past.values())
    return (end - past["registered"]).days, "death" in past, "transplant" in past


@pytest.mark.live_r
def test_the_carried_dates_and_replays_are_what_r_gives_now(tmp_path):
    now, expected = flat(from_r("stanford", tmp_path)), flat(golden("stanford"))

    assert read_csv(tmp_path / "jasa.csv") == read_csv(FOLDER / "jasa.csv")
    assert now.keys() == expected.keys()
    for path, value in expected.items():
        number = isinstance(value, int | float)
        assert now[path] == (pytest.approx(value, rel=1e-9) if number else value), path
