import re

import pytest

from tests.console.report.conftest import Written
from tests.console.report.reading import by_id, cells, links, said, tables, tree

NOTICE = "Synthetic reconstruction"


@pytest.fixture(params=["cohort", "programme"])
def report(request: pytest.FixtureRequest) -> Written:
    return request.getfixturevalue(request.param)


def test_every_tag_is_closed_in_its_order_and_every_id_is_given_once(report: Written) -> None:
    assert by_id(tree(report.page))


def test_every_link_leads_to_a_place_on_the_page(report: Written) -> None:
    root = tree(report.page)
    targets = {target for _, target in links(root)}

    assert len(targets) > 100
    assert targets - set(by_id(root)) == set()


def test_the_page_needs_neither_scripts_nor_the_network(report: Written) -> None:
    root = tree(report.page)
    names = {element.tag for element in root.iter()}
    references = [
        value
        for element in root.iter()
        for name, value in element.items()
        if name in ("src", "href", "style") or name.startswith("on")
    ]

    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert all(reference.startswith("#") for reference in references)
    assert re.findall(r"(?:@import|url\((?!#))[^;]*", report.page) == []


def test_tables_have_captions_and_every_heading_says_of_what(report: Written) -> None:
    by_name = by_id(tree(report.page))
    for name in tables(report.folder):
        assert said(next(by_name[name].iter("caption")))
        heads = list(by_name[name].iter("th"))
        assert heads
        assert {head.get("scope") for head in heads} <= {"col", "row"}


def test_figures_are_read_aloud_by_their_title_and_description(report: Written) -> None:
    root = tree(report.page)
    by_name = by_id(root)
    for figure in root.iter("figure"):
        drawing = next(figure.iter("svg"))
        assert drawing.get("role") == "img"
        for name in drawing.get("aria-labelledby", "").split():
            assert said(by_name[name])
        assert said(next(figure.iter("figcaption")))


def test_the_page_shows_the_tables_that_are_written_as_files(report: Written) -> None:
    by_name = by_id(tree(report.page))
    for name, rows in tables(report.folder).items():
        assert cells(by_name[name]) == rows


def test_made_up_data_are_called_so_in_every_section_and_on_every_figure(cohort: Written) -> None:
    root = tree(cohort.page)
    sections, figures = list(root.iter("section")), list(root.iter("figure"))

    assert len(sections) == 8
    assert len(figures) == 10
    for part in (*sections, *figures, next(root.iter("header"))):
        assert NOTICE.lower() in said(part).lower()
    assert f'@top-center {{ content: "{NOTICE}' in cohort.page


def test_published_data_are_not_called_made_up(programme: Written) -> None:
    assert NOTICE.lower() not in programme.page.lower()


def test_a_report_of_56_patients_is_light_enough_to_send(cohort: Written) -> None:
    assert len(cohort.page.encode()) < 3_000_000


def test_conventions_and_stamp_are_printed(cohort: Written) -> None:
    last = by_id(tree(cohort.page))["the_conventions"]
    page = cohort.page

    assert said(last) == "Conventions and stamp"
    assert "a month is 365/12 days" in page
    assert "<dt>definitions</dt>" in page
    assert "<dt>store position</dt>" in page
