"""Names that a report cites of its study."""

from collections.abc import Iterator

from projections.language import Classes, Endpoint, Episodes, Milestone, Node
from projections.study.checks.citing import COLUMN, Citation, names_of, wrong
from projections.study.declaration import StudyDeclaration
from projections.study.plan import Analysis, Baseline, Curves, Incidence, Paired, Regression
from projections.study.report import (
    Block,
    Characteristics,
    CurvesFigure,
    Description,
    Durations,
    Endpoints,
    EpisodeListing,
    EpisodeOutcomes,
    FollowUp,
    HazardRatios,
    IncidenceFigure,
    Listing,
    PairedFigure,
    SequenceFigure,
    SharesFigure,
    SwimmerFigure,
)


def faults_of_report(study: StudyDeclaration) -> Iterator[str]:
    """What the blocks of a report cite and the study has not, and labels given twice."""
    blocks = list(study.report.blocks()) if study.report else []
    labels = [block.label for block in blocks]
    for label in sorted({*labels}):
        if labels.count(label) > 1:
            yield f"the report has two blocks labelled '{label}'"
    for block in blocks:
        yield from wrong(f"{block.label} of the report", _cited(block, study))
        if isinstance(block, SequenceFigure) and study.sequence is None:
            yield f"{block.label} of the report shows a treatment sequence that is not declared"
        if isinstance(block, SwimmerFigure) and study.states is None:
            yield f"{block.label} of the report shows states that are not declared"


def _cited(block: Block, study: StudyDeclaration) -> Iterator[Citation]:
    match block:
        case Endpoints(endpoints=endpoints) | FollowUp(endpoints=endpoints):
            endpoints_known = names_of(study, Endpoint)
            yield from (Citation("endpoint", endpoint, endpoints_known) for endpoint in endpoints)
        case Description(among=among, rows=columns, unknown_as_level=levels):
            yield from _of_patients(study, among, columns)
            yield from (Citation("row", level, columns) for level in levels)
        case Listing(among=among, columns=columns, after=after):
            yield from _of_patients(study, among, columns)
            yield from (Citation("column", item, columns) for item in after)
            milestones = names_of(study, Milestone)
            yield from (Citation("milestone", item, milestones) for item in after.values())
        case SharesFigure(of=of, by=by, among=among):
            yield from _of_patients(study, among, (of, by), Classes)
        case EpisodeListing(episodes=episodes, columns=columns):
            yield from _inside(study, episodes, columns)
        case EpisodeOutcomes(episodes=episodes, kind=kind, outcome=outcome):
            yield from _inside(study, episodes, (kind, outcome), Classes)
        case Characteristics(analysis=name):
            yield _analysis(study, name, Baseline)
        case HazardRatios(analysis=name):
            yield _analysis(study, name, Regression)
        case Durations(analyses=names):
            yield from (_analysis(study, name, Curves) for name in names)
        case CurvesFigure(analysis=name):
            yield _analysis(study, name, Curves)
        case IncidenceFigure(analysis=name):
            yield _analysis(study, name, Incidence)
        case PairedFigure(analyses=names):
            yield from (_analysis(study, name, Paired) for name in names)


def _of_patients(
    study: StudyDeclaration, among: str, names: tuple[str, ...], *sorts: type[Node]
) -> Iterator[Citation]:
    known = names_of(study, *(sorts or COLUMN))
    yield from (Citation("definition", name, known) for name in names)
    groups = (*study.populations, *names_of(study, Milestone))
    yield Citation("population or milestone", among, groups)


def _inside(
    study: StudyDeclaration, episodes: str, names: tuple[str, ...], sort: type = object
) -> Iterator[Citation]:
    yield Citation("episodes", episodes, names_of(study, Episodes))
    inside = study.inside.get(episodes, {})
    known = [name for name, node in inside.items() if isinstance(node, sort)]
    yield from (Citation("definition inside episodes", name, known) for name in names)


def _analysis(study: StudyDeclaration, name: str, sort: type[Analysis]) -> Citation:
    known = [known_as for known_as, analysis in study.plan.items() if isinstance(analysis, sort)]
    return Citation(f"analysis ({sort.__name__})", name, known)
