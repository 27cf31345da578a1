"""Writing SVG: elements, escaped text, and widths of text that no common font exceeds."""

from xml.sax.saxutils import escape, quoteattr

FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"

# Advance widths in em of DejaVu Sans, the widest of the fonts above.
_CLASSES = (
    (0.32, "ijlIJ', .|·"),
    (0.46, '/:;\\f-()[]t!r"'),
    (0.64, "0123456789aceoszkvxyhnbdgpquLFTPYES*_?`–{}$"),
    (0.79, "KABVXZCRUNHDGOQ&"),
)
_WIDTHS = {character: width for width, group in _CLASSES for character in group}
_WIDEST = 1.0
_BOLD = 1.13


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """An upper bound of the width of a text set in any of the fonts, in the unit of ``size``."""
    width = sum(_WIDTHS.get(character, _WIDEST) for character in text) * size
    return width * _BOLD if bold else width


def number(value: float) -> str:
    """A coordinate to a hundredth, without idle digits."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *children: str, **attributes: str | float) -> str:
    """An element; ``stroke_width=2`` is its attribute ``stroke-width``, a number is a coordinate.

    Children are markup: pass text through ``escaped``.
    """
    written = [
        f" {key.rstrip('_').replace('_', '-')}="
        + quoteattr(value if isinstance(value, str) else number(value))
        for key, value in attributes.items()
    ]
    opening = f"<{name}{''.join(written)}"
    return f"{opening}>{''.join(children)}</{name}>" if children else f"{opening}/>"


def escaped(text: str) -> str:
    """A text as markup."""
    return escape(text)


def document(width: float, height: float, title: str, description: str, body: list[str]) -> str:
    """A whole figure on white, with the title and description that a screen reader reads out."""
    head = [
        element("title", escaped(title), id="title"),
        element("desc", escaped(description), id="desc"),
        element("rect", width=width, height=height, fill="#ffffff"),
    ]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" '
        f'height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}" role="img" '
        f'aria-labelledby="title desc" font-family="{FONT}">'
    )
    return "\n".join([opening, *head, *body, "</svg>\n"])
