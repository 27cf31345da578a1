"""The events of the reconstructed cohort: what they rest on, and how they were recorded."""

from collections import Counter
from datetime import date, datetime
from itertools import groupby

import pytest

from reconstruction.cohort.events import cohort_jsonl
from reconstruction.cohort.tables import read_patients
from reconstruction.published_tables import FOLDER, expected_responses_csv, patients
from reconstruction.writing import read_csv
from tests.reconstruction.naive_response import name_of, response, treatments
from tests.studies.cohort import CUTOFF
from tests.studies.cohort import events as cohort
from timeline.history import History
from timeline.quality import findings
from timeline.vocabulary import Amendment, Provenance

SOLVED = {patient.name: patient for patient in read_patients(FOLDER)}


@pytest.fixture(scope="module")
def events():
    return cohort()


@pytest.fixture(scope="module")
def histories(events):
    grouped = groupby(events, lambda event: event.patient)
    return {patient: History(tuple(group)) for patient, group in grouped}


def test_the_files_are_what_the_builder_writes():
    assert (FOLDER / "cohort.jsonl").read_bytes().decode() == cohort_jsonl()
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


def test_patients_who_are_not_printed_are_synthetic_throughout(events):
    unprinted = [event for event in events if event.patient not in patients()]

    assert len({event.patient for event in unprinted}) == 56 - 19
    assert {event.provenance for event in unprinted} == {Provenance.SYNTHETIC}


def test_nothing_in_the_record_of_a_patient_contradicts_itself(histories):
    assert [found for history in histories.values() for found in findings(history)] == []


def test_nobody_has_two_marrows_on_one_day(histories):
    marrows = Counter(
        (patient, fact.day)
        for patient, facts in _facts(histories)
        for fact in facts
        if fact.kind == "marrow_blasts"
    )

    assert [one for one, times in marrows.items() if times > 1] == []


def test_the_first_infusions_lie_in_the_period_of_accrual(histories):
    first = [
        fact.day
        for _, facts in _facts(histories)
        for fact in facts
        if fact.kind == "cell_infusion" and fact.infusion == 1
    ]

    assert len(first) == 56
    assert (min(first).year, min(first).month) == (2010, 5)
    assert (max(first).year, max(first).month) == (2017, 3)


def test_every_marrow_of_a_printed_response_makes_it(histories):
    found = [
        (patient, name_of(item), str((item.day - given[0].day).days), *response(facts, item))
        for patient, facts in _facts(histories)
        if (given := treatments(facts))
        for item in given
    ]
    printed = [tuple(row.values()) for row in read_csv(FOLDER / "expected_responses.csv")]

    assert set(printed) - set(found) == set()


def test_the_stated_responses_marked_published_are_the_printed_ones(histories):
    stated = {
        (patient, fact.treatment, fact.response, fact.residual_disease or "")
        for patient, facts in _facts(histories)
        for fact in facts
        if fact.kind == "response_stated" and fact.provenance is Provenance.PUBLISHED
    }
    printed = {
        (row["patient"], row["treatment"], row["response"], row["residual_disease"])
        for row in read_csv(FOLDER / "expected_responses.csv")
    }

    assert stated == printed


def test_every_reaction_is_told_by_signs_day_by_day(histories):
    for patient, facts in _facts(histories):
        told = {fact.day for fact in facts if fact.kind == "cytokine_release_signs"}
        first = next(fact.day for fact in facts if fact.kind == "cell_infusion")
        early = [day for day in told if 0 <= (day - first).days <= 8]
        assert len(early) >= 3, patient
        assert sorted(early) == [
            date.fromordinal(day)
            for day in range(min(early).toordinal(), max(early).toordinal() + 1)
        ]


def test_the_residual_disease_and_sites_of_a_day_are_recorded_before_its_marrow(histories):
    """So that the marrow, read last, decides the day of a remission."""
    for _, facts in _facts(histories):
        marrows = {fact.day: fact.recorded for fact in facts if fact.kind == "marrow_blasts"}
        for fact in facts:
            late = (fact.recorded.date() - fact.day).days > 5
            if fact.kind in ("residual_disease", "extramedullary") and not late:
                assert fact.recorded < marrows.get(fact.day, datetime.max.astimezone())


def test_both_time_axes_are_exercised(events):
    amendments = [event for event in events if isinstance(event, Amendment)]
    late = [
        event
        for event in events
        if event.kind != "lost_to_follow_up" and (event.recorded.date() - event.day).days > 60
    ]

    assert Counter(event.kind for event in amendments) == {"corrected": 12, "retracted": 2}
    assert {"death", "transplant", "donor_lymphocytes", "contact"} <= {item.kind for item in late}


def test_a_misread_marrow_hides_a_remission_until_it_is_corrected(histories):
    history = histories["MSK53"]
    correction = next(e for e in history.events if isinstance(e, Amendment))
    before = [e for e in history.events if e.recorded < correction.recorded]

    def remission(events):
        facts = History(tuple(events)).current_facts()
        inotuzumab = next(
            treatment for treatment in treatments(facts) if "inotuzumab" in name_of(treatment)
        )
        return response(facts, inotuzumab)

    assert remission(before)[0] == "unknown"
    assert remission(history.events)[0] == "complete remission"


def test_a_sample_of_another_patient_shows_a_relapse_until_it_is_retracted(histories):
    history = histories["MSK36"]
    retraction = next(e for e in history.events if isinstance(e, Amendment))
    known = [e for e in history.events if e.recorded < retraction.recorded]
    standing = {fact.id for fact in history.current_facts()}

    (mistake,) = [fact for fact in History(tuple(known)).current_facts() if fact.id not in standing]
    zero = SOLVED["MSK36"]
    assert (mistake.kind, mistake.percent) == ("marrow_blasts", 46)
    assert zero.day("response_day") < (mistake.day - zero.infused).days < zero.progression


def _facts(histories):
    return [(patient, history.current_facts()) for patient, history in histories.items()]
