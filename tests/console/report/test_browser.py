"""The page in a real browser: it shows without errors, and prints with its notice on every page."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.page import Page
from tests.console.report.conftest import Written

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(cohort: Written, show: Callable[[Path], Page]) -> Page:
    return show(cohort.folder / "report.html")


def test_the_page_shows_without_a_message_and_fetches_nothing(page: Page) -> None:
    assert page.messages() == []
    assert len(page.requests()) == 1
    assert page.evaluate("document.querySelectorAll('figure').length") == 10


def test_every_printed_page_says_that_the_data_are_made_up(page: Page) -> None:
    pages = page.printed_pages()

    assert len(pages) > 10
    for number, text in enumerate(pages, start=1):
        assert "Synthetic reconstruction" in text, f"page {number}"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    assert page.scroll_width(width) <= width


def test_axe_finds_no_violation_in_the_page(page: Page) -> None:
    """The appendix repeats rows of two kinds ten thousand times; a few of each kind are kept."""
    kept = page.evaluate(
        """(() => {
            const appendix = document.querySelector(".behind");
            const parts = [...appendix.querySelectorAll("details")];
            parts.slice(5, -5).forEach(part => part.remove());
            appendix.querySelectorAll("tbody").forEach(body =>
                [...body.rows].slice(3).forEach(row => row.remove()));
            return appendix.querySelectorAll("td").length;
        })()"""
    )

    assert kept > 40
    assert page.violations() == []


def test_axe_finds_no_violation_in_a_whole_page_with_its_appendix(
    programme: Written, show: Callable[[Path], Page]
) -> None:
    assert show(programme.folder / "report.html").violations() == []
