"""Where a patient of the first study stands at the cutoff, told apart by the last that is known."""

from datetime import timedelta

import pytest

from projections.cohort.replay import Replay
from projections.sequence import sequence_graph
from projections.studies.wudhikarn2021 import STUDY
from tests.projections.logs import laid_out
from tests.sequence.cohort import FIRST_DAY, told
from timeline.log import AsOf

UNTIL_PROGRESSION = (
    ("registered", 0, {"study": "wudhikarn2021"}),
    ("extramedullary", 1, {"site": "whole body", "status": "absent"}),
    ("cell_infusion", 10, {"product": "x", "infusion": 1}),
    ("marrow_blasts", 38, {"percent": 1}),
    ("marrow_blasts", 100, {"percent": 40}),
)
SALVAGE = ("therapy_started", 110, {"drugs": ["cytarabine"], "setting": "salvage"})
REMISSION = ("marrow_blasts", 138, {"percent": 1})
RELAPSE = ("marrow_blasts", 300, {"percent": 30})


def path(*facts, day=400):
    as_of = AsOf(FIRST_DAY + timedelta(days=day))
    graph = sequence_graph(Replay(STUDY, laid_out(told("A", *UNTIL_PROGRESSION, *facts)), as_of))
    return [step.place.name for step in graph.paths["A"]]


@pytest.mark.parametrize(
    ("facts", "ending"),
    [
        ((SALVAGE, ("death", 120, {"cause": "disease"})), "dead of disease"),
        ((SALVAGE, ("death", 120, {"cause": "treatment"})), "dead of treatment"),
        ((SALVAGE, ("death", 120, {"cause": "other"})), "dead of other cause"),
        ((SALVAGE, ("death", 120, {})), "dead of unknown cause"),
        ((SALVAGE, REMISSION, ("lost_to_follow_up", 200, {})), "lost to follow-up"),
        ((SALVAGE, REMISSION, ("contact", 350, {})), "alive in CR"),
        ((SALVAGE, REMISSION, RELAPSE), "alive with disease"),
        ((SALVAGE,), "alive with disease"),
        ((), "alive with disease"),
        (
            (
                SALVAGE,
                REMISSION,
                ("extramedullary", 200, {"site": "testis", "status": "present"}),
            ),
            "alive with disease",
        ),
    ],
)
def test_a_patient_stands_where_the_last_known_fact_says(facts, ending):
    assert path(*facts)[-1] == f"end/{ending}"


def test_a_patient_whose_line_is_not_yet_assessed_is_on_therapy():
    assert path(SALVAGE, day=120)[1:] == [
        "1/nonintensive/not yet assessed",
        "end/on therapy, not yet assessed",
    ]


def test_an_assessment_or_the_end_of_the_response_window_ends_being_on_therapy():
    assert path(SALVAGE, REMISSION, day=140)[-1] == "end/alive in CR"
    assert path(SALVAGE, day=169)[-1] == "end/on therapy, not yet assessed"
    assert path(SALVAGE, day=170)[-1] == "end/alive with disease"


def test_a_death_after_loss_to_follow_up_is_a_death():
    facts = (SALVAGE, ("lost_to_follow_up", 200, {}), ("death", 250, {"cause": "disease"}))

    assert path(*facts)[-1] == "end/dead of disease"
    assert path(*facts, day=240)[-1] == "end/lost to follow-up"


def test_a_patient_never_treated_again_stays_in_the_untreated_arm():
    assert path(("supportive_care_only", 105, {}), ("death", 130, {}))[1] == "no salvage therapy"
