"""What asks for a kind, field or value that no event has would silently never be reached."""

import pytest

from projections.language import (
    Case,
    Classes,
    Events,
    FieldTest,
    InvalidDefinition,
    at_least,
    events,
    field_of,
    first,
    includes,
    one_of,
    signal,
)
from projections.study import Study

registered = first(events("registered"))


def study(definition, **others):
    return Study("trial", "a trial", registered, {"asked": definition}, {}, (), **others)


@pytest.mark.parametrize(
    ("definition", "fault"),
    [
        (
            field_of(first(events("marrow_blasts")), "percnt"),
            "has no field 'percnt'; it has qualifier, percent",
        ),
        (first(events("marow_blasts")), "there is no kind of event named 'marow_blasts'"),
        (first(signal("marow_blasts", "percent") < 5), "no kind of event named 'marow_blasts'"),
        (
            first(signal("marrow_blasts", "percnt") < 5),
            "has no field 'percnt'; it has qualifier, percent",
        ),
        (
            first(events("marrow_blasts", value=5)),
            "has no field 'value'; it has qualifier, percent",
        ),
        (
            first(signal("extramedullary", "status").somewhere("place", "present")),
            "has no field 'place'; it has site, status",
        ),
        (
            first(signal("laboratory", "value").above("limit")),
            "has no field 'limit'; it has qualifier, analyte, value, unit, lower, upper",
        ),
        (
            first(signal("extramedullary", "status").is_("gone")),
            "the status of 'extramedullary' is never 'is gone'; it is one of absent, present",
        ),
        (
            first(events("residual_disease", result=one_of("negative", "unclear"))),
            "the result of 'residual_disease' is never 'one of unclear'; it is one of",
        ),
        (first(signal("marrow_blasts", "percent").is_("few")), "is never 'is few'"),
        (first(signal("extramedullary", "status") < 5), "is never '< 5'"),
        (first(events("residual_disease", method=at_least(3))), "is never '>= 3'"),
        (first(events("therapy_started", drugs=includes(3))), "is never 'includes 3'"),
        (
            Classes((Case("low", signal("marrow_blasts", "count") < 5),)),
            "has no field 'count'",
        ),
    ],
)
def test_a_study_is_refused_that_asks_for_what_no_event_can_say(definition, fault):
    with pytest.raises(InvalidDefinition) as refusal:
        study(definition)

    assert fault in str(refusal.value)


@pytest.mark.parametrize(
    "definition",
    [
        first(events()),
        first(events("marrow_blasts", percent=5)),
        first(signal("toxicity_grade", "grade") >= 2.5),
        first(events("transplant", number=one_of(1, 2))),
        first(events("supportive_care_only", palliative_steroid=True)),
        first(
            events(
                "therapy_started", drugs=includes("vincristine", "blinatumomab"), setting="salvage"
            )
        ),
        first(Events(("residual_disease",), (FieldTest("sensitivity", "<=", 1e-4),))),
    ],
)
def test_a_study_is_accepted_that_asks_for_what_events_can_say(definition):
    assert study(definition).definitions == {"asked": definition}
