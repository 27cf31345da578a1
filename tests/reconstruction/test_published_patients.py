from collections import Counter
from datetime import date, datetime
from itertools import groupby

import pytest

from tests.reconstruction.assumed_facts import course_of
from tests.reconstruction.naive_response import name_of, response, treatments
from tests.reconstruction.published_patients import published_patients_jsonl
from tests.reconstruction.published_tables import FOLDER, expected_responses_csv, patients
from tests.reconstruction.writing import read_csv
from timeline.history import History
from timeline.intake.readers import read_lines
from timeline.quality import findings
from timeline.vocabulary import CORE, Amendment, Provenance

CUTOFF = date(2019, 12, 31)


@pytest.fixture(scope="module")
def events():
    lines = list(read_lines(FOLDER / "published_patients.jsonl", CORE))
    return [CORE.parse(line.raw) for line in lines]


@pytest.fixture(scope="module")
def histories(events):
    grouped = groupby(events, lambda event: event.patient)
    return {patient: History(tuple(group)) for patient, group in grouped}


def test_the_files_are_what_the_builder_writes():
    written = (FOLDER / "published_patients.jsonl").read_bytes().decode()

    assert written == published_patients_jsonl()
    assert (FOLDER / "expected_responses.csv").read_bytes().decode() == expected_responses_csv()


def test_every_event_has_an_id_of_its_own_and_happened_before_the_cutoff(events):
    assert len({event.id for event in events}) == len(events)
    assert max(event.day for event in events) <= CUTOFF


def test_every_event_says_where_it_comes_from_and_what_is_made_up(events):
    assert {event.provenance for event in events} == set(Provenance) - {Provenance.REPORTED}
    assert [event for event in events if not event.provenance_note] == []
    cited = {event.provenance for event in events if event.document}
    assert Provenance.SYNTHETIC not in cited
    assert all(event.document for event in events if event.provenance in cited)


def test_nothing_in_the_record_of_a_patient_contradicts_itself(histories):
    assert [found for history in histories.values() for found in findings(history)] == []


def test_the_first_infusions_lie_in_the_period_of_accrual(histories):
    first = [
        fact.day
        for history in histories.values()
        for fact in history.standing()
        if fact.kind == "cell_infusion" and fact.infusion == 1
    ]

    assert len(first) == len(patients()) == 19
    assert min(first) >= date(2010, 5, 1)
    assert max(first) <= date(2017, 3, 31)


def test_every_printed_response_follows_from_the_assessments(histories):
    found = [
        (patient, name_of(one), str((one.day - given[0].day).days), *response(facts, one))
        for patient, facts in _facts(histories)
        if (given := treatments(facts))
        for one in given
    ]
    printed = [tuple(row.values()) for row in read_csv(FOLDER / "expected_responses.csv")]

    assert set(printed) - set(found) == set()


def test_the_stated_responses_are_the_printed_ones_on_the_day_of_judgement(histories):
    stated = [
        (patient, fact.treatment, fact.response, fact.residual_disease or "")
        for patient, facts in _facts(histories)
        for fact in facts
        if fact.kind == "response_stated"
    ]
    printed = [
        (row["patient"], row["treatment"], row["response"], row["residual_disease"])
        for row in read_csv(FOLDER / "expected_responses.csv")
    ]

    assert stated == printed


def test_drugs_and_cells_were_as_often_first_second_and_later_lines_as_the_text_counts(histories):
    lines = Counter(
        (name_of(one), min(line, 3))
        for _, facts in _facts(histories)
        for line, one in enumerate(treatments(facts))
        if line > 0
    )

    assert [lines["blinatumomab", line] for line in (1, 2, 3)] == [1, 4, 2]
    assert [lines["inotuzumab ozogamicin", line] for line in (1, 2, 3)] == [2, 1, 5]
    assert [lines["second infusion", line] for line in (1, 2, 3)] == [3, 4, 3]


def test_the_disease_before_each_printed_treatment_is_the_printed_one(histories):
    for row in read_csv(FOLDER / "table5.csv"):
        facts = histories[row["patient"]].standing()
        infusion = next(
            fact
            for fact in facts
            if fact.kind == "cell_infusion" and fact.infusion == int(row["infusion"])
        )
        before = facts[: facts.index(infusion)]
        marrow = [fact for fact in before if fact.kind == "marrow_blasts"][-1]
        residual = [fact.result for fact in before if fact.kind == "residual_disease"][-1:]
        if row["disease_status"] == "morphologic":
            assert marrow.percent >= 5
        else:
            assert marrow.percent < 5
            found = row["disease_status"] == "residual disease"
            assert residual == ["positive" if found else "negative"]


def test_the_assumed_progression_is_of_the_printed_site_and_burden():
    printed = [row for row in read_csv(FOLDER / "table5.csv") if row["infusion"] == "1"]

    for row in printed:
        course = course_of(row["patient"])
        progression = next(one for one in course if one["fact"] == "progression")
        until_then = course[: course.index(progression)]
        outside = any(one["value"].endswith("present") for one in until_then)
        gross = progression["value"] == "morphologic"
        assert outside == ("extramedullary" in row["relapse_sites"])
        assert gross == (row["relapse_burden"] == "gross")


def test_both_time_axes_are_exercised(events):
    amendments = [event for event in events if isinstance(event, Amendment)]
    late = [event for event in events if (event.recorded.date() - event.day).days > 60]

    assert Counter(event.kind for event in amendments) == {"corrected": 4, "retracted": 1}
    assert {"MSK15", "MSK26", "MSK36", "MSK46"} <= {event.patient for event in late}


@pytest.mark.parametrize(
    ("known_by", "expected"),
    [
        ("2016-10-01T00:00:00+00:00", ("no response", "")),
        ("2020-01-01T00:00:00+00:00", ("complete remission", "unknown")),
    ],
)
def test_a_misread_marrow_hides_a_remission_until_it_is_corrected(known_by, expected, histories):
    known = [
        event
        for event in histories["MSK53"].events
        if event.recorded <= datetime.fromisoformat(known_by)
    ]
    facts = History(tuple(known)).standing()
    inotuzumab = next(one for one in treatments(facts) if "inotuzumab" in name_of(one))

    assert response(facts, inotuzumab) == expected


def _facts(histories):
    return [(patient, history.standing()) for patient, history in histories.items()]
