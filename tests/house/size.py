"""How long modules and functions are, and how long they may be."""

import ast
from collections.abc import Iterator

from tests.house.source import PACKAGES, Module, modules

MODULE_AIM, MODULE_LIMIT = 250, 300
FUNCTION_AIM, FUNCTION_LIMIT = 20, 40

Lengths = dict[str, int]


def module_lengths() -> Lengths:
    """Lines of every module, by its path."""
    return {module.path: len(module.text.splitlines()) for module in _written_here()}


def function_lengths() -> Lengths:
    """Lines of every function from its ``def`` to its end, docstring left out."""
    return dict(pair for module in _written_here() for pair in _functions(module))


def over(lengths: Lengths, limit: int) -> Lengths:
    return {place: length for place, length in lengths.items() if length > limit}


def _written_here() -> tuple[Module, ...]:
    return modules(*PACKAGES, "benchmarks")


def _functions(module: Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            yield f"{module.path}:{node.lineno} {node.name}", lines - _docstring_lines(node)


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(node) is None:
        return 0
    first = node.body[0]
    return first.end_lineno - first.lineno + 1
