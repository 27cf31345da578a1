"""The page of definitions is what the definitions say now, and every name in it leads somewhere."""

import re

from console.application.studies import shipped
from console.text.definitions import PARTS, entries, page
from tests.docs.commands import ROOT

PAGE = ROOT / "docs" / "definitions.md"


def test_the_page_is_what_make_docs_would_write_now():
    assert PAGE.read_text(encoding="utf-8") == page(shipped().values()), "run 'make docs'"


def test_every_definition_of_every_study_stands_on_the_page_once():
    anchors = re.findall(r'<a id="([^"]+)">', PAGE.read_text(encoding="utf-8"))

    assert len(anchors) == len(set(anchors))
    for study in shipped().values():
        assert {f"{study.name}-{name}" for name in study.definitions} <= set(anchors)


def test_every_link_leads_to_a_definition_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    anchors = set(re.findall(r'<a id="([^"]+)">', text))

    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_every_definition_of_the_first_study_names_its_source():
    told = entries(shipped()["wudhikarn2021"])
    sourced = [item for item in told if item.place not in {"Conditions", PARTS}]

    assert [item.name for item in sourced if not item.source] == []
