import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.source import PACKAGES, ROOT, files

SHARED = ("docs", "fixtures", "CHANGELOG.md", "GLOSSARY.md", "README.md")
NAME = f"patient_timeline-{version('patient-timeline')}"
DATA = f"{NAME}.data/data/share/patient-timeline"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_every_file_of_the_packages_the_documents_and_the_data(wheel):
    tracked = [path.relative_to(ROOT) for path in files()]
    expected = {path.as_posix() for path in tracked if path.parts[0] in PACKAGES}
    expected |= {f"{DATA}/{path.as_posix()}" for path in tracked if path.parts[0] in SHARED}

    carried = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert carried == expected


def test_type_checkers_read_the_types_of_every_package(wheel):
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(ZipFile(wheel).namelist())


def test_the_wheel_carries_its_licence_and_its_command(wheel):
    names = ZipFile(wheel).namelist()

    assert f"{NAME}.dist-info/licenses/LICENSE" in names
    assert f"{NAME}.dist-info/entry_points.txt" in names


@pytest.mark.parametrize("where", ["--prefix", "--target"])
def test_what_is_installed_finds_its_documents_and_data(wheel, where, tmp_path):
    folder = tmp_path / "a folder"
    leave_ours = ("--ignore-installed", "--no-deps", "--no-index")
    pip = [sys.executable, "-m", "pip", "install", *leave_ours, where, folder, wheel]
    subprocess.run(pip, check=True, capture_output=True)
    (package,) = folder.rglob("console/application/shipped.py")
    asked = "from console.application.shipped import as_typed; print(as_typed('docs/states.md'))"

    found = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env={"PYTHONPATH": str(package.parents[2])},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()

    assert Path(found).is_relative_to(folder)
    assert Path(found).read_bytes() == (ROOT / "docs/states.md").read_bytes()
