from pathlib import Path

import pytest

from tests.console.conftest import Outcome, Timeline

CLOSING = ("--cutoff", "1974-04-01")
WRITERS = (
    ("swimmer", *CLOSING, "--out"),
    ("audit", "STAN-004", "OS", *CLOSING, "--html"),
    ("sweep", "--from", "1970-01-01", "--to", "1974-04-01", "--figure"),
)


def states(folder: Path) -> dict[str, bytes]:
    return {
        item.relative_to(folder).as_posix(): item.read_bytes()
        for item in sorted(folder.rglob("*"))
        if item.is_file() and item.suffix != ".lock" and item.name != ".lock"
    }


def assert_refused(outcome: Outcome, why: str) -> None:
    assert (outcome.code, outcome.out) == (1, "")
    assert why in outcome.err


@pytest.fixture
def whole(stanford: Timeline) -> Timeline:
    """The Stanford programme with its log, and a lock."""
    assert stanford("lock", "interim", "--cutoff", "1972-06-30").code == 0
    return stanford


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one[0])
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["", "forced"])
@pytest.mark.parametrize(
    "place",
    [
        "timeline.db",
        "./timeline.db",
        "timeline.db.log/../timeline.db",
        "link.svg",
        "hard.svg",
        "timeline.db-wal",
        "timeline.db-shm",
        "timeline.db.position",
        "timeline.db.log/manifest.json",
        "timeline.db.locks/interim.json",
        "timeline.db.locks/figure.svg",
        "other.db",
    ],
)
def test_an_output_never_takes_the_place_of_a_store_or_of_what_belongs_to_one(
    whole: Timeline, tmp_path: Path, writer: tuple[str, ...], force: tuple[str, ...], place: str
) -> None:
    Path("link.svg").symlink_to("timeline.db")
    Path("hard.svg").hardlink_to("timeline.db")
    Path("other.db").write_bytes(Path("timeline.db").read_bytes())
    before = states(tmp_path)

    assert_refused(whole(*writer, place, *force), "belongs to the store")
    assert states(tmp_path) == before


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one[0])
@pytest.mark.parametrize("source", ["cohort.jsonl", "cohort.csv", "study.py", "claims.CSV"])
def test_an_output_never_takes_the_place_of_a_source(
    whole: Timeline, writer: tuple[str, ...], source: str
) -> None:
    Path(source).write_text("years of work")

    assert_refused(whole(*writer, source, "--force"), "may be a source")
    assert Path(source).read_text() == "years of work"


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one[0])
def test_an_earlier_file_is_replaced_only_by_force_and_as_a_whole(
    whole: Timeline, tmp_path: Path, writer: tuple[str, ...]
) -> None:
    Path("out").write_text("an earlier one")

    assert_refused(whole(*writer, "out"), "out is there already; add --force to replace it")
    assert Path("out").read_text() == "an earlier one"
    assert whole(*writer, "out", "--force").code == 0
    assert whole(*writer, "new").code == 0
    assert Path("out").read_bytes() == Path("new").read_bytes() != b"an earlier one"
    assert list(tmp_path.glob(".out*")) == []


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one[0])
def test_a_missing_folder_is_named(whole: Timeline, writer: tuple[str, ...]) -> None:
    outcome = whole(*writer, "no/where/out.svg")

    assert (outcome.code, outcome.out) == (3, "")
    assert "no folder no/where for out.svg; create it first" in outcome.err
    assert not Path("no").exists()


def test_an_output_is_for_its_owner_alone(stanford: Timeline) -> None:
    assert stanford("swimmer", *CLOSING, "--out", "out.svg").code == 0

    assert Path("out.svg").stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_to_an_output_stays(stanford: Timeline) -> None:
    Path("real.svg").write_text("earlier")
    Path("link.svg").symlink_to("real.svg")

    assert stanford("swimmer", *CLOSING, "--out", "link.svg", "--force").code == 0
    assert Path("link.svg").is_symlink()
    assert Path("real.svg").read_text().startswith("<svg")


def test_what_is_no_plain_file_is_written_to_as_it_is(stanford: Timeline) -> None:
    assert stanford("swimmer", *CLOSING, "--out", "/dev/null").code == 0

    assert not Path("/dev/null").is_file()


def test_what_the_system_says_is_said_in_words(stanford: Timeline) -> None:
    outcome = stanford("swimmer", *CLOSING, "--out", "/proc/figure.svg")

    assert_refused(outcome, "/proc/figure.svg cannot be written: ")
    assert "internal error" not in outcome.err
