import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

FOLDER = ROOT / "requirements"
ENTRY = re.compile(
    r"(?P<name>[a-z0-9.-]+)==(?P<version>[0-9][0-9a-z.]*)(?: ; [^\\\n]+)?"
    r"(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def pins(name):
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return {entry["name"]: entry["version"] for entry in ENTRY.finditer(text)}


def declared(*extras):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + [
        line for extra in extras for line in project["optional-dependencies"][extra]
    ]
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


def test_a_pin_file_holds_exact_versions_with_hashes_and_nothing_else():
    files = sorted(FOLDER.glob("*.txt"))

    assert [path.stem for path in files] == ["build", "dev", "reconstruction", "runtime"]
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


def test_the_pins_are_those_of_the_declared_dependencies():
    for name, extras in {"runtime": (), "dev": ("dev",)}.items():
        pinned = pins(name)
        for distribution, requirement in declared(*extras).items():
            assert distribution in pinned
            assert requirement.specifier.contains(pinned[distribution]), requirement


def test_a_library_has_one_version_in_every_pin_file():
    runtime, dev, build = pins("runtime"), pins("dev"), pins("build")

    assert runtime.items() <= dev.items()
    assert {name: dev.get(name, version) for name, version in build.items()} == build
