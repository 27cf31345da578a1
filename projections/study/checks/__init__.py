"""What is wrong with a study as it is declared: found when it is loaded, not when it is asked."""

from collections.abc import Iterator

from projections.study.checks.measures import faults_of_measures
from projections.study.checks.names import faults_of_short_names, two_names_for_one
from projections.study.checks.places import misplaced
from projections.study.checks.plan import faults_of_plan
from projections.study.checks.references import misspelt
from projections.study.checks.report import faults_of_report
from projections.study.checks.sequence import faults_of_sequence
from projections.study.checks.shape import disordered, misshapen, unreported
from projections.study.checks.suspicions import faults_of_suspicions
from projections.study.declaration import StudyDeclaration


def faults(study: StudyDeclaration) -> Iterator[str]:
    """What keeps a study from being asked, in words; after misshapen parts nothing is looked at."""
    shapeless = list(misshapen(study))
    yield from shapeless or _faults(study)


def _faults(study: StudyDeclaration) -> Iterator[str]:
    yield from misplaced(study)
    yield from two_names_for_one(study)
    yield from faults_of_short_names(study)
    yield from unreported(study)
    yield from disordered(study)
    yield from faults_of_plan(study)
    yield from faults_of_sequence(study)
    yield from faults_of_suspicions(study)
    yield from faults_of_report(study)
    yield from faults_of_measures(study)
    yield from misspelt(study, study.vocabulary)
