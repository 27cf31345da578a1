"""Names that the measures of a study's source cite."""

from collections.abc import Collection, Iterator, Mapping

from projections.study.checks.citing import Citation, wrong
from projections.study.declaration import StudyDeclaration
from projections.study.measures.citations import citations


def faults_of_measures(study: StudyDeclaration) -> Iterator[str]:
    """What measures cite and the study has not."""
    known: Mapping[str, Collection[str]] = {
        "definition": study.definitions,
        "population": study.populations,
        "analysis": study.plan,
    }
    for name, measure in study.measures.items():
        cited = (Citation(sort, name, known[sort]) for sort, name in citations(measure))
        yield from wrong(f"measure '{name}'", cited)
