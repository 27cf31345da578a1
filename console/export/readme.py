"""The codebook of an export, and its first page."""

from collections.abc import Iterator, Mapping, Sequence

from console.export.about import About
from console.export.table import Column, Table

READING = """\
Reading in R: read.csv("patients.csv", na.strings = "", stringsAsFactors = FALSE).
Days are whole days; dates are ISO dates; an empty cell is unknown or does not apply.
Numbers are written with all digits they have. Rows are sorted by patient.
"""
FILES = """\
patients.csv        one row per patient: every definition that has one value
populations.csv     one row per patient: who belongs to which group
endpoint_*.csv      one row per patient followed under an endpoint
episodes_*.csv      one row per episode, such as a line of therapy
intervals_*.csv     rows (start, stop] of each regression of the analysis plan, as it is fitted
states.csv          rows (start, stop] in one state, and the state that followed
attrition.csv       how many patients a table leaves out, and why
codebook.csv        every column of every table: meaning, unit, source
study.json          stamp, conventions, and the analysis plan
"""
SYNTHETIC = "SYNTHETIC: some or all of the events behind these tables are made up.\n"


def codebook(tables: Sequence[Table]) -> Table:
    """Every column of every table: what it means, its unit and its source."""
    listed = [(table, column) for table in tables for column in table.columns]

    return Table(
        "codebook",
        (
            Column("table", [table.name for table, _ in listed], "name of the file, without .csv"),
            Column("column", [column.name for _, column in listed], "its heading"),
            Column(
                "meaning",
                [column.means for _, column in listed],
                "what it holds, as its definition reads itself out",
            ),
            Column("unit", [column.unit for _, column in listed], "unit, or kind of value"),
            Column(
                "source", [column.source for _, column in listed], "where the definition comes from"
            ),
        ),
    )


def first_page(
    title: str,
    about: About,
    tables: Sequence[Table],
    refused: Mapping[str, str],
    *,
    synthetic: bool,
) -> str:
    """What the folder holds and what it rests on, as text."""
    return "\n".join(_page(title, about, tables, refused, synthetic))


def _page(
    title: str,
    about: About,
    tables: Sequence[Table],
    refused: Mapping[str, str],
    synthetic: bool,
) -> Iterator[str]:
    stamp = about.stamp
    yield f"{title}\n{'=' * len(title)}\n"
    if synthetic:
        yield SYNTHETIC
    yield f"Analysis tables, {about.as_of_in_words}.\n"
    yield f"{READING}\nFiles\n-----\n{FILES}\nRows\n----"
    yield from (f"{table.rows:>7} {table.name}" for table in tables)
    yield "\nConventions\n-----------"
    yield from (f"- {convention}" for convention in about.study.conventions)
    if refused:
        yield "\nRegressions without rows\n------------------------"
        yield from (f"- {name}: {why}" for name, why in refused.items())
    software = ", ".join(f"{name} {number}" for name, number in stamp.software.items())
    yield "\nWhat this rests on\n------------------"
    yield f"study {stamp.study}, definitions {stamp.definitions}"
    yield f"store position {stamp.store_position}; {software}\n"
