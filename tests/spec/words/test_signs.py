"""The words in which signs of CRS and ICANS are told, as ``timeline schema`` explains them."""

import re

import pytest

from tests.spec.clinical.asked import INFUSION, value
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
NORMAL = {
    "ice_score": 10, "consciousness": "alert", "seizure": "none", "motor": "none", "oedema": "none",
}  # fmt: skip


def explained(kind, field):
    shape = CORE.kinds[kind].model_json_schema()["properties"][field]
    (words,) = (item for item in shape.get("anyOf", [shape]) if "oneOf" in item)
    return {word["const"]: word["description"] for word in words["oneOf"]}


@pytest.mark.parametrize(("kind", "field"), SIGNS)
def test_each_word_of_a_sign_is_explained(kind, field):
    words = explained(kind, field)

    assert len(words) >= 4
    assert all(len(meaning) >= len("room air") for meaning in words.values())


GRADED_BY = {
    "cytokine_release_signs": ("crs_after_infusion_grade_by_signs", "temperature_celsius=39 "),
    "neurotoxicity_signs": ("icans_after_infusion_grade_by_signs", ""),
}
WORDS = [
    (kind, field, word, meaning)
    for kind, field in SIGNS
    for word, meaning in explained(kind, field).items()
]


@pytest.mark.parametrize(("kind", "field", "word", "meaning"), WORDS)
def test_a_word_leads_to_the_grade_that_its_explanation_names(kind, field, word, meaning):
    """Beside a fever, which is grade 1 itself; the other domains of ICANS are normal."""
    named = re.search("grade [2-4]$", meaning)
    graded, beside = GRADED_BY[kind]
    normal = NORMAL if kind == "neurotoxicity_signs" else {}
    signs = {**normal, field: word}
    told = " ".join(f'{name}="{said}"' for name, said in signs.items())
    record = f"day | kind | fields\n{INFUSION}\n3 | {kind} | {beside}{told}"
    least = "grade 1" if beside else "grade 0"

    assert value(graded, record) == (named[0] if named else least)


def test_a_number_or_truth_is_explained_as_well():
    for kind, field in (
        ("cytokine_release_signs", "temperature_celsius"),
        ("cytokine_release_signs", "fluid_responsive_hypotension"),
        ("neurotoxicity_signs", "ice_score"),
    ):
        shape = CORE.kinds[kind].model_json_schema()["properties"][field]["anyOf"][0]
        assert "grade" in shape["description"]


@pytest.mark.parametrize(
    ("kind", "stated"),
    [("cytokine_release_signs", {"oxygen": "none"}), ("neurotoxicity_signs", {"seizure": "none"})],
)
def test_a_sign_that_is_null_or_left_out_is_no_observation(kind, stated):
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

    assert CORE.parse({**told, **stated}).payload == stated
    assert CORE.parse({**told, **dict.fromkeys(signs), **stated}).payload == stated
