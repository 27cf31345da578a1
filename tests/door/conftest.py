"""A store of the shipped cohort, imported once, and opened through the public door."""

import shutil

import pytest

import patient_timeline as pt
from reconstruction.published_tables import FOLDER
from timeline.ingest import BulkLoad
from timeline.store import Store
from timeline.vocabulary import CORE


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("door") / "demo.db"
    with Store.open(path, CORE, create=True) as store:
        list(BulkLoad(store).load(FOLDER / "cohort.jsonl"))
    return path


@pytest.fixture
def cohort(demo):
    return pt.open(demo, study="wudhikarn2021")


@pytest.fixture
def at(cohort):
    return cohort.as_of("2019-12-31")


@pytest.fixture
def beside_the_store(demo, tmp_path, monkeypatch):
    shutil.copy(demo, tmp_path / "demo.db")
    monkeypatch.chdir(tmp_path)
