from pathlib import Path

import pytest

from console.report.folder import FolderRefused, laid_down

FILES = {"page.html": b"page", "figures/one.svg": b"<svg/>"}


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "contents.json"
    }


def test_files_are_laid_down_in_a_new_folder_with_its_parents(tmp_path: Path) -> None:
    laid_down(tmp_path / "a/b", FILES)

    assert content(tmp_path / "a/b") == FILES
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["b"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    laid_down(tmp_path / "out", FILES)

    assert content(tmp_path / "out") == FILES


def test_an_unchanged_report_is_written_again_and_leaves_nothing_of_the_old(tmp_path: Path) -> None:
    laid_down(tmp_path / "out", FILES)
    laid_down(tmp_path / "out", {"other.html": b"other"})

    assert content(tmp_path / "out") == {"other.html": b"other"}
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(FolderRefused, match="holds other things"):
        laid_down(tmp_path, FILES)
    assert content(tmp_path) == {"letter.txt": b"mine"}


@pytest.mark.parametrize("name", ["page.html", "added.txt"])
def test_what_a_co_author_changed_or_added_is_not_overwritten(tmp_path: Path, name: str) -> None:
    laid_down(tmp_path / "out", FILES)
    (tmp_path / "out" / name).write_text("edited")

    with pytest.raises(FolderRefused, match=f"'{name}' was added"):
        laid_down(tmp_path / "out", FILES)
    assert (tmp_path / "out" / name).read_text() == "edited"


@pytest.mark.parametrize("listed", ["[]", "{", ""])
def test_a_list_of_contents_of_something_else_is_no_report(tmp_path: Path, listed: str) -> None:
    (tmp_path / "contents.json").write_text(listed)

    with pytest.raises(FolderRefused, match="holds other things"):
        laid_down(tmp_path, FILES)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(FolderRefused, match="is not a folder"):
        laid_down(tmp_path / "out", FILES)


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")

    with pytest.raises(FolderRefused, match="cannot be written"):
        laid_down(tmp_path / "out/report", FILES)
