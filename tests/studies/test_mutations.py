"""No reproduced claim holds whatever happened: a change of events turns it to missed."""

import pytest

from tests.studies.mutations import chosen, to_be_turned, turned, written_down


@pytest.mark.parametrize("change", written_down())
def test_a_change_of_events_turns_its_claims_to_missed(change):
    """``python -m tests.studies.mutations`` chooses changes again."""
    assert set(written_down()[change]) - turned(change) == set()


def test_every_claim_that_is_reproduced_by_events_is_turned_by_a_change():
    listed = {claim for claims in written_down().values() for claim in claims}

    assert to_be_turned() - listed == set()


def test_narrow_changes_are_chosen_before_broad_ones():
    broad = {"a", "b", *map(str, range(100))}
    turns = {"all": broad, "one": {"a"}, "two": {"a", "b"}}

    assert chosen(turns, {"a", "b"}) == {"two": ["a", "b"]}
    assert chosen(turns, {"a", "7"}) == {"all": ["7"], "one": ["a"]}


def test_a_claim_that_no_change_turns_is_refused():
    with pytest.raises(ValueError, match="no change turns c: show it otherwise, or say that it"):
        chosen({"one": {"a"}}, {"a", "c"})
