from pathlib import Path

import pytest

from console.application.errors import NotFound
from console.cli.outputs import OutputFolder, OutputRefused

FILES = {"page.html": b"page", "figures/one.svg": "<svg/>"}
WRITTEN = {"page.html": b"page", "figures/one.svg": b"<svg/>"}


def folder(path: Path, *, force: bool = False, store: str = "timeline.db") -> OutputFolder:
    return OutputFolder(path, force, Path(store))


def content(path: Path) -> dict[str, bytes]:
    return {
        item.relative_to(path).as_posix(): item.read_bytes()
        for item in path.rglob("*")
        if item.is_file() and item.name != "contents.json"
    }


def test_files_are_written_in_a_new_folder_for_their_owner_alone(tmp_path: Path) -> None:
    folder(tmp_path / "out").write(FILES)

    assert content(tmp_path / "out") == WRITTEN
    modes = {item: item.stat().st_mode & 0o777 for item in (tmp_path / "out").rglob("*")}
    assert {mode for one, mode in modes.items() if one.is_file()} == {0o600}
    assert (tmp_path / "out").stat().st_mode & 0o777 == modes[tmp_path / "out/figures"] == 0o700


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    folder(tmp_path / "out").write(FILES)

    assert content(tmp_path / "out") == WRITTEN


def test_an_earlier_output_stays_unless_it_may_be_replaced(tmp_path: Path) -> None:
    folder(tmp_path / "out").write(FILES)

    with pytest.raises(OutputRefused, match="holds an earlier output; add --force"):
        folder(tmp_path / "out").write({"other.html": b"other"})
    assert content(tmp_path / "out") == WRITTEN


def test_an_earlier_output_that_is_replaced_leaves_nothing(tmp_path: Path) -> None:
    folder(tmp_path / "out").write(FILES)
    folder(tmp_path / "out", force=True).write({"other.html": b"other"})

    assert content(tmp_path / "out") == {"other.html": b"other"}
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path, force: bool) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(OutputRefused, match="holds other things"):
        folder(tmp_path, force=force).write(FILES)
    assert content(tmp_path) == {"letter.txt": b"mine"}


@pytest.mark.parametrize("name", ["page.html", "added.txt"])
def test_what_a_co_author_changed_or_added_is_not_overwritten(tmp_path: Path, name: str) -> None:
    folder(tmp_path / "out").write(FILES)
    (tmp_path / "out" / name).write_text("edited")

    with pytest.raises(OutputRefused, match=f"'{name}' was added"):
        folder(tmp_path / "out", force=True).write(FILES)
    assert (tmp_path / "out" / name).read_text() == "edited"


@pytest.mark.parametrize("listed", ["[]", "{", ""])
def test_a_list_of_contents_of_something_else_is_no_output(tmp_path: Path, listed: str) -> None:
    (tmp_path / "contents.json").write_text(listed)

    with pytest.raises(OutputRefused, match="holds other things"):
        folder(tmp_path, force=True).write(FILES)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(OutputRefused, match="is not a folder"):
        folder(tmp_path / "out", force=True).write(FILES)


@pytest.mark.parametrize("name", ["missing/report", "file/report"])
def test_a_missing_folder_is_named_and_none_is_made(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a file")

    with pytest.raises(NotFound, match=rf"no folder .*{name.partition('/')[0]} for report"):
        folder(tmp_path / name).write(FILES)
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_an_interrupted_output_leaves_the_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    folder(tmp_path / "out").write(FILES)

    with pytest.raises(OutputRefused, match="cannot be written"):
        folder(tmp_path / "out", force=True).write({"page.html": b"new", "no/where/at/all": b""})
    assert content(tmp_path / "out") == WRITTEN
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["timeline.db.log", "timeline.db.locks", "timeline.db.log/x"])
def test_what_belongs_to_a_store_is_no_place_for_an_output(tmp_path: Path, name: str) -> None:
    (tmp_path / "timeline.db.log").mkdir()
    output = folder(tmp_path / name, force=True, store=f"{tmp_path}/timeline.db")

    with pytest.raises(OutputRefused, match=r"belongs to the store timeline\.db"):
        output.write(FILES)
