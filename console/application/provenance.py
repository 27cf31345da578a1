"""Whether a result rests on events that are made up."""

from collections.abc import Collection

from console.application.session import Session
from timeline.vocabulary import Provenance


def rests_on_synthetic(opened: Session, patients: Collection[str]) -> bool:
    """Whether any event of some patients that counts as of the cutoff is synthetic.

    One pass over the store finds whom to look at closely: most stores hold no such event at all.
    """
    open_to_question = set(patients)
    for stored in opened.store.read():
        patient = stored.fields["patient"]
        if stored.fields.get("provenance") == Provenance.SYNTHETIC and patient in open_to_question:
            if _has_synthetic(opened, patient):
                return True
            open_to_question.remove(patient)
    return False


def _has_synthetic(opened: Session, patient: str) -> bool:
    seen = (fact.event for fact in opened.store.history(patient).facts() if opened.as_of.sees(fact))
    return any(event.provenance is Provenance.SYNTHETIC for event in seen)
