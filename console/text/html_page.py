"""The frame of a page of HTML that needs nothing else: no script, no style sheet, no network."""

from html import escape


def html_page(title: str, sheet: str, notice: str, body: str) -> str:
    """The whole page.

    Parameters
    ----------
    title
        As plain text.
    sheet
        The style sheet that the page carries.
    notice
        What runs in the margin of every printed page; nothing if empty.
    body
        What the page shows, as HTML.
    """
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{sheet}{_running(notice)}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _running(notice: str) -> str:
    """The notice in the margin of every printed page."""
    if not notice:
        return ""
    look = f'content: "{notice}"; color: #a50f15; font: bold 8.5pt sans-serif;'
    return f"@page {{ @top-center {{ {look} }} }}\n"
