"""The report holds what the paper shows, under the numbers of the paper and its supplement."""

import pytest

from tests.console.report.conftest import Written
from tests.console.report.reading import sheet, tables

AS_NUMBERED = {
    "table-1": "Characteristic",
    "table-2": "Covariate",
    "table-3": "Covariate",
    "table-4": "Patient",
    "table-5": "Patient",
    "table-s1": "Characteristic",
    "table-s2": "Characteristic",
    "table-s3": "Covariate",
    "table-s4": "",
    "table-s5": "Patient",
    "table-s6": "Characteristic",
    "table-s7": "Patient",
}
"""Tables 1 to 5 and supplemental Tables 1 to 7, by what their rows are."""


@pytest.fixture(scope="module")
def shown(cohort: Written) -> dict[str, list[list[str]]]:
    return tables(cohort.folder)


def column(table: list[list[str]], name: str) -> dict[str, str]:
    place = table[0].index(name)
    return {row[0]: row[place] for row in table[1:]}


def test_every_table_of_the_paper_and_its_supplement_is_there_under_its_number(shown) -> None:
    assert {name: shown[name][0][0] for name in AS_NUMBERED} == AS_NUMBERED


def test_what_the_paper_has_not_carries_no_number_of_the_supplement(shown) -> None:
    parts = {"table-s2a", "table-s2b", "table-s2c", "table-s2d"}
    others = {"attrition", "endpoints", "claims", "claims-a", "claims-b"}

    rest = set(shown) - set(AS_NUMBERED) - parts - others
    assert rest
    assert all(name.startswith("additional-table-") for name in rest)


def test_all_treated_patients_are_described_once(shown, cohort: Written) -> None:
    assert shown["table-s1"][0][1] == "Infused, n = 56"
    bars = sheet(cohort.folder / "figures/figure-s1.csv")
    assert sum(int(count) for _, _, count in bars[1:]) == 56


def test_the_bars_of_bridging_have_the_margins_of_the_table_of_all(shown, cohort: Written) -> None:
    rows = [[cell.strip() for cell in row] for row in shown["table-s1"]]
    start = rows.index(["Bridging therapy", ""])
    table = {name: int(said.split()[0]) for name, said in rows[start + 1 : start + 4]}
    bars: dict[str, int] = {}
    for _, name, count in sheet(cohort.folder / "figures/figure-s1.csv")[1:]:
        bars[name] = bars.get(name, 0) + int(count)

    assert bars == table == {"intensive": 20, "nonintensive": 28, "none": 8}


def test_response_to_the_first_infusion_is_of_those_evaluable_with_residual_disease(shown) -> None:
    table = shown["additional-table-2"]

    assert table[0][1] == "Evaluable after infusion, n = 54"
    assert column(table, table[0][1])["Complete remission"] == "45 (83.3%)"
    remissions = [row[1] for row in table if "CR" in row[0]]
    assert remissions == ["35 (64.8%)", "8 (14.8%)", "2 (3.7%)"]


def test_days_to_tocilizumab_and_steroid_are_those_of_the_treated_alone(shown) -> None:
    assert shown["additional-table-3a"] == [
        ["Characteristic", "Given tocilizumab, n = 20"],
        ["Days from infusion to tocilizumab", "7 (3–17)"],
    ]
    assert shown["additional-table-3b"][1] == ["Days from infusion to corticosteroid", "8 (3–15)"]


def test_causes_of_death_have_their_share_the_unknown_too(shown) -> None:
    said = {row[0].strip(): row[1] for row in shown["additional-table-7"]}

    assert said["disease"] == "24 (77.4%)"
    assert said["treatment"] == "3 (9.7%)"
    assert said["unknown"] == "4 (12.9%)"


@pytest.mark.parametrize(
    ("drug", "columns"),
    [
        (
            "blinatumomab",
            (
                "Days to blinatumomab",
                "CRS grade",
                "Neurotoxicity grade",
                "Cytopenia, grade 3 or higher",
                "Response to blinatumomab",
            ),
        ),
        (
            "inotuzumab",
            (
                "Days to inotuzumab",
                "Leucopenia grade",
                "Thrombocytopenia grade",
                "SOS",
                "Response to inotuzumab",
            ),
        ),
    ],
)
def test_a_drug_that_was_never_given_has_dashes_and_no_findings(shown, drug, columns) -> None:
    table = shown["table-4"]
    drugs = column(table, "Drugs")
    for name in columns:
        told = column(table, name)
        without = {who for who, given in drugs.items() if drug not in given}
        assert without
        assert {told[who] for who in without} == {"–"}
    response = column(table, columns[-1])
    assert all(response[who] != "–" for who, given in drugs.items() if drug in given)


def test_every_extramedullary_patient_has_a_site_and_the_sites_add_up(shown) -> None:
    by_patient = [row[3:] for row in shown["table-s2d"][1:]]
    (*by_site, whole) = [row[1] for row in shown["table-s2c"][1:] if row[0].strip() != "no"]
    counts = [int(said.split()[0]) for said in by_site if said]

    assert len(by_patient) == 13
    assert all(any(cell not in ("–", "no") for cell in row) for row in by_patient)
    assert counts == [sum(row[n] != "–" for row in by_patient) for n in range(len(counts))]
    assert whole == ""


def test_the_second_infusion_tells_its_cyclophosphamide_and_the_burden_of_the_relapse(
    shown,
) -> None:
    table = shown["table-5"]

    assert column(table, "Cyclophosphamide before second, g/m²")["MSK7"] == "1.5"
    burden = column(table, "Burden at progression")
    assert {who for who, said in burden.items() if said == "residual disease"} == {"MSK9", "MSK56"}
    assert set(burden.values()) == {"gross", "residual disease"}


def test_medians_over_positive_values_are_said_beside_those_over_all(cohort: Written) -> None:
    assert "Over positive values alone: median 48,451" in cohort.page


def test_remission_to_salvage_is_told_of_those_who_relapsed_and_by_kaplan_meier(shown) -> None:
    name, n, events, spread, median = shown["additional-table-4"][1]

    assert (name, n) == ("Relapse after remission to salvage", "13")
    assert int(events) < int(n)
    assert spread.startswith("4.50 (2.10–")
    assert float(median.split()[0]) > float(spread.split()[0])


def test_a_listing_says_which_of_its_dates_are_those_of_a_judgement(cohort: Written) -> None:
    note = "Dated by the day of judgement, not of the assessment that showed it, which came before"
    headings = set(tables(cohort.folder)["table-s2d"][0])
    told = [line.partition(f"{note}: ")[2] for line in cohort.page.split("<") if note in line]
    named = {name.strip(" .") for line in told for name in line.split(",")}

    others = {"Patient", "Progression", "Site of progression", "Another site alone"}
    assert named == headings - others
