"""Every definition reads itself out, citing those that it is composed of by name."""

import pytest

from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    at_least,
    earliest,
    elapsed,
    events,
    first,
    includes,
    judged,
    last,
    one_of,
    reached,
    signal,
    signs_of_life,
)
from projections.language.sentences import sentence

infusion = first(events("cell_infusion", infusion=1))
transplant = first(events("transplant"))
death = first(events("death"))
seen = last(events())
blasts = signal("marrow_blasts", "percent")
status = signal("extramedullary", "status")
result = signal("residual_disease", "result")
few_blasts = blasts < 5
remission = first(few_blasts, after=infusion)
NAMES = {
    id(node): name
    for name, node in globals().items()
    if name in {"infusion", "transplant", "death", "few_blasts", "remission"}
}


def says(definition):
    return sentence(definition, NAMES)


def test_a_definition_without_names_is_read_out_to_the_last_part():
    assert sentence(remission) == (
        "the first time that marrow blasts percent < 5, after the first infusion of CAR T cells"
    )


def test_what_has_a_name_is_cited_by_it():
    assert says(remission) == "the first time that «few blasts» holds, after «infusion»"


@pytest.mark.parametrize(
    ("definition", "read"),
    [
        (first(events("death")), "the first death"),
        (last(events()), "the last event of any kind"),
        (first(events("transplant"), n=2), "the second transplant on record"),
        (first(events("transplant"), n=12), "the 12th transplant on record"),
        (first(events("transplant"), n=22), "the 22nd transplant on record"),
        (first(events("death", "transplant")), "the first death or transplant on record"),
        (
            first(events("therapy_started", setting="salvage", drugs=includes("x"))),
            "the first start of salvage therapy with x",
        ),
        (
            first(events("residual_disease", result=one_of("negative", "indeterminate"))),
            "the first negative or indeterminate test for residual disease",
        ),
        (
            first(events("toxicity_grade", toxicity=one_of("a", "b", "c"), grade=at_least(3))),
            "the first grade of toxicity of the kind (a, b or c) with grade of 3 or more",
        ),
        (
            first(events("supportive_care_only", palliative_steroid=True)),
            "the first start of supportive care only with palliative steroid",
        ),
    ],
)
def test_events_are_told_by_kind_and_by_what_their_fields_hold(definition, read):
    assert says(definition) == read


@pytest.mark.parametrize(
    ("bounds", "read"),
    [
        ({"after": infusion}, "after «infusion»"),
        ({"before": death}, "before «death»"),
        ({"on_or_after": infusion}, "on or after the day of «infusion»"),
        ({"on_or_before": death}, "on or before the day of «death»"),
        ({"after": infusion, "within": 60}, "after «infusion» and within 60 days"),
        ({"after": infusion, "within": 1}, "after «infusion» and within 1 day"),
        (
            {"after": infusion, "within": 60, "before": transplant},
            "after «infusion», within 60 days and before «transplant»",
        ),
        (
            {"after": infusion, "before": transplant, "on_or_before": death},
            "after «infusion», before «transplant» and on or before the day of «death»",
        ),
        (
            {"after": first(events("contact"), before=infusion), "within": 60},
            "after (the first contact, before «infusion») and within 60 days",
        ),
    ],
)
def test_a_window_is_told_by_its_bounds(bounds, read):
    assert says(first(events("contact"), **bounds)) == f"the first contact, {read}"


@pytest.mark.parametrize(
    ("condition", "read", "opposite"),
    [
        (blasts < 5, "marrow blasts percent < 5", "marrow blasts percent >= 5"),
        (blasts > 5, "marrow blasts percent > 5", "marrow blasts percent <= 5"),
        (
            result.is_("negative"),
            "residual disease result is negative",
            "residual disease result is not negative",
        ),
        (
            result.is_("positive", "indeterminate"),
            "residual disease result is positive or indeterminate",
            "residual disease result is neither positive nor indeterminate",
        ),
        (
            status.somewhere("site", "present"),
            "extramedullary status is present at some site",
            "extramedullary status is present at no site",
        ),
        (
            signal("laboratory", "value", analyte="LDH").above("upper"),
            "laboratory value (analyte is LDH) is above its upper limit",
            "laboratory value (analyte is LDH) is not above its upper limit",
        ),
        (reached(death), "«death» is reached", "«death» is not reached"),
        (few_blasts, "marrow blasts percent < 5", "«few blasts» does not hold"),
        (
            few_blasts & reached(transplant),
            "«few blasts» holds and «transplant» is reached",
            "not («few blasts» holds and «transplant» is reached)",
        ),
        (
            reached(transplant) & (reached(death) | few_blasts),
            "«transplant» is reached and («death» is reached or «few blasts» holds)",
            "not («transplant» is reached and («death» is reached or «few blasts» holds))",
        ),
        (
            reached(judged(few_blasts, at=transplant)),
            "«few blasts» holds at «transplant»",
            "not («few blasts» holds at «transplant»)",
        ),
    ],
)
def test_a_condition_and_its_opposite_are_clauses(condition, read, opposite):
    assert says(condition) == read
    assert says(~condition) == opposite


def test_a_signal_says_which_assessments_count():
    by_flow = signal("residual_disease", "result", method="flow").since(infusion)

    assert says(by_flow.is_("negative")) == (
        "residual disease result (method is flow, since «infusion») is negative"
    )


def test_a_field_that_its_kind_already_names_is_not_named_twice():
    assert says(signal("toxicity_grade", "grade") >= 3) == "toxicity grade >= 3"


@pytest.mark.parametrize(
    ("definition", "read"),
    [
        (elapsed(60, since=infusion), "day 60 after «infusion»"),
        (
            elapsed(60, since=infusion, unobserved=True),
            "day 60 after «infusion», observed until then or not",
        ),
        (last(signs_of_life(), before=transplant), "the last sign of life, before «transplant»"),
        (earliest(death, transplant), "the earliest of «death» and «transplant»"),
        (
            earliest(death, first(events("contact"), after=infusion), transplant),
            "the earliest of «death», (the first contact, after «infusion») and «transplant»",
        ),
        (
            judged(~reached(remission), at=elapsed(60, since=infusion)),
            "day 60 after «infusion», if by then «remission» is not reached",
        ),
    ],
)
def test_deadlines_judgements_and_the_earliest_of_several_milestones(definition, read):
    assert says(definition) == read


def test_an_endpoint_says_from_when_to_what_and_how_follow_up_ends():
    alive = Source("last seen", seen)
    relapse = first(~few_blasts, after=remission)

    assert says(Endpoint(infusion, (Source("death", death),), (alive,))) == (
        "time from «infusion» to «death»; "
        "else censored at the last event of any kind (last known alive)"
    )
    rivals = Endpoint(
        origin=remission,
        events=(Source("relapse", relapse), Source("death", death)),
        censors=(
            Source("transplant", transplant),
            alive,
            Source("marrow", last(events("marrow_blasts"))),
        ),
        competing=(Source("transplant", transplant),),
    )
    assert says(rivals) == (
        "time from «remission» to "
        "(the first time that «few blasts» does not hold, after «remission») or «death», "
        "competing with «transplant», unless ended before by «transplant»; else censored at "
        "the latest of the last event of any kind (last known alive) and the last marrow"
    )


def test_classes_say_their_cases_in_order():
    response = Classes(
        (Case("remission", reached(remission)), Case("none", ~few_blasts)), otherwise="not assessed"
    )

    assert says(response) == (
        "remission if «remission» is reached; else none if «few blasts» does not hold; "
        "else not assessed"
    )
