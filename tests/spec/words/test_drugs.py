import pytest

from timeline.vocabulary.terms import terminology

HYPER_CVAD = (
    "cyclophosphamide", "cytarabine", "dexamethasone", "doxorubicin", "methotrexate", "vincristine",
)  # fmt: skip
FLAG_IDA = ("cytarabine", "filgrastim", "fludarabine", "idarubicin")


def read(text):
    return terminology("drugs").read(text)


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("Blinatumomab", "blinatumomab"),
        ("blinatumomab ", "blinatumomab"),
        ("BLINCYTO", "blinatumomab"),
        ("inotuzumab", "inotuzumab ozogamicin"),
        ("Inotuzumab-Ozogamicin", "inotuzumab ozogamicin"),
        ("InO", "inotuzumab ozogamicin"),
        ("ara c", "cytarabine"),
        ("L-Asparaginase", "asparaginase"),
        ("VP-16", "etoposide"),
        ("tisa-cel", "tisagenlecleucel"),
        ("brexucabtagene autoleucel", "brexucabtagene autoleucel"),
    ],
)
def test_case_hyphens_brands_and_abbreviations_make_no_difference(written, term):
    assert read(written).terms == (term,)


@pytest.mark.parametrize("written", ["Imatinib", "ímatínib", "Ímátinib"])
def test_accents_make_no_difference(written):
    assert read(written).terms == ("imatinib",)


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("hyper-CVAD", HYPER_CVAD),
        ("HyperCVAD", HYPER_CVAD),
        ("Hyper CVAD", HYPER_CVAD),
        ("FLAG-IDA", FLAG_IDA),
        ("FLAG-Ida", FLAG_IDA),
        ("POMP", ("mercaptopurine", "methotrexate", "prednisone", "vincristine")),
        ("hyperCVAD A", ("cyclophosphamide", "dexamethasone", "doxorubicin", "vincristine")),
    ],
)
def test_a_regimen_is_read_as_its_drugs(written, drugs):
    assert read(written).terms == drugs


def test_a_regimen_keeps_its_name_besides():
    assert read("HyperCVAD").named == ("hyper-CVAD",)
    assert read("HyperCVAD").says("hyper-CVAD")
    assert read("HyperCVAD").says("vincristine")


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("blina/ino", ("blinatumomab", "inotuzumab ozogamicin")),
        ("Vincristine/Dex", ("dexamethasone", "vincristine")),
        ("vincristine-dexamethasone", ("dexamethasone", "vincristine")),
        ("vincristine, prednisone and doxorubicin", ("doxorubicin", "prednisone", "vincristine")),
        ("Ponatinib + steroid", ("corticosteroid (not specified)", "ponatinib")),
        ("FLAG-Ida + ven", (*FLAG_IDA, "venetoclax")),
        ("Inotuzumab ozogamicin (Besponsa)", ("inotuzumab ozogamicin",)),
    ],
)
def test_a_combination_is_read_part_by_part(written, drugs):
    assert read(written).terms == drugs


@pytest.mark.parametrize(
    "written",
    [
        "no blinatumomab",
        "ponatinib (held)",
        "blinatumomab + XYZ-101",
        "Blinatumomabb",
        "?",
        "blinatumomab?",
        "blinatumomab (?)",
        "- blinatumomab",
        "Ø blinatumomab",
    ],
)
def test_a_text_of_which_any_part_is_not_known_is_unknown_as_a_whole(written):
    assert read(written).terms == ()
    assert read(written).unknown == (written,)


@pytest.mark.parametrize(
    ("written", "drugs"),
    [
        ("dexamethasone 40 mg", ("dexamethasone",)),
        ("MTX 1 g/m2", ("methotrexate",)),
        ("Blincyto 28 µg/day x2 cycles", ("blinatumomab",)),
        ("Cytarabine 3 g/m² q12h", ("cytarabine",)),
        ("Dex 40mg p.o. d1-4", ("dexamethasone",)),
        ("flu 30mg/m2 + cy 500 mg/m2", ("cyclophosphamide", "fludarabine")),
    ],
)
def test_doses_days_and_cycles_are_no_part_of_the_name(written, drugs):
    assert read(written).terms == drugs


def test_intrathecal_cytarabine_is_not_the_systemic_drug():
    assert "nucleoside analogue" in read("Ara-C").classes
    assert read("IT Ara-C").classes == {"intrathecal"}


@pytest.mark.parametrize("written", ["UNK", "n/k", "chemotherapy", "clinical trial"])
def test_a_word_that_names_no_drug_is_known_as_such(written):
    assert read(written).unknown == ()
    assert read(written).classes <= {"unspecified treatment", "unspecified chemotherapy"}


def test_the_closest_term_of_a_misspelt_word_is_offered_and_not_applied():
    assert terminology("drugs").closest("Blinatumomabb") == "blinatumomab"
    assert read("Blinatumomabb").unknown == ("Blinatumomabb",)


@pytest.mark.parametrize("word", ["q", "no blinatumomab", "blinatumomab?", "blinatumomab stopped"])
def test_of_a_word_unlike_any_other_or_that_denies_one_no_term_is_offered(word):
    assert terminology("drugs").closest(word) is None
