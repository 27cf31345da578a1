from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import entries
from timeline.amendments import ALWAYS, Entry, Held, intervals

FACT, OTHER, A, B, C = (bytes([number]) for number in range(1, 6))


# The oracle asks of one entry at one instant, and then the same of each of its amendments.


def holds(entry, instant, known):
    told = [one for one in known if one.recorded <= instant]
    return (
        entry in told
        and below(entry, told) is not None
        and not any(supersedes(one, entry, told) and holds(one, instant, told) for one in told)
    )


def below(entry, told):
    """What an entry leads to, down to a fact; None if it leads to none."""
    if entry.target is None:
        return []
    rest = [one for one in told if one != entry]
    aim = next((one for one in rest if one.id == entry.target), None)
    further = aim and below(aim, rest)
    return None if further is None else [aim, *further]


def supersedes(one, other, told):
    amended = amends(one, told)
    shared = [aim for aim in amended if aim in amends(other, told)]
    return other in amended or (bool(shared) and later(one, other, told))


def amends(entry, told):
    leads_to = below(entry, told) or []
    return leads_to[:1] if entry.retracts else leads_to


def later(one, other, told):
    return order(one, told) > order(other, told)


def order(entry, told):
    chain = [entry, *below(entry, told)]
    return max(link.recorded for link in chain), len(chain), entry.recorded, entry.id


def holding(held, instant):
    return any(interval.start <= instant < interval.end for interval in held)


@given(entries())
def test_an_entry_holds_while_nothing_that_holds_supersedes_it(known):
    held = intervals(known)

    for instant in range(7):
        asked = {one.id: holds(one, instant, known) for one in known}
        assert {one: holding(held[one], instant) for one in asked} == asked


@given(entries(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_irrelevant(known, chance):
    shuffled = known.copy()
    chance.shuffle(shuffled)

    assert intervals(shuffled) == intervals(known)


@given(entries(), st.integers(0, 5))
def test_what_is_recorded_later_changes_nothing_that_held_before(known, lock):
    before = intervals(one for one in known if one.recorded <= lock)
    after = intervals(known)

    for one in before:
        for instant in range(lock + 1):
            assert holding(before[one], instant) == holding(after[one], instant)


@given(entries())
def test_intervals_are_apart_and_each_ends_by_an_amendment_that_begins_to_hold_then(known):
    held = intervals(known)

    for parts in held.values():
        assert all(part.start < part.end for part in parts)
        assert all(earlier.end < later.start for earlier, later in pairwise(parts))
        for part in parts:
            assert (part.by is None) == (part.end == ALWAYS)
            assert part.by is None or part.end in [amending.start for amending in held[part.by]]


@given(entries())
def test_one_reading_of_a_fact_holds_at_any_instant_from_its_first_on(known):
    held = intervals(known)

    for fact in known:
        if fact.target is None:
            said = [one for one in known if reads(one, fact, known)]
            for instant in range(fact.recorded, 7):
                assert sum(holding(held[one.id], instant) for one in said) == 1


def reads(entry, fact, known):
    """Whether an entry is the fact, or puts another fact or nothing in its place."""
    leads_to = amends(entry, known)
    return entry == fact or fact in leads_to


def test_amendments_in_a_circle_have_no_effect():
    held = intervals([Entry(FACT, 0), Entry(A, 1, B), Entry(B, 2, C), Entry(C, 3, A)])

    assert held == {FACT: [Held(0, ALWAYS, None)], A: [], B: [], C: []}


def test_an_amendment_of_itself_has_no_effect():
    assert intervals([Entry(A, 1, A)]) == {A: []}


def test_an_amendment_of_something_unknown_has_no_effect():
    assert intervals([Entry(A, 2, OTHER)]) == {A: []}


def test_an_amendment_takes_effect_when_its_target_is_recorded():
    held = intervals([Entry(A, 1, FACT), Entry(FACT, 2)])

    assert held == {A: [Held(2, ALWAYS, None)], FACT: []}


def test_of_two_amendments_recorded_at_once_the_greater_id_is_the_later():
    held = intervals([Entry(FACT, 1), Entry(B, 2, FACT), Entry(A, 2, FACT)])

    assert held == {FACT: [Held(1, 2, B)], A: [], B: [Held(2, ALWAYS, None)]}


def test_a_long_chain_of_corrections_is_followed_to_its_end():
    chain = [Entry(bytes([n + 1]), n, bytes([n]) if n else None) for n in range(100)]
    held = intervals(chain)

    for one, following in pairwise(chain):
        assert held[one.id] == [Held(one.recorded, following.recorded, following.id)]
    assert held[chain[-1].id] == [Held(99, ALWAYS, None)]
