"""Each kind of event declares how it is called in a sentence, and its fields qualify it."""

from collections import defaultdict
from typing import Literal

import pytest

from projections.language import (
    at_least,
    at_most,
    events,
    field_of,
    first,
    includes,
    last,
    not_understood,
    of_class,
    one_of,
)
from projections.language.names import Names
from projections.language.sentences import sentence
from projections.studies import mgus2, stanford, wudhikarn2021
from projections.study.pin import pinned
from timeline.vocabulary import CORE, DayOrder, Event
from timeline.vocabulary.noun_phrase import NounPhrase


class Visit(Event):
    """A kind of a study's own."""

    day_order = DayOrder.CONTACT
    noun = NounPhrase("visit[ to the {clinic} clinic]", {"score": "a score of {}"})
    kind: Literal["visit"] = "visit"
    clinic: str
    score: int


@pytest.mark.parametrize(
    ("definition", "read"),
    [
        (first(events("registered", study="x")), "the first registration in the study x"),
        (
            first(events("therapy_started", setting="salvage", drugs=includes("blinatumomab"))),
            "the first start of salvage therapy with blinatumomab",
        ),
        (first(events("cell_infusion", infusion=1)), "the first infusion of CAR T cells"),
        (first(events("cell_infusion")), "the first infusion of CAR T cells on record"),
        (first(events("cell_infusion"), n=2), "the second infusion of CAR T cells on record"),
        (last(events("cell_infusion", infusion=1)), "the last first infusion of CAR T cells"),
        (
            first(events("cell_infusion", infusion=at_least(2))),
            "the first infusion of CAR T cells with infusion of 2 or more",
        ),
        (
            first(events("marrow_blasts", percent=at_least(5))),
            "the first marrow with blasts of 5% or more",
        ),
        (
            last(events("blood_blasts", percent=at_most(0.5))),
            "the last blood count with blasts of 0.5% or less",
        ),
        (
            first(events("residual_disease", result="negative", sensitivity=at_most(1e-4))),
            "the first negative test for residual disease with sensitivity of 0.0001 or less",
        ),
        (
            first(events("drug_given", drug=of_class("corticosteroid"))),
            "the first drug given of the class corticosteroid",
        ),
        (
            first(events("therapy_started", drugs=not_understood())),
            "the first start of therapy with drugs that include a word that no term knows",
        ),
        (
            first(events("therapy_started", setting=one_of("salvage", "other"), dose_g_per_m2=3)),
            "the first start of (salvage or other) therapy with dose g per m2 of 3",
        ),
        (
            first(events("cytokine_release_grade", present=False)),
            "the first grade of cytokine release with no reaction",
        ),
        (
            field_of(first(events("demographics")), "born"),
            "the date of birth of the first record of demographics",
        ),
    ],
)
def test_events_are_called_by_the_noun_phrase_of_their_kind(definition, read):
    assert sentence(definition) == read


def test_a_kind_of_a_study_is_called_as_it_declares_or_by_its_name():
    phrases = Names(phrases=CORE.extended([Visit]).noun_phrases)
    visit = first(events("visit", clinic="north", score=at_least(3)))

    assert (
        sentence(visit, phrases) == "the first visit to the north clinic with a score of 3 or more"
    )
    assert sentence(first(events("prior_heart_surgery"))) == "the first prior heart surgery"


def test_no_two_kinds_are_called_alike():
    called = [sentence(events(kind)) for kind in CORE.kinds]

    assert len(called) == len({*called})


@pytest.mark.parametrize(
    "tests",
    [
        ({"drugs": includes("a")}, {"drugs": one_of("a")}, {"drugs": of_class("a")}),
        ({"drugs": includes("a", "b")}, {"drugs": one_of("a", "b")}, {"drugs": "a"}),
        ({"dose_g_per_m2": 3}, {"dose_g_per_m2": at_least(3)}, {"dose_g_per_m2": at_most(3)}),
        ({"setting": "salvage"}, {"setting": "salvage", "drugs": includes("a")}, {}),
        ({"regimen": "a or b"}, {"regimen": one_of("a", "b")}, {"regimen": of_class("a or b")}),
    ],
)
def test_different_tests_read_differently(tests):
    read = [sentence(events("therapy_started", **fields)) for fields in tests]

    assert len(read) == len({*read})


@pytest.mark.parametrize("study", [wudhikarn2021.STUDY, stanford.STUDY, mgus2.STUDY])
def test_two_different_definitions_of_a_study_never_read_alike(study):
    by_words = defaultdict(set)
    for definition in pinned(study).values():
        by_words[definition.says].add(definition.fingerprint)

    assert [says for says, found in by_words.items() if len(found) > 1] == []
