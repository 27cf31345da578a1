"""The page of an audit in a real browser: no sideways scroll, no violations, a notice in print."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.page import Page
from tests.console.conftest import Timeline

pytestmark = pytest.mark.browser
STUDY = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")


@pytest.fixture
def page(published: Timeline, show: Callable[[Path], Page]) -> Page:
    query = ("audit", "MSK13", "response_to_reinfusion", "--why-not", "MRD-negative CR")
    written = published(*query, "--html", "audit.html", *STUDY)
    assert written.code == 0, written.err
    return show(Path("audit.html"))


def test_the_page_of_an_audit_can_be_read_on_a_telephone_on_a_screen_and_on_paper(
    page: Page,
) -> None:
    assert (page.messages(), len(page.requests())) == ([], 1)
    assert page.violations() == []
    assert [page.scroll_width(width) <= width for width in (390, 1280)] == [True, True]
    pages = page.printed_pages()
    assert len(pages) > 3
    assert all("SYNTHETIC RECONSTRUCTION" in text for text in pages)
