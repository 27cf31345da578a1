from datetime import date
from typing import Annotated, Literal

import pytest

from projections.cohort.replay import Replay
from projections.language import (
    InvalidDefinition,
    Signal,
    events,
    field_of,
    first,
    includes,
    not_understood,
    of_class,
    signal,
)
from projections.language.events import FieldTest
from projections.language.sentences import sentence
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.derivations.asking import refused
from tests.spec.tables import read_events, table, told
from timeline.log import AsOf
from timeline.vocabulary import CORE, DayOrder, Event
from timeline.vocabulary.terms import InvalidTerm, Term, Terms

RECORD = """
    patient | record | occurred   | kind            | fields
    A       | a1     | 2020-01-10 | therapy_started | drugs=Blinatumomab setting=salvage
    B       | b1     | 2020-01-11 | therapy_started | drugs=HyperCVAD setting=salvage
    C       | c1     | 2020-01-12 | therapy_started | drugs=XYZ-101 setting=salvage
    D       | d1     | 2020-01-13 | therapy_started | drugs=Dexa+XYZ-101 setting=salvage
"""


def reached(test):
    """Patients of whom a course passes a test, with its record."""
    rows = told(first(events("therapy_started", drugs=test)), RECORD)
    return {row["patient"]: row["decided by"] for row in rows if row["value"] == "reached"}


def test_a_definition_asks_for_preferred_terms_whatever_was_written():
    assert reached(includes("blinatumomab")) == {"A": "a1"}
    assert reached(includes("dexamethasone")) == {"B": "b1", "D": "d1"}


def test_a_definition_can_ask_for_a_regimen_by_its_name():
    assert reached(includes("hyper-CVAD")) == {"B": "b1"}


def test_a_definition_can_ask_for_a_class_of_drugs():
    assert reached(of_class("anthracycline")) == {"B": "b1"}
    assert reached(of_class("antibody", "corticosteroid")) == {"A": "a1", "B": "b1", "D": "d1"}


def test_a_definition_can_ask_for_what_no_term_knows():
    assert reached(not_understood()) == {"C": "c1", "D": "d1"}


def test_the_order_and_spelling_of_drugs_is_no_difference_in_a_value():
    record = """
        patient | record | occurred   | kind            | fields
        A       | a1     | 2020-01-10 | therapy_started | drugs=Dexa+VCR setting=salvage
        B       | b1     | 2020-01-10 | therapy_started | drugs=vincristine-dexa setting=salvage
    """
    given = field_of(first(events("therapy_started")), "drugs")

    assert [row["value"] for row in told(given, record)] == ["dexamethasone + vincristine"] * 2


def test_two_names_of_a_site_are_one_site():
    record = """
        patient | record | occurred   | kind           | fields
        A       | a1     | 2020-01-10 | extramedullary | site=CNS status=present
        A       | a2     | 2020-02-10 | extramedullary | site='Central Nervous System' status=absent
    """
    somewhere = signal("extramedullary", "status").somewhere("site", "present")

    assert told(first(~somewhere), record) == table("""
        patient | value   | date       | decided by
        A       | reached | 2020-02-10 | a2
    """)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (of_class("antibody"), "with drugs that include one of the class antibody"),
        (of_class("antibody", "radiation"), "that include one of the class antibody or radiation"),
        (not_understood(), "with drugs that include a word that no term knows"),
    ],
)
def test_the_sentence_says_what_is_asked(test, words):
    assert words in sentence(first(events("therapy_started", drugs=test)))


def test_the_sentence_of_a_single_field_says_so_too():
    given = events("cell_infusion", product=of_class("CAR T cells"))

    assert sentence(first(given)) == (
        "the first infusion of CAR T cells on record with product of the class CAR T cells"
    )


@pytest.mark.parametrize(
    ("kind", "test", "fault"),
    [
        ("therapy_started", {"drugs": includes("Blina")}, "the preferred term is 'blinatumomab'"),
        ("therapy_started", {"drugs": includes("flu + ven")}, "it is read as 'fludarabine + ven"),
        ("therapy_started", {"drugs": includes("XYZ-101")}, "knows it; add it to the study"),
        ("therapy_started", {"drugs": includes("imatinb")}, "did you mean 'imatinib'?"),
        ("therapy_started", {"regimen": "hyper-CVAD"}, "read as its drugs; ask with 'includes'"),
        ("therapy_started", {"drugs": of_class("antibodies")}, "did you mean 'antibody'?"),
        ("therapy_started", {"drugs": of_class("??")}, "is of that class; see 'timeline terms'"),
        ("laboratory", {"analyte": of_class("antibody")}, "is read by no terminology"),
        ("laboratory", {"analyte": not_understood()}, "is read by no terminology"),
    ],
)
def test_a_study_is_refused_whose_words_its_terminology_calls_otherwise(kind, test, fault):
    with pytest.raises(InvalidDefinition) as refused:
        trial(first(events(kind, **test)))
    assert fault in str(refused.value)


def trial(asked, **own):
    return Study(
        name="trial",
        title="a trial",
        enrolment=first(events()),
        definitions={"asked": asked},
        populations={},
        endpoints=(),
        **own,
    )


OWN = {"drugs": (Term("XYZ-101", ("antibody",), ("xyz",), source="protocol"),)}


def patients(study):
    """Patients of whom what a study asks for is reached."""
    replay = Replay(study, laid_out(read_events(RECORD)), AsOf(date(2020, 12, 31)))
    asked = replay.milestone("asked")
    return asked.patient[asked.reached].tolist()


def test_a_study_can_add_terms_and_only_it_reads_by_them():
    asked = first(events("therapy_started", drugs=of_class("antibody")))
    plain, own = trial(asked), trial(asked, terms=OWN)

    assert (patients(plain), patients(own)) == (["A"], ["A", "C", "D"])
    assert plain.version != own.version


def test_an_earlier_cutoff_is_read_by_the_same_terms():
    study = trial(first(events("therapy_started", drugs=of_class("antibody"))), terms=OWN)
    log = laid_out(read_events(RECORD))
    later = Replay(study, log, AsOf(date(2020, 12, 31)))

    earlier = Replay(study, log, AsOf(date(2020, 1, 12)), later=later).milestone("asked")

    assert earlier.patient[earlier.reached].tolist() == ["A", "C"]


def test_terms_that_a_study_does_not_ask_for_leave_its_version_as_it_is():
    asked = first(events("death"))

    assert trial(asked).version == trial(asked, terms=OWN).version


def test_a_signal_of_free_text_is_read_by_its_terms():
    record = """
        patient | record | occurred   | kind          | fields
        A       | a1     | 2020-01-10 | cell_infusion | product=Kymriah infusion=1
    """
    given = Signal("cell_infusion", "product")

    assert told(first(given.is_("tisagenlecleucel")), record)[0]["date"] == "2020-01-10"


def test_a_test_names_at_least_one_class():
    with pytest.raises(InvalidDefinition, match="at least one"):
        FieldTest("drugs", "of class", ())


@pytest.mark.parametrize(
    ("test", "drug"),
    [(of_class("vinca alkaloid"), "vincristine"), (includes("blinatumomab"), "blinatumomab")],
)
def test_what_would_have_reached_a_milestone_is_a_drug_that_is_meant(test, drug):
    record = """
        record | occurred   | kind            | fields
        1      | 2020-01-10 | therapy_started | drugs=Dexa setting=salvage
    """
    unmet, ((kind, _, said),) = refused(first(events("therapy_started", drugs=test)), record)

    assert unmet
    assert (kind, said["drugs"]) == ("therapy_started", [drug])


def test_a_kind_cannot_be_read_by_a_terminology_that_there_is_not():
    class Reaction(Event):
        day_order = DayOrder.REACTION
        kind: Literal["reaction"] = "reaction"
        what: Annotated[str, Terms("reactions")]

    with pytest.raises(InvalidTerm, match="no terminology 'reactions'"):
        CORE.extended([Reaction])
    own = CORE.extended([Reaction], {"reactions": (Term("rash", synonyms=("exanthema",)),)})
    assert own.terminologies("reaction")["what"].read("Exanthema").terms == ("rash",)


def test_terms_of_a_study_cannot_contradict_those_that_are_there():
    with pytest.raises(InvalidTerm, match="'blina' means both 'blinatumomab' and 'XYZ-101'"):
        CORE.extended([], {"drugs": (Term("XYZ-101", synonyms=("blina",)),)})
