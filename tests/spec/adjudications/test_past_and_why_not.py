"""A decision changes a value from when it is recorded, and is told where it stands against one."""

import pytest

from projections.audit import AuditQuery, ValueHistory, why_not
from tests.projections.logs import histories
from tests.spec.adjudications.asked import APPLIED, DERIVED, RECORD, audit, decisions, replayed
from tests.spec.tables import read_events

NO_RELAPSE = """
    occurred   | kind        | recorded   | fields
    2020-04-01 | adjudicated | 2021-01-10 | definition=relapse decision="not reached"
"""
NO_RESPONSE = """
    occurred   | kind        | fields
    2020-06-15 | adjudicated | definition=response decision=none
"""


def past_of(name, text, study):
    history = histories([*read_events(RECORD), *decisions(text)])["A"]
    return ValueHistory(study, AuditQuery(name), history, replayed(text, study).as_of)


def answer(name, label, text):
    history = histories([*read_events(RECORD), *decisions(text)])["A"]
    return why_not(audit(replayed(text)), AuditQuery(name), label, history)


def test_the_past_of_a_value_shows_from_when_a_decision_was_known():
    rows = past_of("relapse", NO_RELAPSE, APPLIED).by_knowledge()

    assert [(row.value, row.date) for row in rows[-2:]] == [
        ("reached", "2020-04-01"),
        ("not reached", None),
    ]
    assert [event.kind for event in caused(rows[-1], NO_RELAPSE)] == ["adjudicated"]


def test_a_class_is_another_at_cutoffs_from_the_day_of_the_decision_on():
    row = past_of("response", NO_RESPONSE, APPLIED).by_cutoff()[-1]

    assert (row.before, row.value, row.as_of.cutoff.isoformat()) == (
        "remission",
        "none",
        "2020-06-15",
    )


def test_a_decision_that_is_not_applied_changes_nothing():
    values = [item.value for item in past_of("relapse", NO_RELAPSE, DERIVED).by_knowledge()]

    assert values[-1] == "reached"


@pytest.mark.parametrize(
    ("name", "label", "text", "found"),
    [
        ("relapse", "", NO_RELAPSE, "decided otherwise"),
        ("response", "remission", NO_RESPONSE, "decided to be none"),
    ],
)
def test_what_was_decided_stands_against_what_the_rule_says(name, label, text, found):
    (unmet,) = answer(name, label, text).unmet
    (decision,) = [decision for decision in decisions(text) if decision.kind == "adjudicated"]

    assert (unmet.found, unmet.event) == (found, decision.id)


def test_nothing_stands_against_what_was_decided():
    assert answer("response", "none", NO_RESPONSE).unmet == ()


def caused(row, text):
    return [decision for decision in decisions(text) if decision.id in row.because]
