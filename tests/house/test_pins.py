import re
import tomllib
from importlib.metadata import distributions
from itertools import chain

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.house.closure import PYTHONS, environments, needed
from tests.house.source import ROOT

FOLDER = ROOT / "requirements"
ENTRY = re.compile(
    r"(?P<name>[a-z0-9.-]+)==(?P<version>[0-9][0-9a-z.]*)(?: ; [^\\\n]+)?"
    r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def pins(name):
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return {entry["name"]: entry["version"] for entry in ENTRY.finditer(text)}


def declared(name):
    """What the pins of a name are made from: pyproject.toml, or the .in file beside the pins."""
    source = FOLDER / f"{name}.in"
    if source.exists():
        lines = re.sub("#.*", "", source.read_text(encoding="utf-8")).split("\n")
    else:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        lines = project["dependencies"] + project["optional-dependencies"].get(name, [])
    return [Requirement(line) for line in lines if line.strip()]


def installed(name):
    """The distributions that hold the pins of a name; none if no such environment was made."""
    if name == "reconstruction":
        folders = (ROOT / "build/reconstruction/lib").glob("python*/site-packages")
        found = distributions(path=[str(folder) for folder in folders])
    else:
        found = distributions()
    return {canonicalize_name(item.name): item for item in found}


def test_a_pin_file_holds_exact_versions_with_hashes_and_nothing_else():
    files = sorted(FOLDER.glob("*.txt"))

    assert [path.stem for path in files] == ["build", "dev", "docs", "reconstruction", "runtime"]
    for path in files:
        assert ENTRY.sub("", path.read_text(encoding="utf-8")) == "", path.name


def test_no_file_of_the_set_up_names_a_host():
    host = re.compile(r"://|\b[\w-]+\.(?:org|com|net|io|dev)\b")
    found = [
        f"{path.name}: {match[0]}"
        for path in (*FOLDER.iterdir(), ROOT / "Makefile", ROOT / "pyproject.toml")
        for match in host.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("name", ["build", "runtime", "dev", "docs", "reconstruction"])
def test_the_pins_are_those_of_the_declared_dependencies(name):
    pinned = pins(name)
    for requirement in declared(name):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


@pytest.fixture(params=["build", "runtime", "dev", "docs", "reconstruction"])
def environment(request):
    """The name of some pins, and the distributions of an environment that holds them."""
    found = installed(request.param)
    if request.param == "reconstruction" and not found:
        pytest.skip("no environment of the reconstruction is made here (make reconstruct)")
    pinned = pins(request.param)
    if request.param == "docs" and not pinned.keys() <= found.keys():
        pytest.skip("what builds the documentation site is not installed here (make site)")
    assert {name: found[name].version for name in pinned} == pinned
    return request.param, {name: found[name] for name in pinned}


def closure(name, found):
    """What the pins of a name are asked for, in every supported environment together."""
    required = {by: [Requirement(line) for line in one.requires or ()] for by, one in found.items()}
    everywhere = (needed(declared(name), required, markers) for markers in environments())
    return set(chain.from_iterable(everywhere))


def test_what_a_pinned_distribution_requires_is_pinned_in_a_version_that_serves(environment):
    name, found = environment
    amiss = [
        f"{item.by or name} requires {item.requirement}"
        for item in closure(name, found)
        if item.name not in found
        or not item.requirement.specifier.contains(found[item.name].version, prereleases=True)
    ]

    assert sorted(amiss) == []


def test_nothing_is_pinned_that_nothing_requires(environment):
    name, found = environment

    assert found.keys() - {item.name for item in closure(name, found)} == set()


def test_every_pinned_distribution_runs_on_every_supported_python(environment):
    _, found = environment
    refused = [
        f"{name}: {wanted}"
        for name, one in found.items()
        if (wanted := one.metadata["Requires-Python"])
        and not all(SpecifierSet(wanted).contains(f"{python}.0") for python in PYTHONS)
    ]

    assert refused == []


def test_a_library_has_one_version_in_every_pin_file():
    runtime, dev, docs, build = pins("runtime"), pins("dev"), pins("docs"), pins("build")

    assert runtime.items() <= dev.items()
    assert runtime.items() <= docs.items()
    for others in (dev, build):
        assert {name: others.get(name, version) for name, version in docs.items()} == docs
    assert {name: dev.get(name, version) for name, version in build.items()} == build
