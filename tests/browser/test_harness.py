"""The browser finds what is wrong in pages that are wrong; that it finds nothing then counts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.page import Page

pytestmark = pytest.mark.browser
GOOD = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><style>{style}</style></head>
<body><main><h1>A page</h1>{body}</main></body></html>"""


@pytest.fixture
def page(show: Callable[[Path], Page], tmp_path: Path) -> Callable[..., Page]:
    def written(body: str, style: str = "") -> Page:
        path = tmp_path / "page.html"
        path.write_text(GOOD.format(body=body, style=style), "utf-8")
        return show(path)

    return written


def test_a_plain_page_has_no_violations_messages_or_scroll_and_fetches_nothing(page) -> None:
    plain = page("<p>Text</p>")

    assert plain.violations() == []
    assert plain.messages() == []
    assert len(plain.requests()) == 1
    assert [plain.scroll_width(width) for width in (390, 1280)] == [390, 1280]


def test_a_picture_without_text_and_pale_letters_are_violations(page) -> None:
    pale = page('<p style="color: #bbb">Text</p><img src="data:image/gif;base64,">')

    assert {line.split(":")[0] for line in pale.violations()} == {"color-contrast", "image-alt"}


def test_a_box_wider_than_the_window_makes_the_page_as_wide(page) -> None:
    assert page('<div style="width: 900px">Text</div>').scroll_width(390) > 900


def test_what_runs_in_the_margin_is_on_every_printed_page_and_else_only_on_one(page) -> None:
    margin = '@page { size: A4; @top-center { content: "Every page" } }'
    pages = page(
        '<p>First page</p><p style="break-before: page">Second page</p>', margin
    ).printed_pages()

    assert ["Every page" in text for text in pages] == [True, True]
    assert ["Second page" in text for text in pages] == [False, True]


def test_errors_of_a_script_are_among_the_messages(page) -> None:
    assert any("wrong" in text for text in page("<script>console.log('wrong')</script>").messages())


def test_a_file_that_is_not_there_is_refused(show, tmp_path) -> None:
    with pytest.raises(AssertionError, match="FILE_NOT_FOUND"):
        show(tmp_path / "missing.html")
