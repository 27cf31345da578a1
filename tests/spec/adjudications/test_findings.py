"""A decision that can be used for nothing is a finding, and stops nothing."""

import pytest

from projections.findings.adjudications import adjudication_findings
from tests.spec.adjudications.asked import DERIVED, replayed, value
from tests.spec.tables import table


def decided(*fields):
    rows = [f"2020-04-01 | adjudicated | {said}" for said in fields]
    return "\n".join(["occurred | kind | fields", *rows])


@pytest.mark.parametrize(
    "row",
    table("""
        fields                                           | finding
        definition=relaps decision=reached               | the study has no such definition
        definition=relapse decision=perhaps              | write 'reached' or 'not reached'
        definition=response decision=partial             | it has no such class
        definition=days_to_remission decision=soon       | it is a number
        definition=EFS decision=reached                  | only milestones, classes and
        definition=line decision=reached                 | only milestones, classes and
        episodes=no episode=1 definition=cleared decision=reached   | the study has no such
        episodes=line episode=7 definition=cleared decision=reached | has no such episode
    """),
    ids=lambda row: row["fields"],
)
def test_a_decision_of_no_use_is_a_finding_and_decides_nothing(row):
    replay = replayed(decided(row["fields"]))
    (finding,) = adjudication_findings(replay)

    assert finding.name == "adjudication_of_no_use"
    assert row["finding"] in finding.statement
    assert value(replay, "relapse") == "2020-04-01"


def test_of_two_decisions_on_one_value_the_latest_recorded_counts_and_a_finding_says_so():
    two = """
        record | occurred   | kind        | recorded   | fields
        a      | 2020-04-01 | adjudicated | 2021-01-10 | definition=response decision=none
        b      | 2020-04-01 | adjudicated | 2021-01-09 | definition=response decision=remission
    """
    replay = replayed(two)
    (finding,) = adjudication_findings(replay)

    assert value(replay, "response") == "none"
    assert finding.name == "adjudications_in_conflict"
    assert finding.statement == (
        "«response» was decided to be 'remission' on 2020-04-01, then 'none' on 2020-04-01; "
        "the latest recorded counts"
    )


def test_a_possible_decision_is_no_finding_and_neither_is_the_same_one_twice():
    said = 'definition=relapse decision="not reached"'

    assert list(adjudication_findings(replayed(decided(said, said)))) == []


def test_decisions_are_found_also_where_they_are_not_applied():
    replay = replayed(decided("definition=relaps decision=reached"), DERIVED)

    assert [finding.patient for finding in adjudication_findings(replay)] == ["A"]
