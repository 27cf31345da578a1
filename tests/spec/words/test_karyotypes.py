import pytest

from timeline.vocabulary.terms import terminology

PHILADELPHIA = "t(9;22)(q34;q11)"


def read(text):
    return terminology("abnormalities").read(text)


@pytest.mark.parametrize(
    "written",
    [
        "t(9;22)",
        "t(9;22)(q34;q11)",
        "t(9;22)(q34;q11.2)",
        "t(9;22)(q34.1;q11.2)",
        "t(22;9)(q11.2;q34)",
        "T(9;22)",
        "BCR-ABL1",
        "BCR::ABL1",
        "bcr/abl",
        "Ph+",
        "Philadelphia chromosome",
        "der(22)t(9;22)(q34;q11)",
        "t(9;22;11)(q34;q11;q13)",
        "46,XY,t(9;22)(q34;q11.2)[18]/46,XY[2]",
    ],
)
def test_the_philadelphia_translocation_is_known_by_its_spellings(written):
    assert read(written).terms == (PHILADELPHIA,)


@pytest.mark.parametrize(
    "written",
    ["t(4;11)(q21;q23.3)", "KMT2A-AFF1", "KMT2A::AFF1", "MLL-AF4", "46,XX,t(4;11)(q21;q23)"],
)
def test_a_fusion_and_its_translocation_are_one_term(written):
    assert read(written).terms == ("t(4;11)(q21;q23)",)


def test_the_same_chromosomes_at_other_bands_are_another_translocation():
    assert read("t(4;11)(q21;p15)").terms == ("t(4;11)(q21;p15)",)
    assert read("t(8;14)(q11.2;q32)").terms == ("t(8;14)(q11.2;q32)",)
    assert read("t(8;14)(q24.1;q32)").terms == ("t(8;14)(q24;q32)",)


def test_chromosomes_whose_digits_run_together_are_told_apart():
    assert read("t(1;19)").terms == ("t(1;19)(q23;p13)",)
    assert read("t(11;9)").terms == ("t(9;11)(p21;q23)",)


@pytest.mark.parametrize(
    "written",
    ["Ph-", "Ph−", "Ph(-)", "Ph (–)", "BCR-ABL1 negative", "no t(9;22)", "nuc ish(ABL1,BCR)x3"],
)
def test_a_denial_or_another_notation_is_not_taken_for_a_finding(written):
    assert read(written).unknown == (written,)


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("27,X,+21[5]", "near haploidy"),
        ("36<1n>,XX,+1,+8[10]/46,XX[4]", "low hypodiploidy"),
        ("34~38,XX[cp5]", "low hypodiploidy"),
        ("43,XY,-7,-9,-20", "high hypodiploidy"),
        ("55,XY,+X,+4,+6,+10,+14,+17,+18,+21,+21[20]", "high hyperdiploidy"),
        ("64,XXY[10]", "60 to 65 chromosomes"),
        ("70<3n>,XX[8]", "near triploidy"),
        ("92,XXYY", "near tetraploidy"),
        ("38~42,XX[cp3]", "number of chromosomes undecided"),
    ],
)
def test_ploidy_is_read_off_the_number_of_chromosomes(written, group):
    assert group in read(written).terms


def test_a_number_that_two_groups_share_is_undecided():
    assert "undecided" in read("64,XXY[10]").classes
    assert "undecided" in read("hypodiploid").classes
    assert "undecided" not in read("36,XX").classes


@pytest.mark.parametrize(
    "written", ["46,XY[20]", "46, XX [20]", "47,XY,+21c[20]", "normal", "46,XX"]
)
def test_a_karyotype_without_acquired_abnormality_is_normal(written):
    assert read(written).terms == ("normal karyotype",)


def test_five_abnormalities_in_one_clone_are_complex_and_four_are_not():
    four = "46,XX,del(6)(q21q25),del(9)(p21),add(12)(p13),+8"
    assert "complex karyotype" not in read(four).classes
    assert "complex karyotype" in read(f"{four},-20").classes
    assert "complex karyotype" not in read(f"{four}/46,XX,-20").classes


def test_gains_of_high_hyperdiploidy_are_not_counted_as_complex():
    assert "complex karyotype" not in read("55,XY,+X,+4,+6,+10,+14,+17,+18,+21,+21").classes


def test_a_later_clone_has_the_abnormalities_of_the_clone_that_it_names():
    first = "46,XY,del(6)(q21),del(9)(p21),add(12)(p13)"
    assert "complex karyotype" in read(f"{first}/48,idem,+8,+22").classes
    assert "complex karyotype" in read(f"{first}/48,sl,+8,+22").classes
    assert "complex karyotype" not in read(f"{first}/48,XY,+8,+22").classes


def test_several_abnormalities_can_be_listed():
    assert read("t(9;22), +8 and del(9)(p21)").terms == ("+8", "del(9)(p21)", PHILADELPHIA)


@pytest.mark.parametrize(
    "written", ["46,XX,t(9;22", "46,XX,inc", "46", "idem,+8", "46,XQ", "t(9;22)?!"]
)
def test_a_karyotype_that_cannot_be_read_to_its_end_is_not_understood(written):
    assert read(written).unknown == (written,)


def test_a_culture_that_failed_is_neither_normal_nor_abnormal():
    assert read("no metaphases").classes == {"no result"}


@pytest.mark.parametrize(
    ("words", "symbols"), [("monosomy 7", "-7"), ("trisomy 8", "+8"), ("9p-", "del(9p)")]
)
def test_an_abnormality_may_be_told_in_words(words, symbols):
    assert read(words).terms == (symbols,)


def test_one_abnormality_written_to_two_resolutions_is_counted_once():
    assert read("del(9p), del(9)(p21)").things == ("del(9p)",)
    assert read("i(17q)").things == read("i(17)(q10)").things
    assert read("del(6)(q21) and del(9)(p21)").things == ("del(6q)", "del(9p)")
    assert read("inv(16)(p13q22)").things == ("inv(16)(p13q22)",)


def test_groups_and_genes_are_no_abnormality_to_be_counted_and_clones_are_counted_by_themselves():
    assert read("high hyperdiploidy").things == read("IKZF1 deletion").things == ()
    assert read("46,XX,del(6)(q21),+8").things == ()
    assert "complex karyotype" in read("46,XX,del(6)(q21),del(7)(p13),del(9)(p21),+8,-20").classes


@pytest.mark.parametrize(
    "written",
    ["?t(9;22)", "?t(9;22)(q34;q11)", "46,XX,?t(9;22)(q34;q11)[5]", "t(9;?22)", "t(4;?)(q21;?)"],
)
def test_a_translocation_with_a_question_mark_is_not_certain_and_leaves_its_group_open(written):
    assert read(written).classes == {"abnormality", "undecided"}
    assert all("?" in term for term in read(written).terms)


def test_another_abnormality_with_a_question_mark_is_none_of_a_group():
    assert read("47,XX,+?8[5]").classes == read("?del(9p)").classes == {"abnormality"}


def test_what_a_single_cell_showed_is_kept_apart():
    one = read("46,XX,t(9;22)(q34;q11)[1]/46,XX[19]")
    both = read("46,XX,del(6)(q21)[4]/47,XX,del(6)(q21),+8[1]")

    assert (one.terms, one.in_one_cell) == (("normal karyotype",), (PHILADELPHIA,))
    assert (both.terms, both.in_one_cell) == (("del(6)(q21)",), ("+8",))


def test_a_single_cell_is_no_clone():
    assert read("46,XX,del(6)(q21)[1]/46,XX[19]").terms == ("normal karyotype",)
    assert read("46,XX,del(6)(q21)[1]").unknown == ("46,XX,del(6)(q21)[1]",)
    assert read("46,XX,del(6)(q21)[11]").terms == ("del(6)(q21)",)


def test_a_number_of_chromosomes_alone_names_its_group():
    assert read("36 chromosomes").terms == read("32-38 chromosomes").terms == ("low hypodiploidy",)
    assert read("46 chromosomes").unknown == ("46 chromosomes",)
