"""Names that a treatment sequence cites of its study."""

from collections.abc import Iterator

from projections.language import Classes, Episodes, Milestone
from projections.language.sequence import SequenceDefinition
from projections.study.checks.citing import Citation, names_of, wrong
from projections.study.declaration import StudyDeclaration


def faults_of_sequence(study: StudyDeclaration) -> Iterator[str]:
    """What the treatment sequence cites and the study has not."""
    if study.sequence is not None:
        yield from wrong("the treatment sequence", _cited(study.sequence, study))


def _cited(sequence: SequenceDefinition, study: StudyDeclaration) -> Iterator[Citation]:
    within = study.inside.get(sequence.episodes, {})
    classes = [name for name, node in within.items() if isinstance(node, Classes)]
    yield Citation("population", sequence.population, study.populations)
    yield Citation("episodes", sequence.episodes, names_of(study, Episodes))
    yield Citation("classification of patients", sequence.ending, names_of(study, Classes))
    for name in (sequence.label, sequence.outcome):
        yield Citation("classification inside episodes", name, classes)
    if sequence.care:
        yield Citation("classification of patients", sequence.care, names_of(study, Classes))
    milestones = [name for name, node in within.items() if isinstance(node, Milestone)]
    yield from (
        Citation("milestone inside episodes", name, milestones) for _, name in sequence.between
    )
    outcome = within.get(sequence.outcome)
    if isinstance(outcome, Classes):
        for name in (*sequence.successes, *sequence.not_evaluable):
            yield Citation("outcome", name, outcome.labels)
