"""What a study defines is what was accepted: a change of words has to be pinned to count."""

import pytest

from console.application.studies import pin_of, shipped
from projections.study.pin import pinned, read, redefinitions


@pytest.mark.parametrize("name", shipped())
def test_the_definitions_of_a_shipped_study_are_those_that_are_pinned(name):
    study = shipped()[name]
    accepted = read(pin_of(name, study).read_text(encoding="utf-8"))

    changed = [redefinition.name for redefinition in redefinitions(accepted, pinned(study))]

    assert changed == [], (
        f"look at 'timeline definitions --study {name} --changes', "
        f"then accept it with 'timeline definitions --study {name} --pin'"
    )
