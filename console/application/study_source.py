"""What only the text of a study module shows: that a name or a key is given twice."""

import ast
import re
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

from projections.language import Node
from projections.study import Study


class Twice(NamedTuple):
    """A name that is bound again, with the lines of both bindings."""

    name: str
    line: int
    again: int


def bound_twice(source: bytes, module: ModuleType) -> Iterator[Twice]:
    """Definitions, and the study, that are bound twice at the top; keys twice in one mapping.

    To import the same thing twice is no fault.
    """
    tree = ast.parse(source)
    seen: dict[str, tuple[str, int]] = {}
    for name, origin, line in _bindings(tree):
        first, before = seen.setdefault(name, (origin, line))
        again = before != line and not (origin and origin == first)
        if again and name[0] != "_" and isinstance(vars(module).get(name), Node | Study):
            yield Twice(name, before, line)
    yield from _keys_twice(tree)


def line_of(source: bytes, fault: str) -> int | None:
    """The line of the last definition at the top that a fault names in quotes; None if none is."""
    named = set(re.findall(r"'(\w+)'", fault))
    lines = (line for name, _, line in _bindings(ast.parse(source)) if name in named)
    return max(lines, default=None)


def _bindings(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Names bound by statements at the top, whence they are imported if so, and the line."""
    for statement in tree.body:
        match statement:
            case ast.ImportFrom(module=module, names=names):
                for name in names:
                    yield name.asname or name.name, f"{module}.{name.name}", statement.lineno
            case ast.Assign(targets=targets):
                for target in targets:
                    yield from _targets(target)
            case ast.AnnAssign(target=ast.Name() as target, value=ast.expr()):
                yield target.id, "", statement.lineno


def _targets(target: ast.expr) -> Iterator[tuple[str, str, int]]:
    if isinstance(target, ast.Name):
        yield target.id, "", target.lineno
    elif isinstance(target, ast.Tuple | ast.List):
        for part in target.elts:
            yield from _targets(part)


def _keys_twice(tree: ast.Module) -> Iterator[Twice]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            seen: dict[str, int] = {}
            for key in node.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    if key.value in seen:
                        yield Twice(key.value, seen[key.value], key.lineno)
                    seen[key.value] = key.lineno
