"""Finding studies: those that are shipped, and modules of a user's own."""

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

import projections.studies
from console.application.errors import NotFound
from console.application.study_file import study_in
from projections.language.nearest_name import closest
from projections.study import Study
from timeline.log import Categories, Log
from timeline.vocabulary import CORE, Vocabulary


@cache
def shipped() -> dict[str, Study]:
    """The studies that come with the program, by name."""
    modules = pkgutil.iter_modules(projections.studies.__path__, "projections.studies.")
    found = [import_module(module.name).STUDY for module in modules]
    return {study.name: study for study in found}


def names_of_studies() -> list[str]:
    """Names of the shipped studies, each that of its module, without importing any."""
    return [module.name for module in pkgutil.iter_modules(projections.studies.__path__)]


def pin_of(name: str | None, study: Study) -> Path:
    """Where a study's pin stands: beside its module, and inside it where that is a package."""
    if name is not None and name not in names_of_studies():
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
    if name in names_of_studies():
        found: Study = import_module(f"projections.studies.{name}").STUDY
        return found
    path = Path(name)
    if path.suffix == ".py" and path.is_file():
        return study_in(path)
    close = closest(path.stem, names_of_studies())
    there_are = f"there are: {', '.join(names_of_studies())}, or give the path of a module (.py)"
    raise NotFound(f"no study '{name}'{close or f'; {there_are}'}")


def only_study(log: Log) -> Study:
    """The study in which a store's patients are registered, if it is one.

    Raises
    ------
    NotFound
        If there is none that is shipped, or several.
    """
    registered = set()
    for part in log.parts:
        table = part.segment.tables.get("registered")
        column = table.columns.get("study") if table else None
        if isinstance(column, Categories):
            registered |= set(column.vocabulary)
    known = sorted(registered & {*names_of_studies()})
    if len(known) == 1:
        return study_named(known[0])
    if known:
        raise NotFound(f"the store holds several studies; add --study: {', '.join(known)}")
    raise NotFound(f"no known study in the store; add --study: {', '.join(names_of_studies())}")


def vocabulary_with(name: str | None) -> Vocabulary:
    """The vocabulary of all shipped studies, and of the named one: its kinds first, its terms."""
    own = CORE if name is None else study_named(name).vocabulary
    others = [kind for study in shipped().values() for kind in study.kinds]
    return Vocabulary({**CORE.extended(others).kinds, **own.kinds}, own.terms)
