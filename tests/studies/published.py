"""The cohort that Tables 4 and 5 print, as the study's definitions see it at the paper's cutoff."""

from datetime import date
from functools import cache

from projections.episodes import episode_rows
from projections.language import Classes, Milestone
from projections.replay import Replay
from projections.studies.wudhikarn2021 import STUDY
from tests.projections.logs import laid_out
from tests.reconstruction.published_tables import FOLDER
from timeline.intake.readers import read_lines
from timeline.log import AsOf
from timeline.vocabulary import CORE

CUTOFF = date(2019, 12, 31)


@cache
def log():
    lines = read_lines(FOLDER / "published_patients.jsonl", CORE)
    return laid_out([CORE.parse(line.raw) for line in lines])


def replay(study=STUDY):
    return Replay(study, log(), AsOf(CUTOFF, None))


@cache
def values(name):
    """Each patient's value under a definition: a class, a number or word, or whether reached."""
    node, cohort = STUDY.definitions[name], replay()
    if isinstance(node, Classes):
        return cohort.classes(name)
    if isinstance(node, Milestone):
        table = cohort.milestone(name)
        return dict(zip(table.patient.tolist(), table.reached.tolist(), strict=True))
    return cohort.quantity(name)


@cache
def lines():
    """Every line of salvage of every patient."""
    return episode_rows(replay(), "salvage_line")
