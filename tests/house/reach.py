"""Which definitions of a folder the rest of the packages reach, directly or through each other."""

import ast
from collections.abc import Iterable, Iterator

from tests.house.source import Module, aliases, is_within, references


def unreached(modules: Iterable[Module], folder: str) -> list[str]:
    """Public functions and classes below a folder that no module outside it leads to.

    A method or property counts as reached where some module reads an attribute of its name.
    """
    every = list(modules)
    inside = [module for module in every if is_within(module.name, folder)]
    leads = {
        name: set(_names(node, module)) for module in inside for name, node in _defined(module)
    }
    outside = (module for module in every if not is_within(module.name, folder))
    waiting = [name for module in outside for name, _ in references(module) if name in leads]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [other for other in leads[name] if other in leads]
    read = {attribute for module in every for attribute in _attributes(module)}
    public = (name for name in leads if not name.rpartition(".")[2].startswith("_"))
    return sorted(
        [name for name in public if name not in reached]
        + [name for module in inside for name in _methods(module) if _last(name) not in read]
    )


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _defined(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """Functions, classes and values of a module by their full names."""
    for node in module.tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield f"{module.name}.{name}", node
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield f"{module.name}.{name}", node


def _names(node: ast.stmt, module: Module) -> Iterator[str]:
    """What a definition names, in full."""
    imported = dict(aliases(module))
    for child in ast.walk(node):
        if isinstance(child, ast.Name):
            yield imported.get(child.id, f"{module.name}.{child.id}")


def _methods(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
                    yield f"{module.name}.{node.name}.{method.name}"


def _attributes(module: Module) -> Iterator[str]:
    return (node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute))
