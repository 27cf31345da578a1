"""A remission after no response, or with disease on its own day, is a finding with its events."""

from dataclasses import replace
from datetime import timedelta

from projections.cohort.replay import Replay
from projections.findings.consistency import contradicted
from projections.language import events, first
from projections.states import histories, refused_moves, stays_of
from projections.studies.wudhikarn2021 import STUDY
from tests.projections.logs import laid_out
from tests.spec.clinical.asked import INFUSED, _events, asked, day, in_lines, value
from tests.spec.tables import table
from timeline.log import AsOf

LATE_RESPONDER = """
    record | day | kind            | fields
    1      | -5  | extramedullary  | site=cns status=absent
    2      | 0   | cell_infusion   | product=x infusion=1
    3      | 28  | marrow_blasts   | percent=60
    4      | 70  | marrow_blasts   | percent=2
    5      | 200 | marrow_blasts   | percent=50
"""


def replayed(text, cutoff=365):
    study = replace(STUDY, enrolment=first(events()))
    return Replay(study, laid_out(_events(text)), AsOf(INFUSED + timedelta(days=cutoff), None))


def findings(text):
    """Name, statement and records of what the study finds suspicious."""
    record = {event.id: event.source_record for event in _events(text)}
    return [
        (item.name, item.statement, [record[event] for event in item.events])
        for item in contradicted(replayed(text))
    ]


def test_a_remission_after_no_response_is_a_finding_and_progression_stays_where_it_was():
    said = "remission after no response, without another treatment between"

    assert value("response_to_infusion", LATE_RESPONDER) == "no response"
    assert day("progression", LATE_RESPONDER) == "28"
    assert day("remission_after_infusion", LATE_RESPONDER) == "70"
    assert day("relapse", LATE_RESPONDER) == "200"
    assert asked("doubt_about_remission_after_infusion", LATE_RESPONDER) == table(f"""
        patient | value  | day | decided by
        A       | {said} |     | 3, 4
    """)
    assert findings(LATE_RESPONDER) == [
        ("remission in doubt", f"doubt about remission after infusion: {said}", ["3", "4"])
    ]


def test_a_remission_within_the_window_is_the_best_response_and_a_finding_too():
    within = LATE_RESPONDER.replace("| 70 ", "| 45 ")

    assert value("response_to_infusion", within) == "CR with MRD unknown"
    assert day("no_response_to_infusion", within) == "28"
    assert [name for name, *_ in findings(within)] == ["remission in doubt"]


def test_the_states_of_such_a_patient_follow_what_was_found():
    walked = histories(replayed(f"{LATE_RESPONDER}    6 | 0 | registered | study=wudhikarn2021\n"))

    assert refused_moves(walked) == []
    assert [stay.label for stay in stays_of(walked, "A")] == [
        "infused",
        "refractory",
        "in CR with MRD unknown",
        "relapsed",
    ]


def test_in_a_line_of_salvage_it_is_one_too():
    record = f"""{LATE_RESPONDER.replace("| 70 ", "| 27 ")}
        6      | 210 | therapy_started | drugs=blinatumomab setting=salvage
        7      | 235 | marrow_blasts   | percent=40
        8      | 262 | marrow_blasts   | percent=1
    """

    assert [line["line_response"] for line in in_lines("line_response", text=record)] == [
        "CR with MRD unknown"
    ]
    assert ("remission in doubt", ["7", "8"]) in [(name, by) for name, _, by in findings(record)]
    assert value("doubt_about_remission_in_line", record).startswith("remission after no response")


def test_disease_on_the_day_of_a_remission_is_a_finding():
    record = """
        record | day | kind           | fields
        1      | -5  | extramedullary | site=cns status=absent
        2      | 0   | cell_infusion  | product=x infusion=1
        3      | 28  | marrow_blasts  | percent=2
        4      | 28  | blood_blasts   | percent=30
    """

    ((name, statement, _),) = findings(record)
    assert name == "remission in doubt"
    assert statement.endswith("disease shown on the day of the remission")


def test_a_remission_without_imaging_is_a_finding():
    record = "\n".join(line for line in LATE_RESPONDER.splitlines() if "| -5 " not in line)

    assert ("remission without imaging", ["4"]) in [(name, by) for name, _, by in findings(record)]
