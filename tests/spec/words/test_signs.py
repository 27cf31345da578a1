"""The words in which signs of CRS and ICANS are told, as ``timeline schema`` explains them."""

import pytest

from timeline.vocabulary import CORE
from timeline.vocabulary.event import ENVELOPE

SIGNS = [
    ("cytokine_release_signs", "vasopressors"),
    ("cytokine_release_signs", "oxygen"),
    ("neurotoxicity_signs", "consciousness"),
    ("neurotoxicity_signs", "seizure"),
    ("neurotoxicity_signs", "motor"),
    ("neurotoxicity_signs", "oedema"),
]


def explained(kind, field):
    shape = CORE.kinds[kind].model_json_schema()["properties"][field]
    (words,) = (one for one in shape.get("anyOf", [shape]) if "oneOf" in one)
    return {word["const"]: word["description"] for word in words["oneOf"]}


@pytest.mark.parametrize(("kind", "field"), SIGNS)
def test_each_word_of_a_sign_is_explained(kind, field):
    words = explained(kind, field)

    assert len(words) >= 4
    assert all(len(meaning) >= len("room air") for meaning in words.values())


@pytest.mark.parametrize("kind", ["cytokine_release_signs", "neurotoxicity_signs"])
def test_a_sign_that_is_null_or_left_out_is_no_observation(kind):
    told = {
        "kind": kind,
        "patient": "A",
        "occurred": "2020-01-03",
        "recorded": "2020-01-04T12:00:00Z",
        "recorder": "registry",
        "source_system": "edc",
        "source_record": "1",
    }
    signs = set(CORE.kinds[kind].model_fields) - ENVELOPE

    assert CORE.parse(told).payload == {}
    assert CORE.parse({**told, **dict.fromkeys(signs)}).payload == {}
