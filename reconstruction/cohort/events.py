"""The whole cohort as events: the solved tables, and all that is told around them."""

from collections.abc import Iterator

from reconstruction.cohort.background import history
from reconstruction.cohort.blasts import settled
from reconstruction.cohort.disease import disease
from reconstruction.cohort.facts import Fact
from reconstruction.cohort.follow_up import end, supportive_care, visits
from reconstruction.cohort.infusion import before_infusion, first_infusion
from reconstruction.cohort.nervous_system import nervous_system
from reconstruction.cohort.palliation import palliation
from reconstruction.cohort.progression import progression
from reconstruction.cohort.reactions import reactions_to_first_infusion
from reconstruction.cohort.recording import recorded_events
from reconstruction.cohort.remission import response
from reconstruction.cohort.salvage import salvage
from reconstruction.cohort.tables import Patient, read_patients
from reconstruction.cohort.wording import worded
from reconstruction.published_tables import FOLDER
from reconstruction.writing import jsonl_text

CHAPTERS = (
    disease, history, before_infusion, first_infusion, reactions_to_first_infusion, response,
    progression, salvage, supportive_care, visits, end,
)  # fmt: skip

AFTERTHOUGHTS = (palliation, nervous_system)
"""Chapters that follow from what the others tell."""


def facts_of(patient: Patient) -> list[Fact]:
    """All facts of one patient; what would have come after the last day never happened."""
    facts = [fact for chapter in CHAPTERS for fact in chapter(patient) if fact.day <= patient.last]
    for later in AFTERTHOUGHTS:
        facts += [fact for fact in later(patient, facts) if fact.day <= patient.last]
    return [worded(patient, fact) for fact in settled(patient, facts)]


def cohort_jsonl() -> str:
    """The text of ``cohort.jsonl``."""
    return jsonl_text(_events())


def _events() -> Iterator[dict[str, object]]:
    for patient in read_patients(FOLDER):
        yield from recorded_events(patient, facts_of(patient))
