import pytest

from projections.language import InvalidDefinition, events, first, first_distinct
from projections.language.sentences import sentence
from tests.spec.tables import table, told

sites = events("extramedullary", status="present")
second_site = first_distinct(2, "site", sites, source="protocol")

RECORD = """
    patient | occurred   | kind            | fields
    A       | 2020-01-01 | extramedullary  | site=skin status=present
    A       | 2020-01-02 | extramedullary  | site=cutaneous status=present
    A       | 2020-01-03 | extramedullary  | site=testis status=absent
    A       | 2020-01-04 | extramedullary  | site=testis status=present
    B       | 2020-01-01 | extramedullary  | site=skin status=present
"""


def test_what_was_told_before_by_any_of_its_words_is_not_counted_again():
    assert told(second_site, RECORD) == table("""
        patient | value       | date       | decided by
        A       | reached     | 2020-01-04 | 1, 4
        B       | not reached |            | 5
    """)


def test_one_event_may_tell_several_of_a_list():
    third_drug = first_distinct(3, "drugs", events("therapy_started"))
    record = """
        occurred   | kind            | fields
        2020-01-01 | therapy_started | drugs=vincristine setting=prior
        2020-02-01 | therapy_started | drugs=Oncovin+dexamethasone+asparaginase setting=prior
    """

    assert told(third_drug, record)[0]["date"] == "2020-02-01"


def test_only_terms_of_the_classes_asked_for_are_counted():
    vinca = ("vinca alkaloid", "nucleoside analogue")
    second = first_distinct(2, "drugs", events("therapy_started"), classes=vinca)
    record = """
        occurred   | kind            | fields
        2020-01-01 | therapy_started | drugs=vincristine+dexamethasone setting=prior
        2020-02-01 | therapy_started | drugs=Ara-C+prednisone setting=prior
    """

    assert told(second, record)[0]["date"] == "2020-02-01"
    assert sentence(second).endswith(
        "2 distinct values of drugs of class vinca alkaloid or nucleoside analogue"
    )


def test_what_several_fields_tell_is_added_up_and_counted_once():
    second = first_distinct(2, ("drugs", "regimen"), events("therapy_started"))
    record = """
        patient | occurred   | kind            | fields
        A       | 2020-01-01 | therapy_started | drugs=Cytoxan regimen=VP-16 setting=prior
        B       | 2020-01-01 | therapy_started | drugs=Cytoxan regimen=CPM setting=prior
        B       | 2020-02-01 | therapy_started | drugs=etoposide setting=prior
        C       | 2020-01-01 | therapy_started | drugs=etoposide setting=prior
    """

    assert [row["date"] for row in told(second, record)] == ["2020-01-01", "2020-02-01", ""]
    assert "2 distinct values of drugs and regimen" in sentence(second)


def test_only_what_lies_in_the_window_is_counted():
    infusion = first(events("cell_infusion"))
    record = """
        occurred   | kind           | fields
        2020-01-01 | extramedullary | site=skin status=present
        2020-01-02 | cell_infusion  | product=x infusion=1
        2020-01-03 | extramedullary | site=testis status=present
    """

    assert told(second_site, record)[0]["value"] == "reached"
    for bounds in ({"after": infusion}, {"before": infusion}):
        assert told(first_distinct(2, "site", sites, **bounds), record)[0]["value"] == "not reached"


def test_it_reads_itself_out():
    assert sentence(second_site) == (
        "the first assessment of disease outside the marrow with disease present "
        "with which there are 2 distinct values of site"
    )


@pytest.mark.parametrize("of", [events("death", "contact"), events()])
def test_a_field_of_several_kinds_cannot_be_counted(of):
    with pytest.raises(InvalidDefinition, match="the one kind"):
        first_distinct(2, "site", of)
