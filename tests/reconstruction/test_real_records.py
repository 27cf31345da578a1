"""What real records contain, and the reconstructed one therefore does."""

from datetime import timedelta

from reconstruction.cohort.tables import read_patients
from reconstruction.published_tables import FOLDER
from tests.reconstruction.charts import charts
from tests.studies.cohort import events, lines, values
from timeline.history import History
from timeline.vocabulary import Amendment

SOLVED = {patient.name: patient for patient in read_patients(FOLDER)}


def chart_of(patient):
    return next(chart for chart in charts() if chart.patient == patient)


def drugs_recorded(setting):
    return {
        drug
        for chart in charts()
        for course in chart.of("therapy_started")
        if course.setting == setting
        for drug in course.drugs
    }


def test_drugs_are_written_by_trade_names_abbreviations_and_capitals():
    prior = drugs_recorded("prior")

    assert {"cytarabine", "CYTARABINE", "Ara-C"} <= prior
    assert {"blinatumomab", "MT103"} <= prior
    assert "Iclusig" in prior | drugs_recorded("salvage") | drugs_recorded("bridging")


def test_a_regimen_stands_for_its_drugs():
    told = drugs_recorded("bridging") | drugs_recorded("salvage") | drugs_recorded("prior")

    assert {drug for drug in told if "CVAD" in drug} != set()


def test_blasts_are_reported_by_a_bound_alone():
    bounded = [f for chart in charts() for f in chart.of("marrow_blasts") if f.qualifier == "<"]

    assert {fact.percent for fact in bounded} == {5}


def test_disease_is_seen_early_in_a_line_that_death_leaves_not_evaluable():
    """A marrow before the third week confirms nothing."""
    found = []
    for row in lines():
        if row.values["line_response"].value == "not evaluable: early death":
            chart = chart_of(row.patient)
            marrows = [f for f in chart.of("marrow_blasts") if chart.on(f) > row.start]
            assert all(chart.on(marrow) - row.start < 21 for marrow in marrows), row.patient
            found += [row.patient for marrow in marrows if marrow.percent >= 5]

    assert found != []


def test_a_response_is_stated_by_the_marrow_alone_while_a_site_outside_it_is_involved():
    (patient,) = (
        item.name
        for item in SOLVED.values()
        if item.is_(progression="refractory", marrow_percent="<5")
    )
    chart = chart_of(patient)
    (stated,) = chart.of("response_stated")
    (marrow,) = [f for f in chart.of("marrow_blasts") if f.day == stated.day]
    (node,) = [f for f in chart.of("extramedullary") if f.day == stated.day]

    assert (stated.response, marrow.percent < 5) == ("complete remission", True)
    assert node.status == "present"
    assert values("response_to_infusion")[patient] == "no response"


def test_a_death_is_known_to_the_month_before_its_day_is_learnt():
    history = History(tuple(event for event in events() if event.patient == "MSK9"))
    correction = next(event for event in history.events if isinstance(event, Amendment))
    before = History(tuple(e for e in history.events if e.recorded < correction.recorded))
    (by_month,) = [fact for fact in before.current_facts() if fact.kind == "death"]
    (by_day,) = [fact for fact in history.current_facts() if fact.kind == "death"]

    solved = SOLVED["MSK9"]
    died = solved.infused + timedelta(days=solved.last)
    assert (str(by_month.occurred), str(by_day.occurred)) == (f"{died:%Y-%m}", f"{died}")


def test_a_remission_is_told_of_one_whose_sites_were_never_assessed():
    remitted = {p for p, word in values("response_to_infusion").items() if "CR" in word}

    assert remitted & {chart.patient for chart in charts() if not chart.of("extramedullary")}
