"""Figures as a journal wants them: size, points, letters, and what is inside and beside them."""

import io
import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.console.report.conftest import Written, run

MM = 25.4
AS_A_PAGE = "figure-2"
"""A figure that no column has room for."""


@pytest.fixture(scope="module", params=[85, 174])
def plates(
    cohort: Written, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[int, Path]:
    out = tmp_path_factory.mktemp("plates") / "report"
    asked = ("--store", cohort.store, "--cutoff", cohort.cutoff, "--out", out)
    assert run("report", *asked, "--plates", request.param) == 0
    return request.param, out / "plates"


@pytest.fixture(scope="module")
def of_published_data(
    programme: Written, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    out = tmp_path_factory.mktemp("published") / "report"
    asked = ("--store", programme.store, "--cutoff", programme.cutoff, "--out", out)
    assert run("report", *asked, "--plates", "85") == 0
    return {path.stem: letters(path) for path in (out / "plates").glob("*.svg")}


def letters(svg: Path) -> list[str]:
    """The texts of a figure, which are outlines that say which text they are."""
    groups = ElementTree.fromstring(svg.read_text("utf-8")).iter("{http://www.w3.org/2000/svg}g")
    return [group.attrib["aria-label"] for group in groups if "aria-label" in group.attrib]


def beside(folder: Path, name: str) -> dict:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def test_every_figure_is_there_in_every_format_with_its_caption_beside(plates) -> None:
    _, folder = plates
    names = {path.stem for path in folder.glob("*.json")}

    assert names == {path.stem for path in (folder.parent / "figures").glob("*.svg")}
    for name in names:
        there = {path.suffix for path in folder.glob(f"{name}.*")}
        assert there == {".json", ".pdf", ".png", ".svg", ".tiff"}
        said = beside(folder, name)
        assert said["title"]
        assert said["caption"]
        assert said["stamp"]["definitions"]


@pytest.mark.parametrize("ending", ["png", "tiff"])
def test_pictures_of_points_have_300_dpi_the_width_asked_for_and_plain_colours(
    plates, ending: str
) -> None:
    width, folder = plates
    for path in folder.glob(f"*.{ending}"):
        with Image.open(path) as picture:
            across = beside(folder, path.stem)["width_mm"]
            assert across == (174 if path.stem == AS_A_PAGE else width)
            assert picture.size[0] == pytest.approx(across / MM * 300, abs=1)
            assert [float(item) for item in picture.info["dpi"]] == pytest.approx(
                [300, 300], abs=0.1
            )
            assert picture.mode == "RGB"
            down = beside(folder, path.stem)["height_mm"]
            assert picture.size[1] == pytest.approx(down / MM * 300, abs=2)


def test_drawings_have_the_width_asked_for(plates) -> None:
    _, folder = plates
    for path in folder.glob("*.pdf"):
        across = beside(folder, path.stem)["width_mm"] / MM * 72
        box = re.search(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", path.read_bytes())
        assert float(box[1]) == pytest.approx(across, abs=0.1)
        svg = path.with_suffix(".svg").read_text("utf-8")
        assert float(re.search(r'<svg[^>]* width="([\d.]+)pt"', svg)[1]) == pytest.approx(
            across, abs=0.1
        )


def test_every_font_of_a_pdf_is_embedded_as_truetype(plates) -> None:
    _, folder = plates
    for path in folder.glob("*.pdf"):
        content = path.read_bytes()
        fonts = len(re.findall(rb"/Type ?/FontDescriptor", content))
        assert fonts
        assert content.count(b"/FontFile2") == fonts
        assert not re.search(rb"/Subtype ?/Type3", content)
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
        assert any(b" Tf" in _plain(stream) for stream in streams), "no letters are set"


def _plain(stream: bytes) -> bytes:
    """What a stream holds; a compressed one may have lost an end of line as its last byte."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def test_neither_title_nor_stamp_is_inside(plates) -> None:
    _, folder = plates
    for path in folder.glob("*.svg"):
        said, inside = beside(folder, path.stem), " ".join(letters(path))
        assert letters(path)
        assert said["title"] not in inside
        assert "Data cutoff 2019" not in inside
        assert said["figure"] not in inside


def test_made_up_data_are_called_so_inside_every_plate_and_beside_it(plates) -> None:
    _, folder = plates
    for path in folder.glob("*.svg"):
        assert letters(path).count("Synthetic reconstruction") == 1
        assert beside(folder, path.stem)["notice"].startswith("Synthetic")


def test_published_data_have_no_such_notice(of_published_data) -> None:
    assert of_published_data
    for inside in of_published_data.values():
        assert not any("synthetic" in item.lower() for item in inside)


def test_estimates_have_one_decimal_where_there_is_room_for_them(plates) -> None:
    width, folder = plates
    numbers = [
        letter for letter in letters(folder / "figure-1b.svg") if "(" in letter and "–" in letter
    ]

    assert bool(numbers) == (width == 174)
    for said in numbers:
        assert all(len(item.split(".")[1]) == 1 for item in re.findall(r"\d+\.\d+", said))


def test_letters_are_legible_where_the_figure_has_the_width_that_it_needs(plates) -> None:
    _, folder = plates
    for path in folder.glob("*.json"):
        least = 4 if path.stem == AS_A_PAGE else 6
        assert beside(folder, path.stem)["smallest_letters_pt"] >= least


def test_a_plate_is_written_in_the_same_bytes_by_any_process(cohort: Written) -> None:
    script = (
        "import hashlib, sys\n"
        "from console.figures.plates import plate_files\n"
        "made = plate_files(sys.stdin.read(), 85)\n"
        "print({name: hashlib.sha256(made[name]).hexdigest() for name in sorted(made)})"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            input=(cohort.folder / "figures/figure-s1.svg").read_text("utf-8"),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(found) == 1


def test_a_plate_is_not_blank(plates) -> None:
    _, folder = plates
    for path in folder.glob("*.png"):
        with Image.open(io.BytesIO(path.read_bytes())) as picture:
            assert len(picture.getcolors(1_000_000)) > 3
