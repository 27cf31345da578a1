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
