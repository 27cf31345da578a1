"""Names that a study's contradictions cite: one that is none would never be found suspicious."""

from collections.abc import Iterable, Iterator
from itertools import chain

from projections.language import Classes, Quantity
from projections.study.checks.citing import Citation, names_of, wrong
from projections.study.consistency import SuspectClass, Suspicion
from projections.study.declaration import StudyDeclaration


def faults_of_suspicions(study: StudyDeclaration) -> Iterator[str]:
    """What the contradictions cite and the study has not."""
    for suspicion in study.contradictions:
        yield from wrong(f"the contradiction '{suspicion.name}'", _cited(suspicion, study))


def _cited(suspicion: Suspicion, study: StudyDeclaration) -> Iterator[Citation]:
    if isinstance(suspicion, SuspectClass):
        yield Citation("classification", suspicion.classification, names_of(study, Classes))
        yield from _labels(study, suspicion.classification, suspicion.labels)
    else:
        derived = names_of(study, Classes, Quantity)
        yield Citation("quantity", suspicion.stated, names_of(study, Quantity))
        yield Citation("classification or quantity", suspicion.derived, derived)
        yield from _labels(study, suspicion.derived, chain(*suspicion.agreeing.values()))


def _labels(study: StudyDeclaration, name: str, labels: Iterable[str]) -> Iterator[Citation]:
    node = study.definitions.get(name)
    if isinstance(node, Classes):
        yield from (Citation(f"class of '{name}'", label, node.labels) for label in labels)
