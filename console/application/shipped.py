"""Where the data and documents lie that come with the program, in a checkout or installed."""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from console.application.errors import NotFound

BESIDE = Path(__file__).parents[2]
"""What holds the packages: a checkout, or a folder of installed packages."""
SHARED = "share/patient-timeline"


def shared(name: str) -> Path:
    """A file or folder by its path in a checkout: ``fixtures``, ``docs/report.md``.

    Raises
    ------
    NotFound
        If the program was installed without it.
    """
    if path := _found(name):
        return path
    raise NotFound(f"'{name}' did not come with this installation; install the whole wheel")


def as_typed(name: str) -> str:
    """A shipped file or folder as a user would name it here: shortly, if that leads there."""
    path = _found(name)
    return name if not path or (Path(name).exists() and path.samefile(name)) else str(path)


def undeclared(study: str, part: str) -> NotFound:
    """The error that a study declares no ``states`` or ``report``; it names the page to read."""
    page = as_typed(f"docs/{part}.md")
    return NotFound(f"study '{study}' declares no {part}; see '{page}'")


def _found(name: str) -> Path | None:
    return next((path for folder in _folders() if (path := folder / name).exists()), None)


def _folders() -> Iterator[Path]:
    """Where shipped files may lie: pip puts them beside the packages, or records where it did."""
    if (BESIDE / "pyproject.toml").is_file():
        yield BESIDE
    yield BESIDE / SHARED
    yield from _recorded()


def _recorded() -> Iterator[Path]:
    try:
        recorded = files("patient-timeline") or ()
    except PackageNotFoundError:
        return
    for file in recorded:
        if file.as_posix().endswith(f"{SHARED}/README.md"):
            yield Path(str(file.locate())).resolve().parent
