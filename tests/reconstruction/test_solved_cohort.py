"""The two tables of the solved cohort: counts, printed cells, and days in order."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from statistics import median

import pytest

from reconstruction.published_tables import FOLDER, treatments
from reconstruction.writing import read_csv

Row = dict[str, str]
CUTOFF = date(2019, 12, 31)
MONTH = 365 / 12
SATURDAY = 5
REMISSION = "complete remission"


@cache
def patients() -> list[Row]:
    return read_csv(FOLDER / "patients.csv")


@cache
def salvage() -> list[Row]:
    return read_csv(FOLDER / "salvage.csv")


def progressed() -> list[Row]:
    return [row for row in patients() if row["progression"]]


def not_progressed() -> list[Row]:
    return [row for row in patients() if not row["progression"]]


def first_lines() -> list[Row]:
    return [row for row in salvage() if row["line"] == "1"]


def lines_of(patient: str) -> list[Row]:
    return [row for row in salvage() if row["patient"] == patient]


def day(row: Row, what: str) -> int:
    return int(row[f"{what}_day"] if f"{what}_day" in row else row[what])


def months(days: list[int]) -> tuple[float, float, float]:
    return tuple(round(f(days) / MONTH, 1) for f in (median, min, max))


def test_fifty_six_patients_are_numbered_in_order_of_infusion():
    assert [row["patient"] for row in patients()] == [f"MSK{n}" for n in range(1, 57)]
    infused = [row["first_infusion"] for row in patients()]
    assert infused == sorted(infused)
    assert infused[0].startswith("2010-05")
    assert infused[-1].startswith("2017-03")


def test_nobody_is_followed_beyond_the_cutoff():
    for row in patients():
        infused = date.fromisoformat(row["first_infusion"])
        assert infused + timedelta(days=int(row["last_day"])) <= CUTOFF


def test_responses_to_the_cells_are_as_many_as_printed():
    assert Counter(row["response"] for row in patients()) == {
        REMISSION: 45, "no response": 9, "not evaluable": 2,
    }  # fmt: skip
    residual = Counter(row["residual_disease"] for row in patients() if row["residual_disease"])
    assert residual == {"negative": 35, "positive": 8, "unknown": 2}
    assert Counter(row["progression"] for row in progressed()) == {
        "relapse": 27, "refractory": 9, "residual disease": 2,
    }  # fmt: skip


# Column, value, how many of the 38 progressed and of the 18 others.
TABLE_1 = [
    ("sex", "male", 28, 14),
    ("philadelphia", "p190", 8, 3),
    ("philadelphia", "p210", 5, 1),
    ("prior_blinatumomab", "yes", 10, 3),
    ("prior_inotuzumab", "yes", 3, 1),
    ("prior_transplant", "yes", 17, 3),
    ("bridging", "intensive", 10, 10),
    ("bridging", "nonintensive", 21, 7),
    ("bridging", "none", 7, 1),
    ("disease_before", "morphologic", 26, 5),
    ("disease_before", "residual disease", 11, 6),
    ("disease_before", "no evidence of disease", 1, 6),
]


@pytest.mark.parametrize(("column", "value", "among_progressed", "among_others"), TABLE_1)
def test_table_1_counts_hold(column, value, among_progressed, among_others):
    assert sum(row[column] == value for row in progressed()) == among_progressed
    assert sum(row[column] == value for row in not_progressed()) == among_others


@pytest.mark.parametrize(
    ("column", "least", "among_progressed", "among_others"),
    [
        ("cytokine_release_grade", 1, 32, 16),
        ("cytokine_release_grade", 3, 9, 6),
        ("neurotoxicity_grade", 1, 22, 12),
        ("neurotoxicity_grade", 3, 14, 10),
        ("tocilizumab_day", 0, 15, 5),
        ("steroid_day", 0, 12, 7),
        ("consolidation_day", 0, 6, 9),
    ],
)
def test_reactions_and_transplants_after_the_cells_hold(
    column, least, among_progressed, among_others
):
    for rows, printed in ((progressed(), among_progressed), (not_progressed(), among_others)):
        assert sum(int(row[column] or -1) >= least for row in rows) == printed


def test_high_risk_cytogenetics_hold_every_philadelphia_chromosome():
    assert sum(row["cytogenetic_risk"] == "high" for row in progressed()) == 21
    for row in patients():
        assert row["philadelphia"] == "negative" or row["cytogenetic_risk"] == "high"


def test_progression_is_described_as_printed():
    percents = [int(row["marrow_percent"]) for row in progressed() if row["marrow_percent"] != "<5"]
    assert len(percents) == 33
    assert (median(percents), min(percents), max(percents)) == (81, 8, 100)
    assert Counter(row["cd19"] for row in progressed()) == {
        "positive": 25, "negative": 5, "unknown": 8,
    }  # fmt: skip
    sites = [row["extramedullary_sites"] for row in progressed() if row["extramedullary_sites"]]
    assert len(sites) == 13
    assert Counter(sites).most_common(1) == [("central nervous system", 4)]


def test_salvage_is_counted_as_printed():
    assert Counter(row["class"] for row in first_lines()) == {
        "nonintensive": 18, "intensive": 6, "blinatumomab or inotuzumab": 3, "CAR T cells": 3,
    }  # fmt: skip
    assert Counter(row["response"] for row in first_lines()) == {
        "no response": 16, REMISSION: 8, "not evaluable": 6,
    }  # fmt: skip
    further = Counter(row["response"] for row in first_lines() if len(lines_of(row["patient"])) > 1)
    assert further == {"no response": 14, REMISSION: 5}
    lines = [len(lines_of(row["patient"])) for row in first_lines()]
    assert (median(lines), min(lines), max(lines)) == (2, 1, 6)


def test_first_remissions_to_salvage_are_thirteen():
    first: dict[str, str] = {}
    for row in salvage():
        if row["response"] == REMISSION:
            first.setdefault(row["patient"], row["line"])
    assert Counter(first.values()) == {"1": 8, "2": 4, "3": 1}


@pytest.mark.parametrize(
    ("treatment", "lines"),
    [
        ("blinatumomab", {"1": 1, "2": 4, "3": 2}),
        ("inotuzumab ozogamicin", {"1": 2, "2": 1, "3": 5}),
        ("second infusion", {"1": 3, "2": 4, "3": 3}),
    ],
)
def test_printed_treatments_stand_in_the_printed_lines(treatment, lines):
    assert Counter(row["line"] for row in salvage() if row["treatment"] == treatment) == lines


def test_transplants_after_progression_are_as_printed():
    after = [row for row in salvage() if row["transplant_day"]]
    by_patient = {row["patient"]: row for row in progressed()}
    assert Counter(row["residual_disease"] for row in after) == {
        "positive": 5, "negative": 1, "unknown": 1,
    }  # fmt: skip
    second = [
        row
        for row in after
        if by_patient[row["patient"]]["prior_transplant"] == "yes"
        or by_patient[row["patient"]]["consolidation_day"]
    ]
    assert len(second) == 2
    waits = [int(row["transplant_day"]) - day(by_patient[row["patient"]], "progression")
             for row in after]  # fmt: skip
    assert (median(waits), min(waits), max(waits)) == (99, 31, 231)


def test_deaths_and_their_causes_are_as_printed():
    dead = [row["cause_of_death"] for row in progressed() if row["last_status"] == "dead"]
    assert Counter(dead) == {"disease": 24, "treatment": 3, "unknown": 4}
    assert sum(row["last_status"] == "dead" for row in not_progressed()) == 9


def test_relapses_are_timed_as_printed():
    relapses = [day(row, "progression") for row in progressed() if row["response"] == REMISSION]
    middle, least, most = months(relapses)
    assert (middle, least, round(most)) == (5.5, 1.3, 24)


PRINTED = {
    "disease_status": "disease_before",
    "cytokine_release_grade": "cytokine_release_grade",
    "neurotoxicity_grade": "neurotoxicity_grade",
    "response": "response",
    "residual_disease": "residual_disease",
}


def test_first_infusions_keep_the_cells_of_table_5():
    by_patient = {row["patient"]: row for row in patients()}
    for treatment in treatments():
        if treatment.name == "first infusion":
            row = by_patient[treatment.patient]
            for printed, column in PRINTED.items():
                assert row[column] == treatment.cells[printed], (treatment.patient, column)
            fludarabine = "fludarabine" in treatment.cells["lymphodepletion"]
            assert row["lymphodepletion"].startswith("with ") is fludarabine
            assert bool(row["extramedullary_sites"]) is (
                "extramedullary" in treatment.cells["relapse_sites"]
            )


def test_printed_salvage_keeps_its_day_and_response():
    for treatment in treatments():
        if treatment.name == "first infusion":
            continue
        row = next(row for row in lines_of(treatment.patient) if row["treatment"] == treatment.name)
        assert int(row["day"]) == treatment.day
        assert row["response"] == treatment.response.replace("unknown", "not evaluable")
        assert row["residual_disease"] == treatment.cells["residual_disease"]


def test_printed_patients_keep_antibodies_antigen_and_end():
    by_patient = {row["patient"]: row for row in patients()}
    for treatment in treatments():
        row, cells = by_patient[treatment.patient], treatment.cells
        if treatment.table == 4:
            assert row["cd19"] == (cells["cd19_at_relapse"] or "unknown")
            assert row["prior_inotuzumab"] == "no"
            assert (row["prior_blinatumomab"] == "yes") is (cells["prior_antibody"] != "none")
        if cells["last_status"]:
            assert (row["last_status"] == "dead") is (cells["last_status"] == "dead")
            if treatment.patient != "MSK29":  # disease in Table 4, unknown in Table 5
                assert row["cause_of_death"] == cells["cause_of_death"]
    assert by_patient["MSK29"]["cause_of_death"] == "disease"


def test_refractory_disease_is_dated_within_the_window_and_before_the_next_treatment():
    for row in progressed():
        if row["progression"] == "refractory":
            assert 21 <= day(row, "progression") <= 60
            assert all(
                int(line["day"]) >= day(row, "progression") for line in lines_of(row["patient"])
            )


def untreated_for(row: Row) -> Iterator[int]:
    """Days of overt leukaemia before each next line, and before the end of follow-up."""
    since: int | None = day(row, "progression")
    for line in lines_of(row["patient"]):
        if since is not None:
            yield int(line["day"]) - since
        shown = line["relapse_day"] or (line["response"] == "no response" and line["judged_day"])
        since = int(shown) if shown else None
    if since is not None:
        yield day(row, "last") - since


def test_no_line_is_far_from_the_relapse_or_failure_that_it_treats():
    longest = {row["patient"]: max(untreated_for(row), default=0) for row in progressed()}
    # Blinatumomab on day 895 is printed of MSK29, and nobody progressed after 24 months.
    assert [name for name, gap in longest.items() if gap > 205] == ["MSK29"]


def test_nobody_is_transplanted_again_within_months_of_a_transplant_in_the_study():
    for row in progressed():
        if row["consolidation_day"]:
            assert not any(line["transplant_day"] for line in lines_of(row["patient"]))


def test_the_same_regimen_is_not_given_again_to_one_who_did_not_respond():
    for row in progressed():
        regimens = [line["treatment"] for line in lines_of(row["patient"])]
        assert len(regimens) == len(set(regimens))


def test_infusions_are_given_on_working_days():
    for row in patients():
        assert date.fromisoformat(row["first_infusion"]).weekday() < SATURDAY


VISITS = ("response", "consolidation", "progression", "morphologic_relapse")


def test_few_visits_fall_on_a_weekend():
    at_weekends = visits = 0
    for row in patients():
        infused = date.fromisoformat(row["first_infusion"])
        found = [row[f"{what}_day"] for what in VISITS]
        found += [
            line[column]
            for line in lines_of(row["patient"])
            for column in ("day", "judged_day", "relapse_day", "transplant_day")
        ]
        for text in filter(None, found):
            visits += 1
            at_weekends += (infused + timedelta(days=int(text))).weekday() >= SATURDAY
    assert at_weekends / visits < 0.15


@pytest.mark.parametrize("row", patients(), ids=lambda row: row["patient"])
def test_a_history_runs_in_order(row):
    steps = [0]
    steps += [
        int(row[f"{what}_day"]) for what in ("response", "consolidation") if row[f"{what}_day"]
    ]
    if row["progression"]:
        steps.append(day(row, "progression"))
    for line in lines_of(row["patient"]):
        steps += [
            int(line[column])
            for column in ("day", "judged_day", "transplant_day", "relapse_day")
            if line[column]
        ]
    steps.append(int(row["last_day"]))
    assert all(sooner <= later for sooner, later in pairwise(steps))


@pytest.mark.parametrize("row", progressed(), ids=lambda row: row["patient"])
def test_lines_are_more_than_fourteen_days_apart(row):
    starts = [int(line["day"]) for line in lines_of(row["patient"])]
    assert all(later - sooner > 14 for sooner, later in pairwise(starts))


@pytest.mark.parametrize("row", salvage(), ids=lambda row: f"{row['patient']}-{row['line']}")
def test_a_line_without_remission_lasts_until_it_can_be_judged(row):
    last = int(next(each["last_day"] for each in patients() if each["patient"] == row["patient"]))
    after = [int(line["day"]) for line in lines_of(row["patient"]) if line["line"] > row["line"]]
    if row["response"] == "no response" and not after:
        assert last - int(row["day"]) > 60
    if row["response"] == "not evaluable":
        assert not after
        assert last - int(row["day"]) < 60
