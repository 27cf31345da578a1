"""An expert's decision takes the place of a derived value, wherever that value is used."""

from projections.cohort.episodes import episode_rows
from tests.spec.adjudications.asked import DERIVED, audit, replayed, value, values

NO_RELAPSE = """
    record | occurred   | kind        | recorded   | fields
    a      | 2020-04-01 | adjudicated | 2021-01-10 | definition=relapse decision="not reached"
"""
LATER = """
    record | occurred   | kind        | recorded   | fields
    a      | 2020-06-01 | adjudicated | 2021-01-10 | definition=relapse decision=reached
"""


def test_the_record_without_adjudications():
    replay = replayed(None)

    assert values(replay, "remission", "relapse", "failure") == [
        "2020-02-01",
        "2020-04-01",
        "2020-04-01",
    ]
    assert values(replay, "response", "EFS") == ["remission", "failure after 91 days"]


def test_adjudications_change_nothing_unless_they_are_applied():
    names = ("remission", "relapse", "failure", "response", "product", "EFS")

    assert values(replayed(NO_RELAPSE, DERIVED), *names) == values(replayed(None), *names)


def test_a_milestone_decided_as_not_reached_is_not_reached_for_all_that_rests_on_it():
    replay = replayed(NO_RELAPSE)

    assert values(replay, "relapse", "failure") == ["not reached", "not reached"]
    assert value(replay, "EFS") == "last seen after 213 days"
    assert replay.members("relapsed").tolist() == []
    assert episode_rows(replay, "line") == []


def test_a_milestone_decided_as_reached_is_reached_on_the_day_of_the_decision():
    replay = replayed(LATER)

    assert values(replay, "relapse", "failure") == ["2020-06-01", "2020-06-01"]
    assert value(replay, "EFS") == "failure after 152 days"
    assert episode_rows(replay, "line") == []


def test_the_evidence_of_a_decided_milestone_is_the_decision():
    replay = replayed(LATER)
    decided = next(item for item in replay.milestone("failure").evidence)

    assert audit(replay).derivation("relapse").decided_by == (decided,)


def test_a_class_is_decided_by_its_label():
    replay = replayed("""
        record | occurred   | kind        | fields
        a      | 2020-02-01 | adjudicated | definition=response decision=none
    """)

    assert values(replay, "remission", "response") == ["2020-02-01", "none"]
    assert replay.class_counts("response") == {"remission": 0, "none": 1}


def test_a_quantity_is_decided_as_a_number_or_word():
    replay = replayed("""
        record | occurred   | kind        | fields
        a      | 2020-02-01 | adjudicated | definition=days_to_remission decision=30
        b      | 2020-02-01 | adjudicated | definition=product decision="other cells"
    """)

    assert values(replay, "days_to_remission", "product") == [30, "other cells"]


def test_a_value_inside_an_episode_is_decided_by_the_number_of_the_episode():
    replay = replayed("""
        occurred | kind        | fields
        2020-06  | adjudicated | definition=line_response episodes=line episode=1 decision=remission
    """)
    (row,) = episode_rows(replay, "line")

    assert row.values["line_response"].value == "remission"
    assert row.values["cleared"].date is None


def test_what_rests_on_a_decision_inside_an_episode_follows_it():
    replay = replayed("""
        occurred   | kind        | fields
        2020-06-01 | adjudicated | episodes=line episode=1 definition=cleared decision=reached
    """)
    (row,) = episode_rows(replay, "line")

    assert row.values["cleared"].date == "2020-06-01"
    assert row.values["line_response"].value == "remission"


def test_a_decision_of_another_study_is_none_of_this_one():
    replay = replayed(NO_RELAPSE.replace("definition=", "study=other definition="))

    assert value(replay, "relapse") == "2020-04-01"


def test_a_decision_is_no_event_of_the_patients_life():
    """It is not seen as the last contact, and does not show the patient alive at a cutoff."""
    late = """
        record | occurred   | kind        | fields
        a      | 2020-11-01 | adjudicated | definition=relapse decision="not reached"
    """

    assert value(replayed(late), "EFS") == "last seen after 213 days"
    assert value(replayed(late, cutoff="2020-09-01"), "EFS") == "last seen after 213 days"
