"""Finding studies: those that are shipped, and modules of a user's own."""

import pkgutil
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType

import projections.studies
from console.errors import NotFound
from projections.study import Study
from timeline.vocabulary import CORE, Vocabulary


class AsWritten(SourceFileLoader):
    """Reads a module as it stands: cached bytecode may be of an edit within the same second."""

    def get_code(self, fullname: str) -> CodeType:
        """Compile the file itself."""
        return self.source_to_code(self.get_data(self.path), self.path)


@cache
def shipped() -> dict[str, Study]:
    """The studies that come with the program, by name."""
    modules = pkgutil.iter_modules(projections.studies.__path__, "projections.studies.")
    found = [import_module(module.name).STUDY for module in modules]
    return {study.name: study for study in found}


def pin_of(name: str | None, study: Study) -> Path:
    """Where a study's pin stands: beside its module, and inside it where that is a package."""
    if name is not None and name not in shipped():
        path = Path(name)
        return path.with_name(f"{path.stem}.definitions.lock")
    for module in pkgutil.iter_modules(projections.studies.__path__, "projections.studies."):
        found = import_module(module.name)
        if found.STUDY.name == study.name and found.__file__ is not None:
            file = Path(found.__file__)
            beside = file.with_name(f"{file.stem}.definitions.lock")
            return file.with_name("definitions.lock") if module.ispkg else beside
    raise NotFound(f"study '{study.name}' is no shipped one; name its module with --study")


def study_named(name: str) -> Study:
    """A shipped study by name, or a study module by path.

    Raises
    ------
    NotFound
        If there is no such study; the message lists those there are.
    """
    if name in shipped():
        return shipped()[name]
    path = Path(name)
    if path.suffix == ".py" and path.is_file():
        return _study_in(path)
    raise NotFound(f"no study '{name}'; there are: {', '.join(shipped())}, or give a module's path")


def _study_in(path: Path) -> Study:
    specification = spec_from_file_location(path.stem, path, loader=AsWritten(path.stem, str(path)))
    assert specification is not None
    assert specification.loader is not None
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    study = getattr(module, "STUDY", None)
    if not isinstance(study, Study):
        raise NotFound(f"{path} defines no STUDY; see 'projections/studies' for examples")
    return study


def vocabulary_with(name: str | None) -> Vocabulary:
    """The vocabulary of all shipped studies, and of the named one."""
    kinds = [kind for study in shipped().values() for kind in study.kinds]
    if name is not None and name not in shipped():
        kinds += study_named(name).kinds
    return CORE.extended(kinds)
