"""Loading a user's own study module: what is wrong with it is said with its file and line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from hashlib import sha256
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from traceback import walk_tb
from types import CodeType, ModuleType

from pydantic import PydanticUserError

from console.application.errors import InvalidStudy, NotFound
from console.application.shipped import as_typed
from console.application.study_source import bound_twice, line_of
from projections.language import InvalidDefinition
from projections.study import Study
from timeline.errors import TimelineError

ABOUT_CODE = (
    AttributeError,
    ImportError,
    InvalidDefinition,
    NameError,
    PydanticUserError,
    SyntaxError,
    TimelineError,
    TypeError,
)
"""Errors whose messages speak of code; those of others may quote data, and are not repeated."""

PAGE = "docs/studies.md"
STANDS_ALONE = "a study module stands alone, and can import installed packages only"


class AsWritten(SourceFileLoader):
    """Reads a module as it stands: cached bytecode may be of an edit within the same second."""

    def get_code(self, fullname: str) -> CodeType:
        """Compile the file itself."""
        return self.source_to_code(self.get_data(self.path), self.path)


def study_in(path: Path) -> Study:
    """The study that a module defines under the name ``STUDY``.

    Raises
    ------
    NotFound
        If it defines none.
    InvalidStudy
        If the module cannot be read or run, or its ``STUDY`` is no study.
    """
    with _named_failures(path):
        return _study_in(path, path.read_bytes())


@cache
def _study_in(path: Path, source: bytes) -> Study:
    """The study of a file as it stands: its kinds of event are declared once a process."""
    module = _run(path, source)
    if "STUDY" not in vars(module):
        raise NotFound(f"{path} defines no STUDY; see '{as_typed(PAGE)}' for an example")
    for name, line, again in bound_twice(source, module):
        raise InvalidStudy(
            f"{path}, line {again}: '{name}' already has a meaning since line {line}, which would "
            "be lost; choose another name"
        )
    study = module.STUDY
    if not isinstance(study, Study):
        raise InvalidStudy(f"{path}: STUDY is of type {type(study).__name__}; make it a Study")
    return study


def _run(path: Path, source: bytes) -> ModuleType:
    """Run a module under a name of its own; what it prints goes beside the results."""
    name = f"{path.stem}_{sha256(str(path.resolve()).encode() + source).hexdigest()[:16]}"
    loader = AsWritten(name, str(path))
    specification = spec_from_loader(name, loader)
    assert isinstance(specification, ModuleSpec)
    module = module_from_spec(specification)
    sys.modules[name] = module  # where annotations of its kinds of event are looked up
    with redirect_stdout(sys.stderr):
        loader.exec_module(module)
    return module


@contextmanager
def _named_failures(path: Path) -> Iterator[None]:
    """Say of whatever goes wrong in a study module where and what it is."""
    try:
        yield
    except (InvalidStudy, NotFound):
        raise
    except SyntaxError as error:
        place = f"{error.filename or path}, line {error.lineno or 1}"
        raise InvalidStudy(f"{place}: {error.msg}; correct it there") from error
    except OSError as error:
        raise InvalidStudy(
            f"{path} cannot be read: {error.strerror or 'see its rights'}"
        ) from error
    except SystemExit as error:
        raise InvalidStudy(f"{_place(path, error)}: it ends the program; declare only") from error
    except InvalidDefinition as error:
        line = line_of(path.read_bytes(), str(error))
        place = _place(path, error) if line is None else f"{path}, line {line}"
        raise InvalidStudy(f"{place}: {_what(error)}") from error
    except Exception as error:
        raise InvalidStudy(f"{_place(path, error)}: {_what(error)}") from error


def _place(path: Path, error: BaseException) -> str:
    """The file, and its line at which an error came up."""
    lines = [line for frame, line in walk_tb(error.__traceback__) if _is_of(frame, path)]
    return f"{path}, line {lines[-1]}" if lines else str(path)


def _is_of(frame: object, path: Path) -> bool:
    code = getattr(frame, "f_code", None)
    return isinstance(code, CodeType) and code.co_filename == str(path)


def _what(error: Exception) -> str:
    if isinstance(error, ImportError):
        return f"{error.msg}; {STANDS_ALONE}"
    message = str(error).partition("\n")[0].rstrip(".")
    if message and isinstance(error, ABOUT_CODE):
        return f"{message}; correct it there"
    return f"{type(error).__name__}; set TIMELINE_DEBUG=1 to see what it says"
