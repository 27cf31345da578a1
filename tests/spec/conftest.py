"""The chapters of the specification in the order in which it is read; others follow by name."""

from pathlib import Path

CHAPTERS = (
    "facts",
    "signals",
    "conditions",
    "milestones",
    "windows",
    "deadlines",
    "endpoints",
    "classes",
    "quantities",
    "episodes",
    "states",
    "as_of",
    "sentences",
    "adjudications",
    "derivations",
    "refusals",
    "clinical",
)


def pytest_collection_modifyitems(items):
    """Sort the book, and leave tests outside it where they are."""
    book = [place for place, item in enumerate(items) if _chapter(item.path)]
    read = sorted((items[place] for place in book), key=lambda item: _turn(item.path))
    for place, item in zip(book, read, strict=True):
        items[place] = item


def _chapter(path):
    below = Path(__file__).parent
    return path.relative_to(below).parts[0] if path.is_relative_to(below) else None


def _turn(path):
    chapter = _chapter(path)
    return CHAPTERS.index(chapter) if chapter in CHAPTERS else len(CHAPTERS)
