"""The audit shows both: what the rule says with its tree, and what was decided, by whom and why."""

from tests.spec.adjudications.asked import APPLIED, DERIVED, audit, replayed

MOVED = """
    occurred   | kind        | fields
    2020-06-01 | adjudicated | definition=relapse decision=reached
"""
NONE = """
    occurred   | kind        | fields
    2020-03-01 | adjudicated | definition=response decision=none
"""
IN_LINE = """
    occurred   | kind        | fields
    2020-06-01 | adjudicated | definition=cleared episodes=line episode=1 decision=reached
"""


def test_a_decision_that_is_applied_is_the_value_and_the_rule_is_told_beside_it():
    tree = audit(replayed(MOVED, APPLIED)).derivation("relapse")

    assert (tree.value, tree.date) == ("reached", "2020-06-01")
    assert tree.adjudication.applied
    assert (tree.adjudication.derived, tree.adjudication.date) == ("reached", "2020-04-01")
    assert tree.decided_by == (tree.adjudication.event,)
    assert [part.date for part in tree.parts if part.name == "remission"] == ["2020-02-01"]


def test_a_decision_that_is_not_applied_is_told_beside_the_value():
    tree = audit(replayed(MOVED, DERIVED)).derivation("relapse")

    assert (tree.value, tree.date) == ("reached", "2020-04-01")
    assert not tree.adjudication.applied
    assert tree.adjudication.event not in tree.decided_by


def test_a_decision_is_told_where_a_value_rests_on_it():
    tree = audit(replayed(MOVED)).derivation("EFS")
    (failure,) = (part for part in tree.parts if part.name == "failure")
    (relapse,) = (part for part in failure.parts if part.name == "relapse")

    assert tree.value == "failure after 152 days"
    assert tree.adjudication is None
    assert relapse.adjudication.applied


def test_the_tree_of_a_decided_class_is_that_of_the_rule():
    tree = audit(replayed(NONE)).derivation("response")

    assert tree.value == "none"
    assert tree.adjudication.derived == "remission"
    assert [part.value for part in tree.parts] == ["true"]


def test_a_decision_inside_an_episode_is_told_there():
    tree = audit(replayed(IN_LINE)).of_episode("line", 1, "cleared")

    assert (tree.value, tree.date) == ("reached", "2020-06-01")
    assert tree.adjudication.derived == "not reached"
    assert tree.as_json()["adjudication"]["derived"] == {"value": "not reached", "date": None}


def test_a_value_of_which_nothing_was_decided_has_no_adjudication():
    assert audit(replayed(MOVED)).derivation("remission").adjudication is None
