from hypothesis import given, settings

from projections.comparison import MEMBER, snapshot
from projections.language import Endpoint, Episodes
from tests.projections.worlds import worlds


@given(worlds())
@settings(max_examples=150, deadline=None)
def test_a_value_is_compared_as_the_audit_of_the_patient_tells_it(world):
    found = snapshot(world.replay)
    assert found.patients.tolist() == world.replay.patients.tolist()
    for patient in found.patients.tolist():
        audit = world.audit(patient)
        assert found.value(patient, MEMBER).text == MEMBER
        for name, node in world.study.definitions.items():
            value, told = found.value(patient, name), audit.derived(node)
            match node:
                case Endpoint():
                    assert (value.date, value.ongoing) == (told.date, bool(told.open))
                    assert (
                        value.days is None or told.value == f"{value.text} after {value.days} days"
                    )
                case Episodes():
                    begun = 0 if value.text == "none" else int(value.text.partition(":")[0])
                    assert told.value == f"{begun} episodes"
                case _:
                    assert (value.text, value.date) == (told.value, told.date)


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_asking_for_some_values_gives_them_as_asking_for_all_does(world):
    whole = snapshot(world.replay)
    for name in whole.columns:
        alone = snapshot(world.replay, [name])
        assert list(alone.columns) == [name]
        for patient in whole.patients.tolist():
            assert alone.value(patient, name) == whole.value(patient, name)
