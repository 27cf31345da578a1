from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import entries
from timeline.amendments import ALWAYS, Entry, Held, intervals, quarrels

FACT, OTHER, A, B, C = (bytes([number]) for number in range(1, 6))


# The oracle begins at a fact and asks for the amendment that rules it, then for the one that rules
# that amendment, and so on.


def holds(entry, instant, known):
    told = [item for item in known if item.recorded <= instant]
    facts = [item for item in told if item.target is None]
    if entry.retracts and entry.target is not None:
        amended = next((item for item in told if item.id == entry.target), None)
        reached = [item for fact in facts for item in all_of(fact, told)]
        return amended in reached and entry in told and ruling(amended, told) == entry
    return entry in [stands(fact, told) for fact in facts]


def all_of(entry, told):
    """An entry, its amendments, theirs, and so on."""
    return [entry, *(item for child in amendments(entry, told) for item in all_of(child, told))]


def amendments(entry, told):
    return [item for item in told if item.target == entry.id]


def stands(entry, told):
    """What stands at the end of the chain that begins with an entry; None if nothing does."""
    rules = ruling(entry, told)
    if rules is None:
        return entry
    return None if retracting(rules) else rules


def ruling(entry, told):
    """What stands for the amendment that rules an entry; None if none does."""
    living = {amendment: stands(amendment, told) for amendment in amendments(entry, told)}
    living = {one: said for one, said in living.items() if said is not None}
    for rank in sorted({rank_of(item) for item in living}, reverse=True):
        equal = sorted(item for item in living if rank_of(item) == rank)
        if len({(retracting(living[item]), living[item].says) for item in equal}) == 1:
            return living[equal[-1]]
    return None


def retracting(entry):
    return entry.retracts


def rank_of(entry):
    return entry.recorded, entry.revision


def holding(held, instant):
    return any(interval.start <= instant < interval.end for interval in held)


@given(entries())
def test_an_entry_holds_while_it_stands_at_the_end_of_its_chain(known):
    held = intervals(known)

    for instant in range(7):
        asked = {item.id: holds(item, instant, known) for item in known}
        assert {item: holding(held[item], instant) for item in asked} == asked


@given(entries(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_irrelevant(known, chance):
    shuffled = known.copy()
    chance.shuffle(shuffled)

    assert intervals(shuffled) == intervals(known)


@given(entries(), st.integers(0, 5))
def test_what_is_recorded_later_changes_nothing_that_held_before(known, lock):
    before = intervals(item for item in known if item.recorded <= lock)
    after = intervals(known)

    for item in before:
        for instant in range(lock + 1):
            assert holding(before[item], instant) == holding(after[item], instant)


@given(entries())
def test_intervals_are_apart_and_each_ends_by_an_amendment(known):
    held = intervals(known)
    by_id = {item.id: item for item in known}

    for identity, parts in held.items():
        assert all(part.start < part.end for part in parts)
        assert all(earlier.end < later.start for earlier, later in pairwise(parts))
        for part in parts:
            amendment = part.ended_by
            assert (amendment is None) == (part.end == ALWAYS)
            assert amendment is None or ends(amendment, by_id[identity], part.end, held, by_id)


def ends(by, entry, instant, held, by_id):
    """Whether an amendment begins to hold then, or amends the entry, or it or what it amends
    quarrels with the entry."""
    return (
        instant in [part.start for part in held[by]]
        or by_id[by].target == entry.id
        or any(
            (item.target, rank_of(item)) == (entry.target, rank_of(entry))
            for item in amended(by_id[by], by_id)
        )
    )


def amended(amendment, by_id):
    """An amendment and the amendments that it leads to."""
    while amendment is not None and amendment.target is not None:
        yield amendment
        amendment = by_id.get(amendment.target)


@given(entries())
def test_one_reading_of_a_fact_holds_or_a_retraction_of_one(known):
    held = intervals(known)

    for fact in known:
        if fact.target is None:
            said = all_of(fact, known)
            for instant in range(fact.recorded, 7):
                holding_now = [item for item in said if holding(held[item.id], instant)]
                readings = [item for item in holding_now if not retracting(item)]
                assert len(readings) == 1 or (not readings and holding_now)


@given(entries())
def test_amendments_quarrel_where_none_of_the_first_rank_rules(known):
    found = {identity for quarrel in quarrels(known) for identity in quarrel}

    assert found == {item.id for item in known if quarrelling(item, known)}


def quarrelling(entry, known):
    """Whether an amendment says otherwise than one of its rank, and none later or higher rules."""
    facts = [item for item in known if item.target is None]
    target = next((item for item in known if item.id == entry.target), None)
    if target is None or target not in [item for fact in facts for item in all_of(fact, known)]:
        return False
    living = [
        amendment for amendment in amendments(target, known) if stands(amendment, known) is not None
    ]
    above = [item for item in living if rank_of(item) >= rank_of(entry)]
    return entry in living and all(
        len({says(item, known) for item in above if rank_of(item) == rank}) > 1
        for rank in {rank_of(item) for item in above}
    )


def says(entry, known):
    said = stands(entry, known)
    return retracting(said), said.says


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


def test_of_two_amendments_recorded_at_once_the_higher_revision_rules():
    held = intervals([Entry(FACT, 1), Entry(B, 2, FACT, says=b"b"), revised(A, 2, FACT, b"a")])

    assert held == {FACT: [Held(1, 2, A)], A: [Held(2, ALWAYS, None)], B: []}


def test_a_later_amendment_rules_whatever_its_revision():
    held = intervals([Entry(FACT, 1), revised(B, 2, FACT, b"b"), Entry(A, 3, FACT, says=b"a")])

    assert held == {FACT: [Held(1, 2, B)], B: [Held(2, 3, A)], A: [Held(3, ALWAYS, None)]}


def test_of_equal_amendments_that_say_different_things_none_rules():
    known = [Entry(FACT, 1), Entry(A, 2, FACT, says=b"a"), Entry(B, 2, FACT, says=b"b")]

    assert intervals(known) == {FACT: [Held(1, ALWAYS, None)], A: [], B: []}
    assert quarrels(known) == [(A, B)]


def test_equal_amendments_that_say_the_same_do_not_quarrel():
    known = [Entry(FACT, 1), Entry(A, 2, FACT, says=b"a"), Entry(B, 2, FACT, says=b"a")]

    assert intervals(known) == {FACT: [Held(1, 2, B)], A: [], B: [Held(2, ALWAYS, None)]}
    assert quarrels(known) == []


def test_a_quarrel_ends_when_one_side_is_retracted():
    quarrel = [Entry(FACT, 1), Entry(A, 2, FACT, says=b"a"), Entry(B, 2, FACT, says=b"b")]
    known = [*quarrel, Entry(C, 3, A, retracts=True)]

    assert intervals(known)[FACT] == [Held(1, 3, B)]
    assert intervals(known)[B] == [Held(3, ALWAYS, None)]
    assert quarrels(known) == []


def test_a_retracted_fact_does_not_come_back_when_its_earlier_correction_is_corrected():
    retracted = [Entry(FACT, 1), Entry(A, 2, FACT), Entry(B, 3, FACT, retracts=True)]
    held = intervals([*retracted, Entry(C, 4, A)])

    assert held == {
        FACT: [Held(1, 2, A)],
        A: [Held(2, 3, B)],
        B: [Held(3, ALWAYS, None)],
        C: [],
    }


def revised(identity, recorded, target, says):
    return Entry(identity, recorded, target, revision=2, says=says)


def test_a_long_chain_of_corrections_is_followed_to_its_end():
    chain = [Entry(bytes([n + 1]), n, bytes([n]) if n else None) for n in range(100)]
    held = intervals(chain)

    for one, following in pairwise(chain):
        assert held[one.id] == [Held(one.recorded, following.recorded, following.id)]
    assert held[chain[-1].id] == [Held(99, ALWAYS, None)]
