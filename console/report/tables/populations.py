"""The patients of each population and endpoint, and the estimates of the endpoints."""

from collections.abc import Iterator

from analyses.plan.endpoint_curve import KAPLAN_MEIER, incidence_plan
from console.report.appendix import Evidence
from console.report.formats import NOTHING, percentages, times
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from projections.study.report import Attrition, Endpoints

MEMBERS, FOLLOW_UP = "members", "follow-up"


def attrition(sources: Sources, block: Attrition) -> Table:
    """Members of each population, and those left out of each endpoint by reason."""
    study, everyone = sources.opened.study, len(sources.replay.patients)
    rows = [
        Row(Cell("Patients of the study"), (Cell(str(everyone), _all(sources)), Cell())),
        *(_population(sources, name) for name in study.populations),
        *(row for name in _endpoints(sources) for row in _followed(sources, name)),
    ]
    return Table(block.label, block.title, ("", "In", "Not in"), tuple(rows))


def _population(sources: Sources, name: str) -> Row:
    """Who is in a population, and who is not, or not known to be."""
    everybody, inside = sources.replay.patients.tolist(), set(sources.among(name))
    split = {patient: ("in" if patient in inside else "not in",) for patient in everybody}
    behind = sources.appendix.behind(name, split, MEMBERS)
    members = Cell(str(len(inside)), behind.link("in"))
    others = Cell(str(len(everybody) - len(inside)), behind.link("not in"))
    return Row(Cell(sources.name(name), behind.link()), (members, others))


def _followed(sources: Sources, name: str) -> Iterator[Row]:
    """Who is followed for an endpoint, and who is not, by reason."""
    behind, values = by_reason(sources, name), sources.appendix.values(name).values()
    outside = [str(value.value) for value in values if value.outside]
    followed = Cell(str(len(values) - len(outside)), behind.link("followed"))
    head = Cell(f"Followed for {sources.name(name)}", behind.link())
    yield Row(head, (followed, Cell(str(len(outside)), behind.link() if outside else "")))
    for reason in sorted(set(outside)):
        left = Cell(str(outside.count(reason)), behind.link("left out", reason))
        yield Row(Cell(f"left out: {reason}"), (Cell(), left), 1)


def endpoints(sources: Sources, block: Endpoints) -> Table:
    """Each endpoint: patients, events, median, estimates at the study's times, follow-up."""
    study = sources.opened.study
    rows = tuple(_endpoint(sources, name) for name in block.endpoints)
    unit = study.unit.name
    headings = (
        "Endpoint",
        "n",
        "Events",
        f"Median (95% CI), {unit}",
        *(f"At {at:g} {unit} (95% CI)" for at in study.report_at),
        f"Median follow-up (95% CI), {unit}",
    )
    return Table(block.label, block.title, headings, rows, tuple(_reading(sources, block)))


def _reading(sources: Sources, block: Endpoints) -> Iterator[str]:
    study = sources.opened.study
    yield (
        f"Kaplan-Meier; intervals on the {study.interval} scale. Follow-up by reverse "
        "Kaplan-Meier. NR: not reached. NE: not estimable. A dash: beyond the last follow-up."
    )
    for name in block.endpoints:
        if late := sources.endpoint(name).late:
            yield (
                f"{sources.name(name)}: {len(late)} patients entered the study after the origin "
                f"and count as at risk before (late entry): {', '.join(late)}."
            )
        if (estimator := sources.endpoint(name).estimator) != KAPLAN_MEIER:
            plan = incidence_plan(study, name)
            how = f"{plan.variance.capitalize()} variance, {plan.interval} intervals"
            yield f"{sources.name(name)}: {estimator}, since events compete; {how}."


def by_reason(sources: Sources, endpoint: str, among: str = "") -> Evidence:
    """The patients of an endpoint and a population: those followed, those left out by reason."""
    members, values = sources.among(among), sources.appendix.values(endpoint)
    split = {
        patient: ("left out", str(values[patient].value))
        if values[patient].outside
        else ("followed",)
        for patient in members
    }
    return sources.appendix.behind(endpoint, split, f"{FOLLOW_UP}, {among}" if among else FOLLOW_UP)


def by_event(sources: Sources, endpoint: str, among: str = "") -> Evidence:
    """The patients followed for an endpoint: those with the event, with another, and without."""
    values, node = sources.appendix.values(endpoint), sources.appendix.node(endpoint)
    groups = {
        **{source.name: "competing event" for source in getattr(node, "competing", ())},
        **{source.name: "event" for source in getattr(node, "events", ())},
    }
    split = {
        patient: (groups.get(str(values[patient].value), "no event"),)
        for patient in sources.among(among)
        if not values[patient].outside
    }
    tag = "by event"
    return sources.appendix.behind(endpoint, split, f"{tag}, {among}" if among else tag)


def _endpoint(sources: Sources, name: str) -> Row:
    found, behind = sources.endpoint(name), by_reason(sources, name)
    link = behind.link("followed")
    follow_up = times(found.median_follow_up)
    nobody = [NOTHING] * len(found.report_at)
    at = [percentages(point.limits) for point in found.at] or nobody
    texts = (str(found.n), str(found.events), times(found.median), *at, follow_up)
    return Row(Cell(sources.name(name), behind.link()), tuple(Cell(text, link) for text in texts))


def _endpoints(sources: Sources) -> Iterator[str]:
    """The endpoints that the report shows."""
    named = (block.endpoints for block in sources.report.blocks() if isinstance(block, Endpoints))
    yield from dict.fromkeys(name for names in named for name in names)


def _all(sources: Sources) -> str:
    return "the_patients" if len(sources.replay.patients) else ""
