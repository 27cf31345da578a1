import ast
import re
from pathlib import PurePath

from tests.house.source import ROOT, modules, texts

WRITTEN_FOR_READERS = {".md", ".txt", ".csv", ".jsonl", ".json"}


def lines_with(pattern, skip=frozenset()):
    expression = re.compile(pattern)
    return [
        f"{path}:{number} {match[0]}"
        for path, text in texts().items()
        if PurePath(path).suffix not in skip
        for number, line in enumerate(text.splitlines(), start=1)
        for match in expression.finditer(line)
    ]


def test_no_file_holds_a_path_of_one_machine():
    assert lines_with(r"(?<![\w.:/])(?:/(?:root|home|Users|work|farm|opt|mnt)/|[A-Z]:\\)\w+") == []


def test_no_file_names_a_package_registry():
    registry = r"\b(?:py(?:pi|thonhosted)\.org|npm(?:js)?\.(?:org|com)|deb\.debian\.)"

    assert lines_with(registry) == []


def test_nothing_is_left_to_be_done_in_a_comment():
    assert lines_with(r"\b(?:TO[D]O|FI[X]ME|X[X]X|HA[C]K)\b", skip=WRITTEN_FOR_READERS) == []


def test_every_test_is_named_by_a_sentence():
    names = {
        f"{module.path}:{node.lineno}": node.name
        for module in modules("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    }
    short = {place: name for place, name in names.items() if len(name.split("_")) < 4}

    assert names
    assert short == {}


def test_every_folder_of_modules_is_a_package():
    for module in modules("timeline", "projections", "analyses", "console"):
        package = (ROOT / module.path).with_name("__init__.py")
        assert package.is_file(), f"{module.path} lies in a folder without __init__.py"
