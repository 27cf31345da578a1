"""The paper against the shipped cohort: how many claims hold, and exactly which do not."""

from functools import cache

import pytest

from console.claims.files import read_claims, read_misses
from projections.cohort.replay import Replay
from projections.studies.wudhikarn2021 import STUDY
from projections.study.measures import sentence
from reconstruction.published_tables import FOLDER
from tests.projections.logs import laid_out
from tests.studies.cohort import CUTOFF, events, replay
from tests.studies.not_reproduced import CLAIMS, EXPECTED, found_otherwise, statuses
from timeline.log import AsOf

EARLIER = read_claims(FOLDER / "park2018.csv", STUDY)


@cache
def found():
    return statuses(replay())


def test_six_hundred_and_eighty_nine_of_720_claims_can_be_replayed():
    assert len(CLAIMS) == 720
    assert len(found()) == 689


def test_most_claims_are_reproduced():
    assert sum(status == "reproduced" for status in found().values()) >= 650


def test_exactly_the_listed_claims_are_contradicted_or_missed():
    """``python -m tests.studies.not_reproduced`` writes the list again."""
    assert found_otherwise(found()) == EXPECTED.read_text(encoding="utf-8")


def test_every_miss_has_its_reason():
    why = read_misses(FOLDER / "misses.csv", CLAIMS)

    assert [name for name, s in found().items() if s == "missed" and name not in why] == []


def test_every_measure_serves_a_claim_and_has_a_sentence():
    used = {printed.measure for claim in CLAIMS + EARLIER for printed in claim.printed}

    assert set(STUDY.measures) - used == set()
    assert all(sentence(measure) for measure in STUDY.measures.values())


def without(kind, patient):
    kept = [event for event in events() if (event.kind, event.patient) != (kind, patient)]
    return Replay(STUDY, laid_out(kept), AsOf(CUTOFF, None))


@pytest.mark.parametrize(
    ("kind", "patient", "claims"),
    [
        ("death", "MSK50", ["text.deaths", "text.death_disease"]),
        ("cell_expansion", "MSK13", ["text.re_expanded", "table5.msk13.second_peak_vcn_per_ml"]),
        ("immunophenotype", "MSK53", ["text.cd19neg", "table4.msk53.cd19_at_relapse"]),
        ("transplant", "MSK35", ["text.hsct_post", "text.bi_cr_hsct"]),
    ],
)
def test_a_lost_event_changes_the_status_of_the_claims_that_rest_on_it(kind, patient, claims):
    assert {found()[claim] for claim in claims} == {"reproduced"}
    after = statuses(without(kind, patient))

    assert "reproduced" not in {after[claim] for claim in claims}
