"""Every cell of Tables 4 and 5 that a definition gives, column by column; conflicts by name."""

from statistics import median

import pytest

from reconstruction.published_tables import FOLDER
from reconstruction.writing import read_csv
from tests.studies.cohort import lines, values

TABLE_4 = read_csv(FOLDER / "table4.csv")
TABLE_5 = read_csv(FOLDER / "table5.csv")

TREATMENT = {
    "blinatumomab": "blinatumomab",
    "inotuzumab ozogamicin": "inotuzumab",
    "1": "infusion",
    "2": "reinfusion",
}
WITH_DRUG = ("blinatumomab", "inotuzumab")
RESPONSES = {
    ("complete remission", "negative"): "MRD-negative CR",
    ("complete remission", "positive"): "MRD-positive CR",
    ("complete remission", "unknown"): "CR with MRD unknown",
    ("no response", ""): "no response",
}
UNKNOWN_RESPONSES = {"not evaluable: early death", "not evaluable: not assessed"}
SITES = {"marrow": "marrow", "extramedullary;marrow": "marrow and extramedullary"}

CONFLICTS = {
    ("cause_of_death", "MSK29", "2"): ("disease", "C16: disease in Table 4, unknown in Table 5"),
}


def given(row):
    return TREATMENT[row.get("drug") or row["infusion"]]


def value(pattern, row):
    return values(pattern.format(given(row)))[row["patient"]]


def days(row):
    return 0 if given(row) == "infusion" else value("days_to_{}", row)


def response(row):
    found = value("response_to_{}", row)
    return "unknown" if found in UNKNOWN_RESPONSES else found


def printed_response(row):
    return RESPONSES.get((row["response"], row["residual_disease"]), row["response"])


def grade(pattern):
    def found(row):
        told = value(pattern, row)
        return "unknown" if told == "present, grade unknown" else told.removeprefix("grade ")

    return found


def site(row):
    found = value("site_of_progression", row)
    return "marrow" if found == "residual disease alone" else found


def burden(row):
    found = value("site_of_progression", row)
    return "residual disease" if found == "residual disease alone" else "gross"


def prior_antibody(row):
    return "blinatumomab" if value("prior_blinatumomab", row) else "none"


def lymphodepletion(row):
    found = value("lymphodepletion_before_{}", row)
    both = found == "with fludarabine"
    return "cyclophosphamide;fludarabine" if both else "cyclophosphamide"


def number(pattern):
    return lambda row: value(pattern, row)


COLUMNS_OF_BOTH = {
    "day": (days, int),
    "cytokine_release_grade": (grade("crs_after_{}_grade"), str),
    "neurotoxicity_grade": (grade("icans_after_{}_grade"), str),
    "last_status": (lambda row: value("vital_status", row).split()[0], str),
    "cause_of_death": (number("cause_of_death"), str),
}
COLUMNS_OF_4 = {
    **COLUMNS_OF_BOTH,
    "prior_antibody": (prior_antibody, str),
    "cd19_at_relapse": (number("cd19_at_progression"), str),
    "severe_cytopenia": (number("severe_cytopenia_after_{}"), str),
    "leucopenia_grade": (number("leucopenia_grade_after_{}"), int),
    "thrombocytopenia_grade": (number("thrombocytopenia_grade_after_{}"), int),
    "sinusoidal_obstruction": (number("sinusoidal_obstruction_after_{}"), str),
}
COLUMNS_OF_5 = {
    **COLUMNS_OF_BOTH,
    "disease_status": (number("disease_before_{}"), str),
    "lymphodepletion": (lymphodepletion, str),
    "cyclophosphamide_g_per_m2": (number("cyclophosphamide_before_{}"), float),
    "cells_per_kg": (number("cell_dose_of_{}"), float),
    "peak_vcn_per_ml": (number("peak_expansion_after_{}"), float),
    "relapse_sites": (site, SITES.get),
    "relapse_burden": (burden, str),
    "treated_afterwards": (
        lambda row: "yes" if value("salvage_after_reinfusion", row) else "no",
        str,
    ),
}


def compared(table, column, found, read):
    """What is printed in a column, with conflicts put right, and what the definition finds."""
    rows = [row for row in table if row[column]]
    keys = [(column, row["patient"], row.get("drug") or row["infusion"]) for row in rows]
    printed = [read(row[column]) for row in rows]
    expected = [CONFLICTS.get(key, (one,))[0] for key, one in zip(keys, printed, strict=True)]
    derived = [found(row) for row in rows]
    return dict(zip(keys, expected, strict=True)), dict(zip(keys, derived, strict=True))


@pytest.mark.parametrize("column", COLUMNS_OF_4)
def test_a_column_of_table_4_is_what_the_definition_finds(column):
    expected, found = compared(TABLE_4, column, *COLUMNS_OF_4[column])

    assert found == expected


@pytest.mark.parametrize("column", COLUMNS_OF_5)
def test_a_column_of_table_5_is_what_the_definition_finds(column):
    expected, found = compared(TABLE_5, column, *COLUMNS_OF_5[column])

    assert found == expected


@pytest.mark.parametrize("row", TABLE_4 + TABLE_5, ids=lambda row: f"{row['patient']} {given(row)}")
def test_a_printed_response_with_its_residual_disease_is_the_derived_one(row):
    assert response(row) == printed_response(row)


def test_every_column_of_both_tables_is_compared():
    key, together = {"patient", "drug", "infusion"}, {"response", "residual_disease"}

    assert set(TABLE_4[0]) - key - together == set(COLUMNS_OF_4)
    assert set(TABLE_5[0]) - key - together == set(COLUMNS_OF_5)


def known(name):
    return sorted(item for item in values(name).values() if item is not None)


def test_the_second_infusion_came_at_a_median_of_185_days():
    found = known("days_to_reinfusion")

    assert (median(found), found[0], found[-1]) == (185, 80, 1110)


def test_blinatumomab_came_at_a_median_of_318_days():
    found = known("days_to_blinatumomab")

    assert (median(found), found[0], found[-1]) == (318, 54, 1500)


def test_the_peaks_of_the_second_infusion_have_the_printed_range_but_not_the_median():
    found = [item for item in known("peak_expansion_after_reinfusion") if item > 0]

    assert (found[0], found[-1]) == (746, 200_363)
    assert median(found) == 27_350, "C11: the text prints 18,900"


def test_drugs_and_cells_were_as_often_first_second_and_later_lines_as_the_text_counts():
    def numbers(treatment):
        found = [min(line.number, 3) for line in lines() if treatment(line.values)]
        return [found.count(number) for number in (1, 2, 3)]

    assert numbers(lambda line: line["line_class"].value == "CAR T cells") == [3, 4, 3]
    assert numbers(lambda line: line["drugs"].value == "blinatumomab") == [1, 4, 2]
    assert numbers(lambda line: line["drugs"].value == "inotuzumab ozogamicin") == [2, 1, 5]


@pytest.mark.parametrize(
    "row",
    TABLE_4 + [row for row in TABLE_5 if row["infusion"] == "2"],
    ids=lambda row: f"{row['patient']} {given(row)}",
)
def test_the_response_in_a_line_of_salvage_is_the_response_to_its_drug(row):
    (line,) = [line.values for line in lines() if begins_with(line, row)]

    assert line["line_response"].value == value("response_to_{}", row)


def begins_with(line, row):
    what = "line_class" if "infusion" in row else "drugs"
    sought = "CAR T cells" if "infusion" in row else row["drug"]
    return line.patient == row["patient"] and line.values[what].value == sought


def test_seven_of_twelve_came_into_remission_on_an_antibody():
    treated = {row["patient"] for row in TABLE_4}
    responded = {
        patient
        for drug in WITH_DRUG
        for patient, reached in values(f"remission_after_{drug}").items()
        if reached
    }

    assert len(treated) == 12
    assert len(responded) == 7
