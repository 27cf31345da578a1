"""Who is in each population and endpoint, and what the endpoints come to."""

from collections.abc import Iterator
from typing import Any

from console.report.appendix import Evidence
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from console.report.words import percentages, printed, times
from projections.report import Attrition, Endpoints

MEMBERS, FOLLOW_UP = "members", "follow-up"


def attrition(sources: Sources, block: Attrition) -> Table:
    """Members of each population, and those left out of each endpoint by reason."""
    study, everyone = sources.opened.study, len(sources.replay.patients)
    rows = [Row(Cell("Patients of the study"), (Cell(str(everyone), _all(sources)), Cell()))]
    for name in study.populations:
        values = sources.appendix.values(name)
        split = {who: (printed(one.value),) for who, one in values.items()}
        behind = sources.appendix.behind(name, split, MEMBERS)
        inside = sum(one.value is True for one in values.values())
        members, others = Cell(str(inside), behind.link("yes")), Cell(str(everyone - inside))
        others = Cell(others.said, behind.link("no") or behind.link("unknown"))
        rows.append(Row(Cell(sources.name(name), behind.link()), (members, others)))
    for name in _endpoints(sources):
        behind = by_reason(sources, name)
        outside = [one for one in sources.appendix.values(name).values() if one.outside]
        followed = Cell(str(everyone - len(outside)), behind.link("followed"))
        counts = (followed, Cell(str(len(outside))))
        rows.append(Row(Cell(f"Followed for {sources.name(name)}", behind.link()), counts))
        for reason in sorted({str(one.value) for one in outside}):
            count = sum(one.value == reason for one in outside)
            left = Cell(str(count), behind.link("left out", reason))
            rows.append(Row(Cell(f"left out: {reason}"), (Cell(), left), 1))
    return Table(block.label, block.title, ("", "In", "Not in"), tuple(rows))


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
    notes = (
        f"Kaplan-Meier; intervals on the {study.interval} scale. NR: not reached. NE: not "
        "estimable. Follow-up by reverse Kaplan-Meier. A dash: events compete, see the incidence.",
    )
    return Table(block.label, block.title, headings, rows, notes)


def by_reason(sources: Sources, endpoint: str, among: str = "") -> Evidence:
    """The patients of an endpoint and a population: those followed, those left out by reason."""
    members, values = sources.among(among), sources.appendix.values(endpoint)
    split = {
        who: ("left out", str(values[who].value)) if values[who].outside else ("followed",)
        for who in members
    }
    return sources.appendix.behind(endpoint, split, f"{FOLLOW_UP}, {among}" if among else FOLLOW_UP)


def _endpoint(sources: Sources, name: str) -> Row:
    found, behind = summary(sources, name), by_reason(sources, name)
    link = behind.link("followed")
    follow_up = times(found["follow_up"]["reverse_kaplan_meier"])
    estimates = [times(found["median"]), *(percentages(one) for one in found["at"])]
    if getattr(sources.appendix.node(name), "competing", ()):
        estimates = ["–"] * len(estimates)
    said = (str(found["n"]), str(found["events"]), *estimates, follow_up)
    return Row(Cell(sources.name(name), behind.link()), tuple(Cell(one, link) for one in said))


def summary(sources: Sources, name: str) -> dict[str, Any]:
    """An endpoint as ``timeline replay`` tells it."""
    from analyses.endpoint_summary import summarise

    key, study = f"endpoint {name}", sources.opened.study
    if key not in sources.results:
        table = sources.replay.endpoint(name)
        found = summarise(table, study.unit, study.report_at, study.interval)
        sources.results[key] = found.as_json()
    return sources.results[key]


def _endpoints(sources: Sources) -> Iterator[str]:
    """The endpoints that the report tells of."""
    named = (one.endpoints for one in sources.report.blocks() if isinstance(one, Endpoints))
    yield from dict.fromkeys(name for names in named for name in names)


def _all(sources: Sources) -> str:
    return "patients" if len(sources.replay.patients) else ""
