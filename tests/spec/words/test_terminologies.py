import pytest

from timeline.vocabulary.terms import TABLES, InvalidTerm, Term, Terminology, terminology

SHIPPED = [terminology(name) for name in TABLES]


@pytest.mark.parametrize("shipped", SHIPPED, ids=list(TABLES))
def test_every_word_of_a_terminology_is_read_as_its_term(shipped):
    for term in shipped.terms:
        for word in (term.name, *term.synonyms):
            reading = shipped.read(word)
            assert not reading.unknown
            assert reading.says(term.name)


@pytest.mark.parametrize("shipped", SHIPPED, ids=list(TABLES))
def test_every_term_names_its_source_and_a_class_or_parts(shipped):
    for term in shipped.terms:
        assert term.source
        assert term.classes or term.parts


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("CNS", "central nervous system"),
        ("Testis", "testis"),
        ("lymph nodes", "lymph node"),
        ("Bone Marrow", "bone marrow"),
    ],
)
def test_a_site_is_known_by_its_spellings(written, site):
    assert terminology("sites").read(written).terms == (site,)


@pytest.mark.parametrize(
    ("written", "group"),
    [("PD", "disease"), ("TRM", "treatment"), ("GvHD", "treatment"), ("sepsis", "infection")],
)
def test_a_cause_of_death_has_its_class(written, group):
    assert terminology("causes").read(written).classes == {group}


def test_a_word_cannot_mean_two_terms():
    with pytest.raises(InvalidTerm, match="'ino' means both 'a' and 'b'"):
        Terminology("drugs", "", (Term("a", synonyms=("ino",)), Term("b", synonyms=("ino",))))


def test_a_regimen_cannot_hold_a_drug_that_is_no_term():
    with pytest.raises(InvalidTerm, match="'r' holds 'x', which is no term"):
        Terminology("drugs", "", (Term("r", parts=("x",)),))


def test_there_is_no_terminology_of_another_name():
    with pytest.raises(InvalidTerm, match="no terminology 'drug'; there are: drugs"):
        terminology("drug")


def test_added_terms_extend_those_that_are_there():
    more = terminology("drugs", (Term("blinatumomab", synonyms=("BiTE",)), Term("XYZ-101")))
    assert more.read("BiTE").terms == more.read("Blincyto").terms == ("blinatumomab",)
    assert more.read("xyz101").terms == ("XYZ-101",)
    assert terminology("drugs").read("xyz101").unknown == ("xyz101",)
    assert more.digest != terminology("drugs").digest
