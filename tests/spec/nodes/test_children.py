"""Definitions are walked through in one way: by the nodes that each of them is composed of."""

from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Episodes,
    count,
    days_between,
    earliest,
    events,
    first,
    in_episode,
    judged,
    last,
    reached,
    signal,
)
from projections.language.cutoff_dependence import moves
from projections.language.node import nodes_within
from projections.language.parts import parts_of
from projections.language.scope import only_inside_episodes

infusions = events("cell_infusion", infusion=1)
infusion = first(infusions)
blasts = signal("marrow_blasts", "percent").since(infusion)
low = blasts < 5
remission = first(low, after=infusion)
lines = Episodes((events("treatment_started"),), after=infusion)


def test_the_children_of_a_node_are_the_nodes_it_holds_in_the_order_of_its_fields():
    assert list(remission.children()) == [low, remission.window]
    assert list(low.children()) == [blasts, low.test]
    assert list(earliest(remission, infusion).children()) == [remission, infusion]
    assert list(EPISODE_START.children()) == []


def test_a_walk_meets_every_node_once_and_before_what_it_holds():
    definitions = {"remission": remission, "either": (earliest(remission, infusion), low)}
    met = [id(node) for node in nodes_within(definitions)]

    assert len(met) == len({*met})
    assert met.index(id(remission)) < met.index(id(low)) < met.index(id(infusion))
    assert id(infusions.where[0]) in met


def test_a_reader_opens_next_what_has_a_value_of_its_own_and_a_rule_before_its_bounds():
    assert parts_of(remission) == (low, infusion)
    assert parts_of(low) == (infusion,)
    assert parts_of(judged(reached(infusion), remission)) == (reached(infusion), remission)
    assert parts_of(infusion) == ()
    assert parts_of(days_between(infusion, remission)) == (infusion, remission)
    assert parts_of(count(infusions, after=infusion)) == (infusion,)
    assert parts_of(in_episode(1, lines, remission)) == ()


def test_a_definition_moves_with_the_cutoff_wherever_last_takes_part_in_it():
    latest = last(infusions)

    assert moves(in_episode(1, lines, first(blasts.since(latest) < 5)))
    assert moves(first(low, before=earliest(infusion, latest)))
    assert not moves(in_episode(1, lines, remission))


def test_what_is_looked_for_in_an_episode_is_about_the_patient():
    assert only_inside_episodes(first(low, after=EPISODE_START))
    assert not only_inside_episodes(in_episode(1, lines, first(low, before=EPISODE_END)))
