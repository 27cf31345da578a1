"""The whole cohort as events: the solved tables, and all that is told around them."""

from collections.abc import Iterator

from tests.reconstruction.cohort.background import history
from tests.reconstruction.cohort.disease import disease
from tests.reconstruction.cohort.facts import Fact
from tests.reconstruction.cohort.follow_up import end, supportive_care, visits
from tests.reconstruction.cohort.infusion import before_infusion, first_infusion
from tests.reconstruction.cohort.progression import progression
from tests.reconstruction.cohort.reactions import reactions_to_first_infusion
from tests.reconstruction.cohort.recording import recorded_events
from tests.reconstruction.cohort.remission import response
from tests.reconstruction.cohort.salvage import salvage
from tests.reconstruction.cohort.tables import Patient, read_patients
from tests.reconstruction.published_tables import FOLDER
from tests.reconstruction.writing import jsonl_text

CHAPTERS = (
    disease, history, before_infusion, first_infusion, reactions_to_first_infusion, response,
    progression, salvage, supportive_care, visits, end,
)  # fmt: skip


def facts_of(patient: Patient) -> list[Fact]:
    """All facts of one patient; what would have come after the last day never happened."""
    return [fact for chapter in CHAPTERS for fact in chapter(patient) if fact.day <= patient.last]


def cohort_jsonl() -> str:
    """The text of ``cohort.jsonl``."""
    return jsonl_text(_events())


def _events() -> Iterator[dict[str, object]]:
    for patient in read_patients(FOLDER):
        yield from recorded_events(patient, facts_of(patient))
