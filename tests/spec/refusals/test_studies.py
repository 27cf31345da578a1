"""A study that cites what it has not, or names one thing twice, is refused when it is loaded."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Case,
    Classes,
    Endpoint,
    Episodes,
    InvalidDefinition,
    Source,
    events,
    field_of,
    first,
    in_any_episode,
    last,
    of_patient,
    reached,
)
from projections.language.sequence import SequenceDefinition
from projections.study import Study, definitions_of
from projections.study.consistency import Contradiction, SuspectClass
from projections.study.plan import (
    Baseline,
    Curves,
    Exposure,
    Fixed,
    Forest,
    FromLandmark,
    Incidence,
    Occupancy,
    Paired,
    Rates,
    Regression,
)
from projections.study.report import (
    CurvesFigure,
    Endpoints,
    Listing,
    Report,
    Section,
    SwimmerFigure,
)

registered = first(events("registered"))
death = first(events("death"))
age = field_of(first(events("demographics")), "born")
arm = Classes((Case("early", reached(death)), Case("late", ~reached(death))))
line = Episodes((events("therapy_started"),), after=registered)
died_in_line = first(events("death"), after=EPISODE_START)
outcome = Classes((Case("died", reached(died_in_line)),), otherwise="lived")
survival = Endpoint(registered, (Source("death", death),), (Source("seen", last(events())),))

STUDY = Study(
    name="trial",
    title="a trial",
    enrolment=registered,
    definitions={
        "registered": registered,
        "death": death,
        "age": age,
        "arm": arm,
        "line": line,
        "survival": survival,
    },
    inside={"line": {"outcome": outcome}},
    populations={"everybody": reached(registered)},
    endpoints=("survival",),
    classes=("arm",),
)


def refusal(**changes):
    """What is said of the study with changes."""
    with pytest.raises(InvalidDefinition) as refused:
        replace(STUDY, **changes)
    return str(refused.value)


@pytest.mark.parametrize(
    ("analysis", "fault"),
    [
        (
            Curves("survivl"),
            "cites the endpoint 'survivl', which is none; did you mean 'survival'?",
        ),
        (Curves("arm"), "cites the endpoint 'arm', which is none"),
        (Curves("survival", by="amr"), "cites the definition 'amr', which is none; did you mean"),
        (Curves("survival", among="everyone"), "the population 'everyone', which is none; did you"),
        (Incidence("survival", by="survival"), "cites the definition 'survival', which is none"),
        (
            Baseline("arm", ("agee",)),
            "cites the definition 'agee', which is none; did you mean 'age'",
        ),
        (Paired("age", "weight"), "cites the definition 'weight', which is none"),
        (FromLandmark("survival", "arm", 30), "cites the milestone 'arm', which is none"),
        (Forest("survival", "age", ("line",)), "cites the definition 'line', which is none"),
        (Occupancy(12), "is about states, and the study declares none"),
        (Regression("survival", (Fixed("aeg"),)), "cites the definition 'aeg', which is none"),
        (Regression("survival", (Exposure("age"),)), "cites the milestone 'age', which is none"),
        (
            Regression("survival", (Fixed("arm", reference="erly"),)),
            "cites the class of 'arm' 'erly', which is none; did you mean 'early'?",
        ),
        (Regression("survival", (Fixed("arm"),), forced=("age",)), "the fixed covariate 'age'"),
        (Curves("survival", by="arm", strata="agee"), "cites the definition 'agee', which is none"),
        (Curves("survival", strata="age"), "has strata and no groups to compare within them"),
        (Curves("survival", trend=True), "tests a trend over no groups"),
        (Curves("survival", level=95), "the confidence level 95; it lies between 0 and 1"),
        (Curves("survival", quantiles=(0.5, 1.5)), "reports the quantile 1.5"),
        (Curves("survival", restricted_mean_at=(0,)), "restricts the mean to 0"),
        (Regression("survival", (Fixed("age"),), strata="amr"), "cites the definition 'amr'"),
        (Regression("survival", (Fixed("age"),), cluster="amr"), "cites the definition 'amr'"),
        (Regression("survival", (Fixed("age"),), weights="arm"), "cites the quantity 'arm'"),
        (
            Regression("survival", (Fixed("age"),), of="incidence", strata="arm"),
            "models the incidence, which takes no strata",
        ),
        (Curves("survival", interval="loglog"), "the interval 'loglog'; choose from log, log-log"),
        (Rates("survivl"), "cites the endpoint 'survivl', which is none; did you mean"),
        (Rates("survival", by="arm", reference="erly"), "cites the class of 'arm' 'erly'"),
        (Rates("survival", reference="early"), "names a reference and no groups"),
        (Rates("survival", per=0), "counts events per 0 units of time"),
    ],
)
def test_a_plan_cites_names_that_the_study_has(analysis, fault):
    said = refusal(plan={"main": analysis})

    assert said.startswith("in study 'trial' analysis 'main' ")
    assert fault in said


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"endpoints": ("OS",)}, "'endpoints' cites the endpoint 'OS', which is none"),
        (
            {"short_names": {"years": "aeg"}},
            "the short name 'years' cites the definition 'aeg', which is none; did you mean 'age'?",
        ),
        (
            {"short_names": {"arm": "age"}},
            "the short name 'arm' is the name of a definition; choose another",
        ),
        ({"endpoints": ("arm",)}, "'endpoints' cites the endpoint 'arm', which is none"),
        ({"endpoints": ("survival", "survival")}, "'survival' is listed twice in 'endpoints'"),
        ({"report_at": (12, 12)}, "12 is listed twice in 'report_at'; list it once"),
        ({"report_at": (36, 12)}, "'report_at' does not rise; write (12, 36)"),
        ({"report_at": (-1, 12)}, "-1 in 'report_at' lies before the origin; leave it out"),
        (
            {"classes": ("arms",)},
            "cites the classification 'arms', which is none; did you mean 'arm'?",
        ),
        (
            {"inside": {"lines": {}}},
            "cites the episodes 'lines', which is none; did you mean 'line'?",
        ),
        (
            {"contradictions": (Contradiction("odd", "age", "arn", {}),)},
            "the contradiction 'odd' cites the classification or quantity 'arn', which is none",
        ),
        (
            {"contradictions": (SuspectClass("odd", "arm", ("latest",)),)},
            "cites the class of 'arm' 'latest', which is none; did you mean 'late'?",
        ),
        (
            {"contradictions": (Contradiction("odd", "age", "arm", {"1": ("erly",)}),)},
            "cites the class of 'arm' 'erly', which is none; did you mean 'early'?",
        ),
    ],
)
def test_a_study_reports_and_suspects_only_what_it_defines(changes, fault):
    assert fault in refusal(**changes)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"population": "every"}, "cites the population 'every', which is none; did you mean"),
        ({"episodes": "death"}, "cites the episodes 'death', which is none"),
        ({"ending": "age"}, "cites the classification of patients 'age', which is none"),
        ({"label": "drug"}, "cites the classification inside episodes 'drug', which is none"),
        (
            {"successes": ("live",)},
            "cites the outcome 'live', which is none; did you mean 'lived'?",
        ),
    ],
)
def test_a_treatment_sequence_cites_names_that_the_study_has(change, fault):
    right = SequenceDefinition(
        "everybody", "line", "outcome", "outcome", "arm", "alive", ("lived",), not_evaluable=()
    )
    assert replace(STUDY, sequence=right).sequence == right
    assert fault in refusal(sequence=replace(right, **change))


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (Endpoints("Table 1", "", ("arm",)), "cites the endpoint 'arm', which is none"),
        (Listing("Table 1", "", "everybody", ("survival",)), "cites the definition 'survival'"),
        (
            CurvesFigure("Table 1", "", "table"),
            "cites the analysis (Curves) 'table', which is none",
        ),
        (SwimmerFigure("Table 1", ""), "shows states that are not declared"),
    ],
)
def test_a_report_cites_what_it_can_show(block, fault):
    report = Report((Section("One", (block,)),))

    assert fault in refusal(report=report, plan={"table": Baseline("arm", ("age",))})


def test_one_definition_has_one_name():
    said = refusal(definitions={**STUDY.definitions, "died": death})

    assert "'death' and 'died' are one definition" in said
    another = replace(death)
    assert replace(STUDY, definitions={**STUDY.definitions, "died": another})
    assert "'arm' and 'group'" in refusal(parts={"group": arm})
    assert "'death' and 'fatal'" in refusal(inside={"line": {"fatal": death}})


def test_the_same_name_may_stand_for_one_definition_in_several_places():
    assert replace(STUDY, parts={"death": death}, inside={"line": {"death": death}})


@pytest.mark.parametrize(
    "about_an_episode",
    [
        EPISODE_START,
        died_in_line,
        outcome,
        of_patient(death),
        Endpoint(EPISODE_START, (Source("death", death),), ()),
    ],
)
def test_what_is_about_an_episode_is_asked_for_inside_one(about_an_episode):
    named = {**STUDY.definitions, "asked": about_an_episode}

    assert "'asked' is about an episode; name it under 'inside'" in refusal(definitions=named)
    inside = {"line": {"asked": about_an_episode}}
    assert replace(STUDY, inside=inside).inside == inside
    assert replace(STUDY, definitions={**STUDY.definitions, "any": in_any_episode(line, death)})


def test_populations_enrolment_and_states_are_of_patients():
    assert "'early' is about" in refusal(populations={"early": reached(died_in_line)})
    assert "'enrolment' is about an episode" in refusal(enrolment=EPISODE_END)


def test_the_definitions_of_a_module_are_those_of_patients():
    module = SimpleNamespace(
        EPISODE_START=EPISODE_START, EPISODE_END=EPISODE_END, outcome=outcome, line=line, arm=arm
    )

    assert definitions_of(vars(module)) == {"line": line, "arm": arm}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"populations": {"all": registered}},
            "'all' in 'populations' is a First, not a condition",
        ),
        (
            {"definitions": {"all": events("death")}},
            "'all' in 'definitions' is an Events, not what",
        ),
        ({"definitions": {3: death}}, "a name in 'definitions' is an int, not a text"),
        ({"definitions": [death]}, "'definitions' is a list, not a mapping from names"),
        ({"endpoints": "survival"}, "'endpoints' is a str, not a tuple; write ('survival',)"),
        ({"report_at": 12}, "'report_at' is an int, not a tuple"),
        ({"report_at": ("12",)}, "an entry of 'report_at' is a str, not a number"),
        ({"enrolment": reached(registered)}, "'enrolment' is a Reached, not a milestone"),
        ({"plan": {"main": survival}}, "'main' in 'plan' is an Endpoint, not an analysis"),
        ({"inside": {"line": outcome}}, "'inside' of 'line' is a Classes, not a mapping"),
        ({"cutoff": "2020-01-01"}, "'cutoff' is a str, not a date"),
        ({"interval": "logs"}, "'interval' is one of 'log', 'log-log', 'plain', 'logit'"),
        ({"name": 3}, "'name' is an int, not a text"),
    ],
)
def test_every_part_of_a_study_is_of_the_sort_that_it_takes(changes, fault):
    assert fault in refusal(**changes)
