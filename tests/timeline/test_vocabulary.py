from datetime import UTC, datetime
from typing import ClassVar, Literal
from uuid import UUID

import pytest
from pydantic_core import from_json

from tests.timeline.examples import (
    FIRST,
    PAYLOADS,
    SECOND,
    Performance,
    PerformanceAsPercent,
    contact,
    corrected,
    raw,
)
from timeline.errors import InvalidEvent
from timeline.vocabulary import CORE, Amendment, DayOrder, Event, Unread, event_id
from timeline.vocabulary.event import ENVELOPE

KINDS = sorted(CORE.kinds)


def refusal(fields, vocabulary=CORE):
    with pytest.raises(InvalidEvent) as refused:
        vocabulary.parse(fields)
    return refused.value


def without(name, kind="marrow_blasts"):
    return {key: value for key, value in raw(kind).items() if key != name}


def test_the_examples_fill_in_every_field_of_every_kind():
    fields = {kind: set(model.model_fields) - ENVELOPE for kind, model in CORE.kinds.items()}

    assert {kind: set(payload) for kind, payload in PAYLOADS.items()} == fields


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_from_json_as_it_was(kind):
    event = CORE.parse(raw(kind))

    assert CORE.parse(from_json(event.model_dump_json())) == event
    assert event.model_dump(mode="json") == {**raw(kind), "recorded": "2021-01-05T08:00:00Z"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_place_on_its_day(kind):
    assert CORE.kinds[kind].day_order in DayOrder


def test_the_payload_is_what_a_kind_adds_to_the_envelope():
    event = CORE.parse(raw("laboratory", lower=None, qualifier=None))

    assert event.payload == {"analyte": "ferritin", "value": 512, "unit": "ng/mL", "upper": 400}


def test_an_instant_is_kept_in_utc_whatever_zone_it_is_told_in():
    east, west = contact(), contact(recorded="2021-01-05T02:00:00-06:00")

    assert east == west
    assert east.recorded == datetime(2021, 1, 5, 8, tzinfo=UTC)
    assert east.model_dump_json() == west.model_dump_json()


def test_an_instant_may_be_the_last_of_the_calendar():
    assert contact(recorded="9999-12-31T23:59:59Z").recorded.year == 9999


def test_white_space_around_a_text_means_nothing():
    assert contact(" r1 ", patient=" P1 ") == contact("r1", patient="P1")


def test_an_event_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        contact().patient = "P2"


@pytest.mark.parametrize(
    ("name", "value", "reason", "remedy"),
    [
        ("percent", 101, "less than or equal to 100", "correct it at the source"),
        ("percent", "4711x", "valid number", "correct it at the source"),
        ("percent", float("nan"), "finite number", "correct it at the source"),
        ("percent", float("inf"), "finite number", "correct it at the source"),
        ("blasts", 4711, "extra inputs are not permitted", "timeline schema"),
        ("imputation", "4711", "'earliest', 'midpoint' or 'latest'", "correct it at the source"),
        ("provenance", "4711", "'reported', 'published'", "correct it at the source"),
        ("recorded", "2021-01-05T10:00:00", "timezone info", "2019-12-31T12:00:00Z"),
        ("recorded", "2021-01-05", "timezone info", "2019-12-31T12:00:00Z"),
        ("recorded", "4711", "not an instant", "2019-12-31T12:00:00Z"),
        ("recorded", 1_600_000_000, "not an instant", "2019-12-31T12:00:00Z"),
        ("recorded", "0001-01-01T00:00:00+12:00", "outside the calendar", "at the source"),
        ("recorded", "2021-02-30T00:00:00Z", "day value is outside", "2019-12-31T12:00:00Z"),
        ("occurred", "4711-13", "no such day", "correct it at the source"),
        ("occurred", 4711, "valid string", "correct it at the source"),
        ("patient", "", "at least 1 character", "correct it at the source"),
        ("patient", "4711" * 51, "at most 200 characters", "correct it at the source"),
        ("patient", "47\t11", "match pattern", "correct it at the source"),
        ("patient", "47\x1f11", "match pattern", "correct it at the source"),
        ("patient", 4711, "valid string", "correct it at the source"),
        ("revision", 0, "greater than or equal to 1", "correct it at the source"),
        ("schema_version", 4711, "newer than this software knows", "update the software"),
        ("schema_version", 0, "is no version", "whole number"),
        ("schema_version", -1, "is no version", "whole number"),
        ("schema_version", True, "is no version", "whole number"),
        ("schema_version", "4711x", "is no version", "whole number"),
    ],
)
def test_a_field_at_fault_is_named_with_reason_and_remedy_and_without_its_value(
    name, value, reason, remedy
):
    refused = refusal(raw("marrow_blasts", **{name: value}))

    assert refused.field == name
    assert reason in refused.reason
    assert remedy in refused.remedy
    assert "4711" not in str(refused)


def test_a_wrong_word_is_refused_with_the_words_that_are_allowed():
    refused = refusal(raw("residual_disease", result="4711"))

    assert refused.field == "result"
    assert refused.reason == "input should be 'negative', 'positive' or 'indeterminate'"
    assert "timeline schema" in refused.remedy


def test_an_item_of_a_list_at_fault_is_named_by_its_place():
    assert refusal(raw("therapy_started", drugs=["a", ""])).field == "drugs.1"
    assert refusal(raw("therapy_started", drugs=[])).field == "drugs"


@pytest.mark.parametrize(
    "name", ["patient", "occurred", "recorded", "recorder", "source_system", "source_record"]
)
def test_what_every_event_must_say_is_missed_by_name(name):
    refused = refusal(without(name))

    assert (refused.field, refused.reason, refused.remedy) == (name, "field required", "add it")


@pytest.mark.parametrize("kind", [None, "", 3, ["contact"], {}])
def test_an_event_without_a_kind_is_refused(kind):
    assert refusal({**raw("contact"), "kind": kind}).reason == "is missing"
    assert refusal(without("kind")).field == "kind"


def test_an_unknown_kind_is_refused_without_repeating_it():
    refused = refusal({**raw("contact"), "kind": "john_smith"})

    assert refused.field == "kind"
    assert "smith" not in str(refused)


def test_the_id_is_that_of_source_system_record_and_revision():
    assert contact().id == event_id("edc", "r1", 1)
    assert contact().id == contact(patient="P2", occurred="2018", means="letter").id
    assert len({contact().id, contact("r2").id, contact(revision=2).id}) == 3
    assert contact(source_system="lab").id != contact().id


def test_the_id_of_a_record_is_the_same_for_ever():
    assert event_id("edc", "r1", 1) == UUID("d986ed9c-2940-5b6d-9a55-e7c5d8c29ab8")


def test_ids_of_records_that_only_join_to_the_same_text_differ():
    assert event_id("a", "b-1", 1) != event_id("a-b", "1", 1)
    assert event_id("a", "r1", 11) != event_id("a", "r11", 1)


def test_an_amendment_names_its_target_in_its_own_system_unless_it_says_another():
    assert corrected("r2", "r1", {"kind": "contact"}).target == event_id("edc", "r1", 1)
    assert CORE.parse(raw("retracted")).target == event_id("lab", "r0", 2)


def test_a_correction_is_written_out_in_full():
    short = corrected("r2", "r1", {"kind": "transplant", "donor": "allogeneic"})

    assert short.replacement == {
        "kind": "transplant",
        "occurred": "2019-03",
        "imputation": "latest",
        "document": "letter 12",
        "provenance": "published",
        "provenance_note": "table 4",
        "schema_version": 1,
        "graft": "haematopoietic",
        "donor": "allogeneic",
        "number": 1,
    }


def test_numbers_of_a_replacement_are_numbers_however_they_are_written():
    text, number = (
        corrected("r2", "r1", {"kind": "marrow_blasts", "percent": value}) for value in ("5", 5)
    )

    assert text == number
    assert text.replacement["percent"] == 5.0


# A study's own kinds


def test_a_study_may_tell_its_own_kind_of_event():
    event = FIRST.parse(raw("performance", karnofsky=80))

    assert event.payload == {"karnofsky": 80}
    assert event.day_order is DayOrder.ASSESSMENT
    assert "performance" not in CORE.kinds


def test_an_event_of_an_older_schema_version_is_brought_up_to_the_current_one():
    event = SECOND.parse(raw("performance", karnofsky=80))

    assert event == SECOND.parse(raw("performance", ecog=1, schema_version=2))
    assert event.schema_version == 2


def test_an_event_without_a_version_is_of_the_first():
    fields = raw("performance", karnofsky=80)
    del fields["schema_version"]

    assert SECOND.parse(fields).payload == {"ecog": 1}


def test_a_version_may_be_told_as_text():
    assert SECOND.parse(raw("performance", ecog=1, schema_version="2")).payload == {"ecog": 1}


def test_a_replacement_of_an_older_schema_version_is_brought_up_as_well():
    said = raw("corrected", replacement={"kind": "performance", "karnofsky": 60})
    event = SECOND.parse(said)

    assert SECOND.replacement(event).payload == {"ecog": 2}
    assert event.replacement["schema_version"] == 2


@pytest.mark.parametrize("karnofsky", [None, "good", [], {}])
def test_an_event_that_cannot_be_brought_up_is_refused(karnofsky):
    refused = refusal(raw("performance", karnofsky=karnofsky), SECOND)

    assert refused.field == "schema_version"
    assert "version 1" in refused.reason
    assert refusal(raw("performance"), SECOND).field == "schema_version"


def test_an_event_newer_than_the_software_is_refused():
    assert refusal(raw("performance", karnofsky=1, schema_version=2), FIRST).remedy == (
        "update the software"
    )


def test_a_kind_whose_name_is_taken_is_refused():
    class Visit(Event):
        day_order = DayOrder.CONTACT
        kind: Literal["contact"] = "contact"

    with pytest.raises(InvalidEvent, match="'contact' is already a kind"):
        CORE.extended([Visit])
    with pytest.raises(InvalidEvent, match="'performance' is already a kind"):
        FIRST.extended([Performance])


def test_a_kind_may_be_declared_twice():
    assert FIRST.extended([PerformanceAsPercent]) == FIRST


def test_a_kind_that_is_not_fully_declared_is_refused():
    class Nameless(Event):
        day_order = DayOrder.CONTACT

    class Placeless(Event):
        kind: Literal["placeless"] = "placeless"

    class Wayless(Event):
        day_order = DayOrder.CONTACT
        current_version: ClassVar[int] = 3
        upcasts: ClassVar = {2: dict}
        kind: Literal["wayless"] = "wayless"

    for kind in (Nameless, Placeless, Wayless):
        with pytest.raises(InvalidEvent, match=f"{kind.__name__} is not fully declared"):
            CORE.extended([kind])


def test_a_study_cannot_add_ways_to_amend():
    class Doubted(Amendment):
        kind: Literal["doubted"] = "doubted"

    with pytest.raises(InvalidEvent, match="Doubted amends"):
        CORE.extended([Doubted])


def test_a_stored_event_of_an_unknown_kind_is_kept_as_it_is_stored():
    fields = {**raw("contact"), "kind": "visit", "weight": 70, "limbs": ["arm", "leg"]}
    event = CORE.of_store(fields)

    assert isinstance(event, Unread)
    assert not event.declared
    assert (event.kind, event.payload["weight"], event.payload["limbs"]) == (
        "visit",
        70,
        ["arm", "leg"],
    )
    assert event.reason == "kind: no such kind of event; see 'timeline schema', or name the study"


def test_a_stored_event_that_is_no_longer_valid_is_kept_with_the_reason():
    event = CORE.of_store({**raw("marrow_blasts", qualifier=None), "percent": 400})

    assert isinstance(event, Unread)
    assert event.declared
    assert event.payload == {"percent": 400}
    assert event.reason.startswith("percent: input should be less than or equal to 100")


def test_a_stored_correction_still_amends_where_what_it_puts_in_cannot_be_read():
    fields = {**raw("corrected"), "replacement": {"kind": "visit", "weight": 70}}
    event = CORE.of_store(fields)

    assert isinstance(event, Amendment)
    said = CORE.said_by(event)
    assert (said.kind, said.payload, said.id) == ("visit", {"weight": 70}, event.id)


def test_what_lacks_the_envelope_is_no_event_at_all():
    with pytest.raises(InvalidEvent):
        CORE.of_store({"kind": "visit", "patient": "A"})
