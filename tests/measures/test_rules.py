"""Measures that read the study itself: what they say is nowhere typed again."""

from dataclasses import replace
from datetime import date

import pytest

from analyses.errors import InvalidInputError
from projections.language import events, first
from projections.measures import Limit, Method, Parts, Setting, Wording
from tests.measures.cohort import STUDY, values


def test_a_limit_is_read_out_of_the_definition_that_tests_it():
    assert values(Limit("relapse", "percent", ">=")) == {"value": 5}
    assert values(Limit("remission", "percent", "<")) == {"value": 5}


def test_a_limit_moves_with_its_definition():
    relapse = first(events("marrow_blasts", percent=STUDY.definitions["relapse"].of.where[0].value))
    moved = replace(STUDY, definitions={**STUDY.definitions, "relapse": relapse})

    with pytest.raises(InvalidInputError, match="against 0 numbers"):
        values(Limit("relapse", "percent", ">="), study=moved)


def test_the_parts_of_an_endpoint_are_named_and_its_patients_counted():
    assert values(Parts("time_to_relapse")) == {"events": "relapse", "competing": "death", "n": 4}


def test_a_classification_says_its_labels_and_its_source():
    assert values(Wording("sex", {"the registry": "a registry", "female": "women"})) == {
        "labels": "women; male",
        "source": "a registry",
    }


def test_a_method_is_that_of_the_plan():
    assert values(Method("survival")) == {"method": "Kaplan-Meier"}
    assert values(Method("factors", {"transplant": "transplantation"})) == {
        "method": "Cox",
        "exposures": "transplantation",
        "entry": 1.0,
    }


def test_a_setting_is_that_of_the_study():
    assert values(Setting("cutoff")) == {"value": "2020-12-31"}
    moved = replace(STUDY, significance=0.01, cutoff=date(2021, 1, 1))
    assert values(Setting("significance"), study=moved) == {"value": 0.01}
