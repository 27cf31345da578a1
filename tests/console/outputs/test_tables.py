"""Tables that a command writes end as sources do: ``--force`` replaces them, and no source."""

from pathlib import Path

import pytest

from tests.console.conftest import FIXTURES, Timeline

WRITERS = (
    ("changes", "--csv"),
    ("diff", "1972-06-30", "1974-04-01", "--csv"),
    ("quality", "--csv"),
)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda words: words[0])
def test_an_earlier_table_is_replaced_only_by_force(
    stanford: Timeline, writer: tuple[str, ...]
) -> None:
    first = stanford(*writer, "out.csv")
    whole = Path("out.csv").read_bytes()
    heading, _, _ = whole.partition(b"\n")
    Path("out.csv").write_bytes(heading + b"\nan earlier row\n")

    refused = stanford(*writer, "out.csv")
    assert (refused.code, refused.out) == (1, "")
    assert "out.csv is there already; add --force to replace it" in refused.err
    assert Path("out.csv").read_bytes().endswith(b"an earlier row\n")
    assert stanford(*writer, "out.csv", "--force").code == first.code
    assert Path("out.csv").read_bytes() == whole


@pytest.mark.parametrize("writer", WRITERS, ids=lambda words: words[0])
@pytest.mark.parametrize("ending", ["", "patient,change\n", " ", "patient"])
def test_a_table_with_another_heading_is_a_source_that_force_keeps(
    stanford: Timeline, writer: tuple[str, ...], ending: str
) -> None:
    stanford(*writer, "own.csv")
    heading = Path("own.csv").read_text().splitlines()[0]
    facts = (FIXTURES / "stanford/events.csv").read_text()
    for content in (heading + ending + "x", ending, facts):
        Path("source.csv").write_text(content)
        refused = stanford(*writer, "source.csv", "--force")
        assert (refused.code, refused.out) == (1, "")
        assert "may be a source" in refused.err
        assert Path("source.csv").read_text() == content
