import json
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import networkx
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import PACKAGES, ROOT, imports, is_within, modules, run_time_imports

WORKSHOP = ("dev", "docs")
"""Extras of the workshop, which no package imports."""

HEAVY = ("lifelines", "matplotlib", "networkx", "pandas", "scipy")
ROOMS = {
    "timeline": (
        *("errors", "dates", "amendments", "imputation", "files", "spreadsheets", "vocabulary"),
        *("votes", "history", "quality", "write_rules", "store", "record_changes"),
        *("log", "ingest", "locks"),
    ),
    "projections": (
        *("language", "engine", "gradings", "study", "studies", "cohort", "states", "sequence"),
        *("audit", "comparison", "findings"),
    ),
    "analyses": (
        *("errors", "refused", "natural_order", "hypothesis_test", "spread", "survival"),
        *("descriptive", "interchange", "plan", "summaries", "claims", "statistics"),
    ),
    "console": (
        *("application", "text", "figures", "claims", "audit", "comparison", "export", "report"),
        "cli",
    ),
}
"""Folders and modules of each package: imports run leftward in this order."""
ALLOWED_HEAVY: dict[str, str] = {}
"""Modules that may import a heavy library when they are imported, each with its reason."""


def violations(folders, forbidden):
    return [
        f"{module.path}:{found.line} imports {found.target}"
        for module in modules(*folders)
        for found in imports(module)
        if forbidden(module, found)
    ]


def test_there_are_modules_to_look_at():
    assert modules(*PACKAGES)


def test_imports_run_leftward_from_console_to_timeline():
    def rightward(module, found):
        return is_within(found.target, *PACKAGES[PACKAGES.index(module.package) + 1 :])

    assert violations(PACKAGES, rightward) == []


def room(name):
    return name.split(".")[1] if "." in name else ""


def test_every_room_has_a_place_in_the_order():
    known = {package: {*rooms} for package, rooms in ROOMS.items()}
    found = [module.name for module in modules(*ROOMS) if room(module.name)]

    assert [name for name in found if room(name) not in known[name.partition(".")[0]]] == []
    assert {
        package: {room(n) for n in found if n.startswith(package)} for package in ROOMS
    } == known


def test_imports_run_leftward_from_room_to_room():
    def rightward(module, found):
        rooms = ROOMS[module.package]
        own = is_within(found.target, module.package) and room(module.name)
        if not own or room(found.target) not in rooms:
            return False
        return rooms.index(room(found.target)) > rooms.index(room(module.name))

    assert violations([*ROOMS], rightward) == []


def test_no_modules_import_one_another_in_a_circle():
    every = {module.name: module for module in modules(*PACKAGES)}
    graph = networkx.DiGraph()
    for name, module in every.items():
        for found in imports(module):
            parent = found.target.rpartition(".")[0]
            target = found.target if found.target in every else parent
            if target in every and target != name:
                graph.add_edge(name, target)
    circles = [
        circle for circle in networkx.strongly_connected_components(graph) if len(circle) > 1
    ]

    assert graph.number_of_edges() > len(every)
    assert circles == []


def test_the_packages_know_neither_tests_nor_benchmarks():
    def of_the_workshop(_, found):
        return is_within(found.target, "tests", "benchmarks", "reconstruction")

    assert violations(PACKAGES, of_the_workshop) == []


def test_the_language_and_the_engine_know_no_study():
    def names_a_study(module, found):
        studies = "projections.studies"
        return is_within(found.target, studies) and not is_within(module.name, studies)

    assert violations(["projections"], names_a_study) == []


def test_only_the_console_speaks_to_a_terminal():
    def terminal(_, found):
        return is_within(found.target, "click", "rich")

    assert violations([package for package in PACKAGES if package != "console"], terminal) == []


def test_the_public_interface_knows_no_command_line():
    def command_line(_, found):
        return is_within(found.target, "console.cli")

    assert violations(["patient_timeline"], command_line) == []


def test_only_the_command_line_knows_its_commands():
    def commands(module, found):
        return is_within(found.target, "click") and not is_within(module.name, "console.cli")

    assert violations(PACKAGES, commands) == []


def test_heavy_libraries_are_imported_where_they_are_used():
    def heavy(module, found):
        return found.eager and is_within(found.target, *HEAVY) and module.path not in ALLOWED_HEAVY

    assert violations(PACKAGES, heavy) == []


def test_importing_every_module_loads_no_heavy_library():
    names = [m.name for m in modules(*PACKAGES) if m.path not in ALLOWED_HEAVY]
    names = [name for name in names if not name.endswith("__main__")]
    script = (
        "import importlib, json, sys\n"
        "for name in json.load(sys.stdin): importlib.import_module(name)\n"
        "print(json.dumps(list(sys.modules)))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(names),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )

    assert set(HEAVY) & set(json.loads(loaded.stdout)) == set()


def test_every_library_imported_is_a_declared_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for name in project["optional-dependencies"] if name != "dev"]
    declared = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    known = {canonicalize_name(Requirement(line).name) for line in declared}
    distributions = packages_distributions()

    def undeclared(_, found):
        top = found.target.partition(".")[0]
        provided_by = {canonicalize_name(name) for name in distributions.get(top, [top])}
        ours_or_standard = top in PACKAGES or top in sys.stdlib_module_names
        return not ours_or_standard and not provided_by & known

    assert violations(PACKAGES, undeclared) == []


def test_every_declared_dependency_is_imported_by_some_module():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert unused(project, modules(*PACKAGES)) == []


def test_a_dependency_that_nothing_imports_is_found():
    project = {"dependencies": ["numpy>=2"], "optional-dependencies": {"web": ["hypothesis"]}}

    assert unused(project, modules("analyses")) == ["hypothesis"]
    assert unused(project, ()) == ["hypothesis", "numpy"]


def unused(project, read):
    """Declared dependencies, those of development left out, that no module imports at run time."""
    extras = (
        lines for extra, lines in project["optional-dependencies"].items() if extra not in WORKSHOP
    )
    declared = {
        canonicalize_name(Requirement(line).name)
        for lines in (project["dependencies"], *extras)
        for line in lines
    }
    distributions = packages_distributions()
    tops = {found.target.partition(".")[0] for module in read for found in run_time_imports(module)}
    provided = {canonicalize_name(name) for top in tops for name in distributions.get(top, ())}
    return sorted(declared - provided)
