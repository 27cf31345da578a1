"""The checkout as the structure tests read it: its files and modules, what they import and name."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGES = ("timeline", "projections", "analyses", "console", "patient_timeline")
"""Imports run leftward in this order."""


@dataclass(frozen=True, slots=True)
class Module:
    path: str
    name: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]


class Import(NamedTuple):
    target: str
    line: int
    eager: bool
    """Whether it runs when the module is imported, rather than in a call or for a type checker."""


def files() -> list[Path]:
    """Every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    """Every text file by its path in the checkout."""
    contents = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in files()}
    return {
        path: content.decode("utf-8") for path, content in contents.items() if b"\0" not in content
    }


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every module below the folders; a folder that does not exist yet has none."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(map(_read, paths))


def _read(path: Path) -> Module:
    relative = path.relative_to(ROOT)
    name = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
    text = path.read_text(encoding="utf-8")
    return Module(relative.as_posix(), name, text, ast.parse(text))


def imports(module: Module) -> Iterator[Import]:
    """What a module imports, a name taken from a module counting as that module's child."""
    for statement, eager in _import_statements(module.tree, eager=True):
        for target in _targets(statement, module):
            yield Import(target, statement.lineno, eager)


def run_time_imports(module: Module) -> Iterator[Import]:
    """What a module imports when it is imported or called, not for a type checker alone."""
    tree = ast.parse(module.text)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = [ast.Pass()]
    return imports(replace(module, tree=tree))


def _import_statements(
    node: ast.AST, *, eager: bool
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, eager
        else:
            yield from _import_statements(child, eager=eager and not _deferred(child))


def _deferred(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _targets(statement: ast.Import | ast.ImportFrom, module: Module) -> list[str]:
    names = [alias.name for alias in statement.names]
    if isinstance(statement, ast.Import):
        return names
    base = _origin(statement, module)
    return [f"{base}.{name}" for name in names]


def _origin(statement: ast.ImportFrom, module: Module) -> str:
    if not statement.level:
        return statement.module or ""
    up = statement.level - module.path.endswith("__init__.py")
    above = module.name.split(".")[: -up or None]
    return ".".join([*above, *([statement.module] if statement.module else [])])


def references(module: Module) -> Iterator[tuple[str, int]]:
    """Every name a module imports or reads, in full: ``dt.now`` as ``datetime.datetime.now``."""
    full = dict(aliases(module))
    for target, line, _ in imports(module):
        yield target, line
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            first, *rest = ast.unparse(node).split(".")
            yield ".".join([full.get(first, first), *rest]), node.lineno


def aliases(module: Module) -> Iterator[tuple[str, str]]:
    for statement, _ in _import_statements(module.tree, eager=True):
        for alias, target in zip(statement.names, _targets(statement, module), strict=True):
            if alias.asname:
                yield alias.asname, target
            elif isinstance(statement, ast.ImportFrom):
                yield alias.name, target


def is_within(name: str, *scopes: str) -> bool:
    """Whether a dotted name is one of the scopes or lies below one."""
    return any(name == scope or name.startswith(f"{scope}.") for scope in scopes)
