"""Whether a haematologist would believe each history: one rule a test, read naively.

A failure names the patients and their days.
"""

from collections import Counter
from itertools import pairwise

from tests.reconstruction.charts import Chart, charts

BASELINE = -14
"""The day from which on a history is told in days, not in months."""

LONGEST_UNTREATED = 42
NOISE = 3
"""By how many percent two counts of the same marrow may differ."""
NERVOUS_SYSTEM = ("central nervous system", "cerebrospinal fluid")
INTRATHECAL = ("intrathecal methotrexate", "intrathecal cytarabine")
INHIBITORS = {
    "imatinib", "Gleevec", "dasatinib", "Sprycel", "nilotinib", "Tasigna", "ponatinib", "Iclusig",
}  # fmt: skip
SATURDAY, A_DAY = 5, len("2012-02-29")
PLANNED = ("marrow_blasts", "extramedullary", "contact", "cell_infusion", "transplant")


def test_no_overt_leukaemia_is_left_without_treatment_or_palliation():
    assert [
        (chart.patient, since, until)
        for chart in charts()
        for since, until in overt(chart)
        if untreated(chart, since, until) > LONGEST_UNTREATED
    ] == []


def overt(chart: Chart):
    """From which day until which day the latest assessments showed gross disease."""
    marrow, sites, since = False, {}, None
    for fact in chart.facts:
        if fact.kind == "marrow_blasts":
            marrow = gross(fact)
        elif fact.kind == "extramedullary":
            sites[fact.site] = fact.status
        else:
            continue
        shown = marrow or "present" in sites.values()
        if shown and since is None:
            since = chart.on(fact)
        elif not shown and since is not None:
            yield since, chart.on(fact)
            since = None
    if since is not None:
        yield since, chart.last


def gross(marrow) -> bool:
    return marrow.percent >= 5 and marrow.qualifier != "<"


def untreated(chart: Chart, since: int, until: int) -> int:
    """The longest stretch of these days on which nothing was at work, nor palliation told."""
    covered = list(chart.worked())
    covered += [(chart.on(fact), chart.last) for fact in chart.of("supportive_care_only")]
    longest, reached = 0, max(since, BASELINE)
    for start, end in sorted(covered):
        longest = max(longest, min(start, until) - reached)
        reached = max(reached, end)
    return max(longest, until - reached)


def test_blasts_do_not_fall_without_treatment():
    assert [
        (chart.patient, chart.on(sooner), sooner.percent, chart.on(later), later.percent)
        for chart in charts()
        for sooner, later in pairwise(chart.of("marrow_blasts"))
        if gross(sooner)
        and later.percent < sooner.percent - NOISE
        and not any(
            start < chart.on(later) and chart.on(sooner) < end for start, end in chart.worked()
        )
    ] == []


def test_the_whole_body_is_irradiated_once():
    times = Counter(
        chart.patient
        for chart in charts()
        for course in chart.of("therapy_started")
        if "total body irradiation" in course.drugs
    )

    assert {patient: number for patient, number in times.items() if number > 1} == {}
    assert times


def severe(chart: Chart, kind: str):
    """Days on which a reaction was given grade 3 or 4."""
    return [chart.on(fact) for fact in chart.of(kind) if fact.grade in (3, 4)]


def near(chart: Chart, day: int, drugs, before=9, after=7) -> bool:
    return any(
        fact.drug in drugs and -before <= chart.on(fact) - day <= after
        for fact in chart.of("drug_given", "steroid_started")
    )


def test_severe_cytokine_release_is_treated():
    treated = "tocilizumab", "siltuximab", "dexamethasone", "methylprednisolone"

    assert [
        (chart.patient, day)
        for chart in charts()
        for day in severe(chart, "cytokine_release_grade")
        if not near(chart, day, treated)
    ] == []


def test_severe_icans_is_treated():
    assert [
        (chart.patient, day)
        for chart in charts()
        for day in severe(chart, "neurotoxicity_grade")
        if not near(chart, day, ("dexamethasone", "methylprednisolone", "levetiracetam"))
    ] == []


def test_severe_icans_without_steroid_is_severe_for_three_days_at_most():
    for chart in charts():
        if not near(chart, 0, ("dexamethasone",), after=40):
            grave = [
                chart.on(fact)
                for fact in chart.of("neurotoxicity_signs")
                if fact.ice_score is not None and fact.ice_score <= 2 and chart.on(fact) <= 40
            ]
            assert (chart.patient, grave[3:]) == (chart.patient, [])


def test_disease_of_the_nervous_system_is_found_by_lumbar_puncture_and_treated_into_the_fluid():
    treated = []
    for chart in charts():
        for fact in chart.of("extramedullary"):
            if fact.site in NERVOUS_SYSTEM and fact.status == "present":
                day = chart.on(fact)
                assert fact.site == "cerebrospinal fluid", (chart.patient, day)
                assert near(chart, day, INTRATHECAL, before=15, after=8), (chart.patient, day)
                treated.append(chart.patient)

    assert treated


def test_everybody_is_given_prophylaxis_or_treatment_into_the_fluid_before_the_cells():
    assert [
        chart.patient for chart in charts() if not near(chart, 0, INTRATHECAL, before=21, after=0)
    ] == []


def test_what_is_planned_falls_on_working_days_mostly():
    for kind in PLANNED:
        facts = [fact for chart in charts() for fact in chart.of(kind)]
        days = [fact.day.weekday() for fact in facts if len(str(fact.occurred)) == A_DAY]
        on_weekends = sum(day >= SATURDAY for day in days) / len(days)
        assert on_weekends <= 0.1, (kind, round(on_weekends, 2))


def test_nothing_more_is_given_against_the_disease_once_care_is_supportive():
    for chart in charts():
        hospice = [chart.on(fact) for fact in chart.of("supportive_care_only")]
        later = [
            chart.on(fact)
            for fact in chart.of("therapy_started", "cell_infusion", "transplant")
            if hospice and chart.on(fact) > hospice[0]
        ]
        assert (chart.patient, later) == (chart.patient, [])


def test_nobody_is_transplanted_with_gross_disease_after_the_cells():
    found = [
        (chart.patient, chart.on(graft))
        for chart in charts()
        for graft in chart.of("transplant")
        for since, until in overt(chart)
        if 0 <= since < chart.on(graft) < until
    ]

    assert found == []


def test_inhibitors_of_the_kinase_are_given_with_the_philadelphia_chromosome_alone():
    for chart in charts():
        (tested,) = chart.of("philadelphia_status")
        drugs = {drug for course in chart.of("therapy_started") for drug in course.drugs}
        given = drugs & INHIBITORS
        assert tested.status == "positive" or not given, (chart.patient, given)
