"""A study's report as of a cutoff, before anything is written."""

from collections.abc import Iterator
from importlib.metadata import version

from console.report.figures import figure_of
from console.report.model import Document, Facts, Figure, Part, Table
from console.report.sources import Sources
from console.report.tables import table_of
from projections.study.report import Section


def built(sources: Sources) -> Document:
    """All that the study declares, computed.

    Raises
    ------
    NotFound
        If the study declares no report.
    """
    parts = (
        Part(section.title, tuple(_blocks(sources, section))) for section in sources.report.sections
    )
    return Document(
        _facts(sources), tuple(filter(lambda part: part.blocks, parts)), sources.results
    )


def _blocks(sources: Sources, section: Section) -> Iterator[Table | Figure]:
    for block in section.blocks:
        made = table_of(sources, block) or figure_of(sources, block)
        if made is not None:
            yield made


def _facts(sources: Sources) -> Facts:
    opened, stamp = sources.opened, sources.opened.stamp()
    versions = {**stamp.software, **{name: version(name) for name in WRITTEN_WITH}}
    software = ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
    return Facts(
        title=opened.study.title,
        as_of=sources.as_of,
        notice=NOTICE if sources.warning else "",
        conventions=opened.study.conventions,
        stamp=(
            ("study", opened.study.name),
            ("definitions", stamp.definitions),
            ("censoring", stamp.censoring),
            ("store position", str(stamp.store_position)),
            ("software", software),
        ),
    )


WRITTEN_WITH = ("fonttools", "pillow", "python-docx", "typst")
NOTICE = "Synthetic reconstruction: some or all of the events behind this are made up"
