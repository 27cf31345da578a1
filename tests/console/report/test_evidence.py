import re
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

import pytest

from console.application.question import Question
from console.application.session import Session, session
from console.report.appendix import Appendix
from projections.language import Endpoint, Milestone, Quantity
from tests.console.report.conftest import Written
from tests.console.report.reading import by_id, cells, links, said, tables, tree

COUNT = re.compile(r"(\d+)(?: \([\d.]+%\))?$")
COUNTED = (
    "attrition",
    "table-1",
    "table-s1",
    "table-s2",
    "table-s2c",
    "table-s4",
    "table-s6",
    "additional-table-1",
    "additional-table-2",
    "additional-table-3",
    "additional-table-4",
    "additional-table-6",
    "additional-table-7",
    "additional-table-8",
)
"""Tables whose cells are numbers of patients or of their episodes."""


def entries(place: Element) -> list[Element]:
    """The patients behind a number."""
    return [row for row in place.iter("tr") if len(row) == 4 and row[0].tag == "td"]


def test_a_count_leads_to_as_many_patients(cohort: Written) -> None:
    by_name = by_id(tree(cohort.page))
    followed = 0
    for name in COUNTED:
        for cell in by_name[name].iter("td"):
            number = COUNT.match(said(cell))
            for _, target in links(cell) if number else ():
                place = by_name[target]
                if place.tag == "tbody":
                    assert len(entries(place)) == int(number[1])
                    followed += 1

    assert followed > 100


def test_every_count_of_somebody_leads_somewhere(cohort: Written) -> None:
    by_name = by_id(tree(cohort.page))
    for name in COUNTED:
        for cell in by_name[name].iter("td"):
            number = COUNT.match(said(cell))
            if number and int(number[1]):
                assert list(links(cell)), (name, said(cell))


def test_every_patient_behind_a_number_leads_to_an_event_of_that_patient(cohort: Written) -> None:
    by_name = by_id(tree(cohort.page))
    histories = {
        name.removeprefix("patient-"): {row.get("id") for row in place.iter("tr")}
        for name, place in by_name.items()
        if name.startswith("patient-")
    }
    cited = 0
    for place in by_name.values():
        if place.tag == "details" and not place.get("id").startswith("patient-"):
            for entry in entries(place):
                patient, *events = [target for _, target in links(entry)]
                assert set(events) <= histories[patient.removeprefix("patient-")]
                cited += len(events)

    assert cited > 2000


def test_every_definition_behind_a_number_says_its_rule(cohort: Written) -> None:
    page = tree(cohort.page)
    rules = [said(item) for item in page.iter("p") if item.get("class") == "rule"]

    assert len(rules) > 80
    assert all(rules)
    assert any("marrow blasts percent < 5" in rule for rule in rules)


def test_a_cell_of_a_listing_leads_to_the_value_of_that_patient(cohort: Written) -> None:
    by_name = by_id(tree(cohort.page))
    for row in by_name["table-5"].iter("tr"):
        who = said(row[0])
        for cell in row[1:]:
            for text, target in links(cell):
                shown = [said(item) for item in by_name[target]]
                assert shown[0] == who
                assert text in (*shown, "–") or shown[1] == "yes"


def test_numbers_of_every_table_lead_to_what_is_behind_them(cohort: Written) -> None:
    by_name = by_id(tree(cohort.page))
    for name, rows in tables(cohort.folder).items():
        if not name.startswith("claims"):
            assert len(rows) > 1, name
            assert list(links(by_name[name])), name
            assert cells(by_name[name])


def test_every_event_of_every_patient_is_listed_once(cohort: Written) -> None:
    page = cohort.page
    listed = re.findall(r'<tr id="e-([0-9a-f]+)"', page)

    assert len(listed) == len(set(listed)) > 4000


@pytest.fixture(scope="module")
def opened(cohort: Written) -> Iterator[Session]:
    with session(cohort.store, Question(cutoff=date(2019, 12, 31))) as opened:
        yield opened


@pytest.fixture(scope="module")
def appendix(opened: Session) -> Appendix:
    return Appendix(opened.replay())


@pytest.mark.parametrize("patient", ["MSK9", "MSK16", "MSK29", "MSK44", "MSK47", "MSK56"])
def test_what_decided_a_value_of_the_cohort_is_what_the_audit_of_the_patient_says(
    opened: Session, appendix: Appendix, patient: str
) -> None:
    audit = opened.audit(patient)
    for name, node in opened.study.definitions.items():
        if isinstance(node, Milestone | Quantity | Endpoint):
            derivation, found = audit.derivation(name), appendix.values(name)[patient]
            if found.event is not None and derivation.decided_by:
                assert found.event in derivation.decided_by, name
            if isinstance(node, Milestone):
                assert found.day == derivation.date, name
                assert bool(found.value) == (derivation.date is not None), name
