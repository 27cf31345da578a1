"""The page in a real browser: it shows without errors, and prints with its notice on every page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.console.report.conftest import Written

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
PDFTOTEXT = shutil.which("pdftotext")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def browse(page: Path, profile: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            str(CHROMIUM),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--enable-logging=stderr",
            f"--user-data-dir={profile}",
            *arguments,
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_page_shows_without_a_word_on_the_console(cohort: Written, tmp_path: Path) -> None:
    shown = browse(cohort.folder / "report.html", tmp_path, "--dump-dom")

    assert re.findall(r"CONSOLE.*", shown.stderr) == []
    assert shown.stdout.count("<figure") == 10


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_every_printed_page_says_that_the_data_are_made_up(cohort: Written, tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    printed = (f"--print-to-pdf={pdf}", "--no-pdf-header-footer")
    browse(cohort.folder / "report.html", tmp_path / "profile", *printed)
    text = subprocess.run(
        [str(PDFTOTEXT), str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.split("\f")[:-1]

    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert "Synthetic reconstruction" in " ".join(page.split()), f"page {number}"
