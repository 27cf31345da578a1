"""The page of changes in a real browser: no sideways scroll, no violations, a notice in print."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.page import Page
from tests.console.conftest import Timeline

pytestmark = pytest.mark.browser


@pytest.fixture
def page(published: Timeline, show: Callable[[Path], Page]) -> Page:
    values = ("--value", "OS", "--value", "progression", "--value", "relapse")
    written = published("diff", "2012-06-30", "2014-12-31", *values, "--html", "changes.html")
    assert written.code == 0
    return show(Path("changes.html"))


def test_the_page_of_changes_can_be_read_on_a_telephone_on_a_screen_and_on_paper(
    page: Page,
) -> None:
    assert (page.messages(), len(page.requests())) == ([], 1)
    assert page.violations() == []
    assert [page.scroll_width(width) <= width for width in (390, 1280)] == [True, True]
    pages = page.printed_pages()
    assert len(pages) > 3
    assert all("SYNTHETIC" in text for text in pages)
