"""The browser for any test, and after a run what is longer than the house aims for.

The limits themselves are tests.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import PROGRAM, Chromium
from tests.browser.page import PDFTOTEXT, Page
from tests.house.size import FUNCTION_AIM, MODULE_AIM, function_lengths, module_lengths, over


def pytest_terminal_summary(terminalreporter):
    """Here, not beside the tests: what only hands tests out to workers reads no conftest below."""
    if not any(_of_the_house(item) for some in terminalreporter.stats.values() for item in some):
        return
    for what, lengths, aim in (
        ("modules", module_lengths(), MODULE_AIM),
        ("functions", function_lengths(), FUNCTION_AIM),
    ):
        longer = over(lengths, aim)
        if longer:
            place, lines = max(longer.items(), key=lambda item: item[1])
            terminalreporter.write_line(
                f"{len(longer)} of {len(lengths)} {what} are over the aim of {aim} lines; "
                f"the longest has {lines}: {place}"
            )


def _of_the_house(report):
    return getattr(report, "nodeid", "").startswith("tests/house/")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A running Chromium; a missing one is a failure where TIMELINE_REQUIRE_BROWSER is 1."""
    lacking = [
        name for name, found in (("chromium", PROGRAM), ("pdftotext", PDFTOTEXT)) if not found
    ]
    if lacking:
        missing = pytest.fail if os.environ.get("TIMELINE_REQUIRE_BROWSER") == "1" else pytest.skip
        missing(f"not installed: {', '.join(lacking)}")
    running = Chromium(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture
def show(browser: Chromium) -> Iterator[Callable[[Path], Page]]:
    """Show a file in the browser: ``show(path)`` is the open page."""
    opened: list[Page] = []

    def shown(path: Path) -> Page:
        opened.append(Page(browser, path))
        return opened[-1]

    yield shown
    for page in opened:
        page.close()
