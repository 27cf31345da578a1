from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.language import Case, Classes, earliest, events, first, reached, signal
from projections.study import Study
from projections.study.pin import InvalidPin, Pinned, pinned, read, redefinitions, written
from tests.projections.random_definitions import study

infusion = first(events("cell_infusion"))
death = first(events("death"), source="protocol 4.1")


def relapse(percent):
    return first(signal("marrow_blasts", "percent") >= percent, after=infusion)


def study_with(percent=5, death=death, **more):
    bad = relapse(percent)
    failure = earliest(bad, death)
    return Study(
        name="small",
        title="a small study",
        enrolment=infusion,
        definitions={
            "infusion": infusion,
            "relapse": bad,
            "death": death,
            "failure": failure,
            "status": Classes((Case("failed", reached(failure)),), otherwise="well"),
            **more,
        },
        populations={"relapsed": reached(bad)},
        endpoints=(),
    )


def test_a_pin_holds_fingerprint_sentence_and_source_of_every_definition():
    assert written(study_with()).split("\n\n")[2:4] == [
        f"{pinned(study_with())['relapse'].fingerprint} relapse\n"
        "    the first time that marrow blasts percent >= 5, after «infusion»",
        f"{pinned(study_with())['death'].fingerprint} death\n"
        "    the first death\n"
        "    source: protocol 4.1",
    ]


def test_a_class_is_pinned_with_one_line_a_case():
    assert pinned(study_with())["status"].says == (
        "failed if «failure» is reached",
        "else well",
    )


@given(st.integers(0, 2**32))
@settings(max_examples=100, deadline=None)
def test_a_pin_that_is_read_holds_what_was_written(seed):
    random = study(Random(seed), 6)

    assert read(written(random)) == pinned(random)


@given(st.integers(0, 2**32))
@settings(max_examples=50, deadline=None)
def test_the_same_definitions_differ_in_nothing(seed):
    assert redefinitions(pinned(study(Random(seed), 6)), pinned(study(Random(seed), 6))) == []


def test_a_changed_definition_is_told_from_those_that_only_rest_on_it():
    found = redefinitions(pinned(study_with(5)), pinned(study_with(10)))

    assert [(item.name, item.in_words, item.rests_on) for item in found] == [
        ("relapse", True, ()),
        ("failure", False, ("relapse",)),
        ("status", False, ("failure",)),
        ("population relapsed", False, ("relapse",)),
    ]


def test_another_source_is_a_change_in_the_same_words():
    found = redefinitions(
        pinned(study_with()), pinned(study_with(death=replace(death, source="protocol 5")))
    )

    assert (found[0].name, found[0].in_words, found[0].rests_on) == ("death", False, ())


def test_what_is_new_and_what_is_gone_are_changes():
    more = pinned(study_with(contact=first(events("contact"))))
    less = pinned(study_with())

    (new,), (gone,) = redefinitions(less, more), redefinitions(more, less)

    assert (new.name, new.old, gone.name, gone.new) == ("contact", None, "contact", None)


@pytest.mark.parametrize("line", ["relapse", "    a sentence of nothing", "0123 too short"])
def test_a_text_that_is_no_pin_is_refused_with_its_line(line):
    with pytest.raises(InvalidPin, match="line 2"):
        read(f"# a comment\n{line}\n")


def test_a_source_line_is_told_from_a_sentence():
    text = "0123456789abcdef death\n    the first death\n    source: protocol\n"

    assert read(text) == {"death": Pinned("0123456789abcdef", ("the first death",), "protocol")}
