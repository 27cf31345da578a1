"""What a patient brought: genetics, prior treatment, burden, laboratory values, dose, age."""

import pytest

from tests.spec.clinical.asked import INFUSION, asked, day, value
from tests.spec.tables import table


def told(*rows):
    return "\n".join(["day | kind | fields", *rows, INFUSION])


def found(abnormality, more="method=karyotype", at=-100):
    return f"{at} | cytogenetic_finding | abnormality='{abnormality}' {more}"


DELETIONS = ("del(9p)", "del(13q)", "del(7p)", "del(6q)", "del(12p)")
FIVE = [found(name, at=at) for at, name in enumerate(DELETIONS, start=-105)]


@pytest.mark.parametrize(
    ("rows", "risk"),
    [
        ([found("t(9;22)")], "high"),
        (["-100 | philadelphia_status | status=positive transcript=p190"], "high"),
        ([found("t(4;11)")], "high"),
        ([found("t(8;14)")], "high"),
        ([found("low hypodiploidy")], "high"),
        ([found("near triploidy")], "high"),
        ([found("complex karyotype")], "high"),
        (FIVE, "high"),
        (FIVE[:4], "standard"),
        ([found("t(4;11)", "found=false method=fish"), found("del(9p)")], "standard"),
        ([found("t(4;11)", "found=false method=fish")], "unknown"),
        (["-100 | philadelphia_status | status=negative"], "unknown"),
    ],
)
def test_cytogenetic_risk_is_that_of_mrc_ukall_xii_and_standard_only_if_karyotyped(rows, risk):
    assert value("cytogenetic_risk", told(*rows)) == risk


@pytest.mark.parametrize(
    ("written", "risk"),
    [
        ("t(9;22)(q34;q11.2)", "high"),
        ("BCR-ABL1", "high"),
        ("KMT2A-AFF1", "high"),
        ("t(8;14)(q24;q32)", "high"),
        ("36<1n>,XX,+1,+8[10]/46,XX[4]", "high"),
        ("70<3n>,XX[8]", "high"),
        ("46,XX,del(6)(q21q25),del(9)(p21),add(12)(p13),+8,-20[12]", "high"),
        ("47,XX,+8", "standard"),
        ("46,XY[20]", "standard"),
        ("t(8;14)(q11.2;q32)", "standard"),
        ("55,XY,+X,+4,+6,+10,+14,+17,+18,+21,+21[20]", "standard"),
        ("64,XX[10]", "unknown"),
        ("hypodiploid", "unknown"),
        ("no metaphases", "unknown"),
        ("t(9;22)(q34.12;q11.23)", "high"),
        ("KMT2A::AFF1", "high"),
        ("IGH::MYC", "high"),
        ("36 chromosomes", "high"),
        ("monosomy 7", "standard"),
        ("36,XX[1]", "unknown"),
        ("see report", "unknown"),
        ("?t(9;22)", "unknown"),
        ("46,XX,?t(9;22)(q34;q11)[5]/46,XX[15]", "unknown"),
        ("?t(9;22), t(4;11)", "high"),
        ("47,XX,+?8[5]", "standard"),
        ("46,XX,t(9;22)(q34;q11)[1]/46,XX[19]", "standard"),
    ],
)
def test_cytogenetic_risk_is_read_off_what_was_meant_and_unknown_where_that_is(written, risk):
    assert value("cytogenetic_risk", told(found(written))) == risk


def test_a_questionable_philadelphia_chromosome_leaves_it_unknown():
    doubted = found("46,XX,?t(9;22)(q34;q11)[5]")

    assert value("philadelphia_chromosome", told(doubted)) == "unknown"
    negative = "-90 | philadelphia_status | status=negative"
    assert value("philadelphia_chromosome", told(doubted, negative)) == "negative"


def test_one_finding_that_is_not_understood_leaves_the_risk_unknown_unless_another_is_high():
    unread = found("see report", at=-101)

    assert value("cytogenetic_risk", told(unread, found("del(9p)"))) == "unknown"
    assert value("cytogenetic_risk", told(unread, found("t(4;11)"))) == "high"
    assert day("abnormality_not_understood", told(unread, found("del(9p)"))) == "-101"
    assert day("ploidy_undecided", told(found("64,XX"))) == "-100"


SIX = "46,XX,del(6)(q21),del(7)(p13),del(9)(p21),del(12)(p13),del(13)(q14),add(3)(p21)"
THREE = "46,XX,del(6)(q21),del(7)(p13),del(9)(p21)"


@pytest.mark.parametrize(
    ("rows", "risk", "why"),
    [
        ([*FIVE[:4], found("del(12)(p13)", at=-90), found("12p-", at=-89)], "high", "five"),
        ([*FIVE[:4], found("del(9)(p21)", at=-90), found("9p-", at=-89)], "standard", "del(9p)"),
        ([*FIVE[:4], *FIVE[:4]], "standard", "the same four again"),
        ([found(THREE), found(THREE, at=-50)], "standard", "the same karyotype again"),
        ([found(f"{THREE}/46,XX,+8,-20,del(13)(q14)")], "standard", "two clones of three"),
        ([found(f"{THREE}/46,idem,+8,-20")], "high", "a clone that has all five"),
        ([found(THREE), found("46,XX,+8,-20,+21", at=-50)], "standard", "clones of two karyotypes"),
        ([found(f"{SIX}[1]/46,XX[19]")], "standard", "a single cell is no clone"),
        ([found(SIX)], "high", "six"),
        ([*FIVE, found("high hyperdiploidy")], "standard", "counted outside the ploidy groups"),
        ([*FIVE, found("ETV6::RUNX1", "method=fish")], "standard", "an established translocation"),
        ([*FIVE, found("TP53 mutation", "method=pcr")], "high", "no established group"),
        ([*FIVE[:4], found("IKZF1 deletion")], "standard", "a gene is no abnormality to count"),
    ],
)
def test_complex_is_five_distinct_abnormalities_of_one_clone_outside_the_groups(rows, risk, why):
    assert value("cytogenetic_risk", told(*rows)) == risk, why


def test_a_karyotype_after_the_cells_does_not_change_the_risk_at_baseline():
    normal = found("46,XX")
    after = [
        found("t(4;11)", at=200),
        found("complex karyotype", at=200),
        "200 | philadelphia_status | status=positive transcript=p190",
    ]

    assert value("cytogenetic_risk", told(normal, *after)) == "standard"
    assert value("cytogenetic_risk", told(*after)) == "unknown"
    assert value("philadelphia_chromosome", told(*after)) == "unknown"
    assert value("philadelphia_by_transcript", told(*after)) == "unknown"


def test_a_normal_karyotype_is_not_counted_as_an_abnormality():
    record = told(*FIVE[:4], found("46,XX", at=-90))

    assert value("cytogenetic_risk", record) == "standard"


def test_each_reason_for_high_risk_has_its_evidence():
    record = told(*FIVE, found("t(4;11)", "method=fish"), found("complex karyotype", ""))

    assert asked("complex_counted", record)[0]["decided by"] == "1, 2, 3, 4, 5"
    assert asked("high_risk_abnormality", record)[0]["decided by"] == "6"
    assert asked("complex_stated", record)[0]["decided by"] == "7"
    assert asked("karyotyped", record)[0]["decided by"] == "1"
    assert asked("established_group", record)[0]["decided by"] == "6"
    assert value("complex_karyotype", record) == "false"
    assert value("complex_karyotype", told(*FIVE)) == "true"
    assert value("high_risk", record) == "true"


def test_the_philadelphia_chromosome_is_told_with_its_transcript():
    positive = told("-100 | philadelphia_status | status=positive transcript=p210")
    negative = told("-100 | philadelphia_status | status=negative")

    assert day("philadelphia", positive) == day("philadelphia_tested", negative) == "-100"
    assert value("philadelphia_chromosome", positive) == "positive"
    assert value("philadelphia_transcript", positive) == "p210"
    assert value("philadelphia_chromosome", negative) == "negative"
    assert value("philadelphia_chromosome", told()) == "unknown"


@pytest.mark.parametrize(
    ("more", "status", "transcript"),
    [
        ("found=true", "positive", "positive, transcript unknown"),
        ("found=false", "negative", "negative"),
    ],
)
def test_the_philadelphia_chromosome_is_also_told_by_a_cytogenetic_finding(
    more, status, transcript
):
    record = told(found("BCR::ABL1", f"method=pcr {more}"))

    assert value("philadelphia_chromosome", record) == status
    assert value("philadelphia_by_transcript", record) == transcript
    assert value("philadelphia_positive", record) == ("true" if status == "positive" else "false")
    assert day("philadelphia_found", record) == ("-100" if status == "positive" else "")
    assert day("philadelphia_tested", record) == "-100"


@pytest.mark.parametrize(
    ("rows", "burden"),
    [
        (["-7 | marrow_blasts | percent=5"], "morphologic"),
        (["-7 | marrow_blasts | percent=1", "-7 | extramedullary | site=cns status=present"],
         "morphologic"),
        (["-7 | marrow_blasts | percent=1", "-7 | residual_disease | result=positive"],
         "residual disease"),
        (["-7 | marrow_blasts | percent=1", "-7 | residual_disease | result=negative"],
         "no evidence of disease"),
        (["-7 | marrow_blasts | percent=1"], "unknown"),
        (["5 | marrow_blasts | percent=60"], "unknown"),
    ],
)  # fmt: skip
def test_disease_before_the_infusion_is_that_of_the_latest_assessments(rows, burden):
    assert value("disease_before_infusion", told(*rows)) == burden


def test_disease_is_assessed_anew_before_the_second_infusion():
    record = told(
        "-7 | marrow_blasts | percent=60",
        "90 | marrow_blasts | percent=2",
        "90 | residual_disease | result=positive",
        "100 | cell_infusion | product=x infusion=2",
    )

    assert value("disease_before_infusion", record) == "morphologic"
    assert value("disease_before_reinfusion", record) == "residual disease"


LYMPHODEPLETED = "-3 | therapy_started | drugs=cyclophosphamide setting=lymphodepletion"


@pytest.mark.parametrize(
    ("value_and_range", "level"),
    [
        ("value=260 upper=250", "high"),
        ("value=260 upper=300", "normal"),
        ("value=250 upper=250", "normal"),
        ("value=260", "unknown"),
    ],
)
def test_a_laboratory_value_is_compared_with_the_range_of_its_own_event(value_and_range, level):
    """An earlier value with another range stays out of it."""
    record = told(
        "-9 | laboratory | analyte=LDH unit=U/L value=100 upper=150",
        f"-4 | laboratory | analyte=LDH unit=U/L {value_and_range}",
        LYMPHODEPLETED,
        "-1 | laboratory | analyte=LDH unit=U/L value=900 upper=250",
    )

    assert value("ldh_before_lymphodepletion", record) == level


def test_platelets_are_low_below_their_lower_limit():
    def level(count):
        row = f"-4 | laboratory | analyte=platelets unit=10^9/L value={count} lower=150 upper=400"
        return value("platelets_before_lymphodepletion", told(row, LYMPHODEPLETED))

    assert (level(149), level(150), level(900)) == ("low", "normal", "normal")


def test_prior_lines_are_counted_as_regimens():
    record = told(
        "-400 | therapy_started | drugs=vincristine+dexamethasone setting=prior",
        "-395 | therapy_started | drugs=asparaginase setting=prior",
        "-200 | therapy_started | drugs=blinatumomab setting=prior",
        "-150 | therapy_started | drugs='inotuzumab ozogamicin' setting=prior",
        "-20  | therapy_started | drugs=vincristine setting=bridging",
    )

    assert value("prior_lines", record) == "3"
    assert value("prior_line", record) == "3 episodes"
    assert day("first_fact", record) == "-400"
    assert day("prior_blinatumomab", record) == "-200"
    assert day("prior_inotuzumab", record) == "-150"


@pytest.mark.parametrize(
    ("drugs", "intensity"),
    [
        ("cytarabine+mitoxantrone", "intensive"),
        ("methotrexate+cytarabine", "intensive"),
        ("hyper-CVAD", "intensive"),
        ("FLAG-IDA", "intensive"),
        ("CPX-351", "intensive"),
        ("cyclophosphamide+vincristine+imatinib", "intensive"),
        ("cytarabine", "nonintensive"),
        ("HiDAC+dexamethasone+ponatinib", "nonintensive"),
        ("cyclophosphamide+prednisone", "nonintensive"),
        ("cytarabine+'IT MTX'", "nonintensive"),
        ("Ara-C+cytarabine", "nonintensive"),
        ("mercaptopurine+methotrexate", "nonintensive"),
        ("vincristine+asparaginase", "nonintensive"),
        ("POMP", "nonintensive"),
        ("vincristine", "nonintensive"),
        ("", "none"),
    ],
)
def test_bridging_is_intensive_nonintensive_or_none(drugs, intensity):
    row = [f"-20 | therapy_started | drugs={drugs} setting=bridging"] if drugs else []

    assert value("bridging_class", told(*row)) == intensity
    assert day("bridging", told(*row)) == ("-20" if drugs else "")
    assert day("intensive_bridging", told(*row)) == ("-20" if intensity == "intensive" else "")


@pytest.mark.parametrize(
    ("drugs", "intensity"),
    [
        ("XYZ-101", "not classifiable"),
        ("vincristine+XYZ-101", "not classifiable"),
        ("chemotherapy", "not classifiable"),
        ("UNK", "not classifiable"),
        ("XYZ-101+Ara-C", "not classifiable"),
        ("XYZ-101+Ara-C+mitoxantrone", "intensive"),
        ("Mini-HyperCVD", "intensive"),
        ("steroids", "nonintensive"),
    ],
)
def test_bridging_with_a_drug_that_is_not_understood_is_not_classifiable(drugs, intensity):
    record = told(f"-20 | therapy_started | drugs={drugs} setting=bridging")

    assert value("bridging_class", record) == intensity
    unclear = intensity == "not classifiable" or "XYZ" in drugs
    assert day("bridging_unclear", record) == ("-20" if unclear else "")


@pytest.mark.parametrize(
    ("fields", "intensity"),
    [
        ("drugs=chemotherapy regimen=hyper-CVAD", "intensive"),
        ("drugs=vincristine+dexamethasone regimen='FLAG-Ida'", "intensive"),
        ("drugs=chemotherapy regimen=POMP", "nonintensive"),
        ("drugs=chemotherapy regimen='protocol 12'", "not classifiable"),
        ("drugs=vincristine regimen='protocol 12'", "not classifiable"),
        ("drugs=vincristine+dexamethasone regimen=Hypercvda", "not classifiable"),
        ("drugs=vincristine+dexamethasone regimen=chemotherapy", "not classifiable"),
        ("drugs=cytarabine+mitoxantrone regimen='protocol 12-345'", "intensive"),
        ("drugs=cyclophosphamide regimen='with etoposide'", "intensive"),
        ("drugs=cyclophosphamide regimen='with cyclophosphamide'", "nonintensive"),
        ("drugs=vincristine regimen=CPX-351", "intensive"),
    ],
)
def test_the_name_of_a_regimen_tells_its_drugs(fields, intensity):
    record = told(f"-20 | therapy_started | setting=bridging {fields}")

    assert value("bridging_class", record) == intensity


def test_drugs_recorded_one_by_one_are_one_regimen():
    record = told(
        "-20 | therapy_started | drugs=cytarabine setting=bridging",
        "-18 | therapy_started | drugs=mitoxantrone setting=bridging",
    )

    assert value("bridging_class", record) == "intensive"
    assert day("myelosuppressive_bridging", record) == "-20"
    assert day("multiagent_bridging", record) == "-18"
    assert day("intensive_bridging", record) == "-18"


@pytest.mark.parametrize(
    ("days", "intensity", "courses"),
    [
        (14, "intensive", "1 episodes"),
        (15, "nonintensive", "2 episodes"),
        (110, "nonintensive", "2 episodes"),
    ],
)
def test_drugs_of_courses_apart_are_not_one_regimen(days, intensity, courses):
    record = told(
        "-140 | therapy_started | drugs=cyclophosphamide setting=bridging",
        f"{days - 140} | therapy_started | drugs=methotrexate setting=bridging",
    )

    assert value("bridging_class", record) == intensity
    assert value("bridging_course", record) == courses


def test_one_intensive_course_makes_bridging_intensive_whatever_the_others():
    record = told(
        "-140 | therapy_started | drugs=XYZ-101 setting=bridging",
        "-100 | therapy_started | drugs=cytarabine+mitoxantrone setting=bridging",
        "-60 | therapy_started | drugs=vincristine setting=bridging",
    )

    assert value("bridging_class", record) == "intensive"
    assert day("intensive_bridging", record) == "-100"
    assert day("bridging_unclear", record) == "-140"


@pytest.mark.parametrize(
    ("drugs", "antibodies"),
    [
        ("Blincyto", "blinatumomab"),
        ("blina/ino", "both"),
        ("XYZ-101", "not classifiable"),
        ("immunotherapy", "not classifiable"),
        ("chemotherapy", "neither"),
    ],
)
def test_a_prior_drug_that_is_not_understood_may_have_been_an_antibody(drugs, antibodies):
    record = told(f"-200 | therapy_started | drugs={drugs} setting=prior")

    assert value("prior_antibodies", record) == antibodies
    unclear = antibodies == "not classifiable"
    assert day("prior_drug_unclear", record) == ("-200" if unclear else "")


def test_without_any_treatment_on_record_it_is_unknown_whether_there_was_an_antibody():
    treated = told("-200 | therapy_started | drugs=vincristine setting=prior")

    assert value("prior_antibodies", told()) == "unknown"
    assert value("prior_antibodies", treated) == "neither"
    assert day("treated_before", treated) == "-200"


def test_lymphodepletion_whose_drugs_are_not_told_is_not_without_fludarabine():
    record = told(
        "-3 | therapy_started | drugs=lymphodepletion setting=lymphodepletion",
        "95 | therapy_started | drugs=XYZ-101 setting=lymphodepletion",
        "100 | cell_infusion | product=x infusion=2",
    )

    assert value("lymphodepletion_before_infusion", record) == "not classifiable"
    assert value("lymphodepletion_before_reinfusion", record) == "not classifiable"
    assert day("lymphodepletion_unclear", record) == "-3"
    assert day("lymphodepletion_unclear_again", record) == "95"


@pytest.mark.parametrize("told_as", ["drugs=Flu/Cy", "drugs=chemotherapy regimen=Flu/Cy"])
def test_the_name_of_a_lymphodepletion_tells_its_drugs(told_as):
    record = told(f"-3 | therapy_started | setting=lymphodepletion {told_as}")

    assert value("lymphodepletion_before_infusion", record) == "with fludarabine"
    assert day("fludarabine_started", record) == "-3"


def test_lymphodepletion_is_told_for_each_infusion_by_whether_it_held_fludarabine():
    record = told(
        f"{LYMPHODEPLETED} dose_g_per_m2=3",
        "95 | therapy_started | drugs=cyclophosphamide+fludarabine setting=lymphodepletion",
        "100 | cell_infusion | product=x infusion=2",
    )

    assert day("lymphodepletion_started", record) == "-3"
    assert day("fludarabine_started", record) == ""
    assert value("lymphodepletion_before_infusion", record) == "without fludarabine"
    assert value("cyclophosphamide_before_infusion", record) == "3"
    assert day("lymphodepletion_started_again", record) == "95"
    assert day("fludarabine_started_again", record) == "95"
    assert value("lymphodepletion_before_reinfusion", record) == "with fludarabine"
    assert value("cyclophosphamide_before_reinfusion", record) == "unknown"
    assert value("lymphodepletion_before_infusion", told()) == "none"


def test_dose_and_peak_expansion_are_those_of_their_own_infusion():
    record = """
        day | kind           | fields
        0   | cell_infusion  | product=x infusion=1 cells_per_kg=3000000
        10  | cell_expansion | vcn_per_ml=500
        12  | cell_expansion | vcn_per_ml=900
        100 | cell_infusion  | product=x infusion=2 cells_per_kg=1000000
        112 | cell_expansion | vcn_per_ml=20
    """

    assert value("cell_dose_of_infusion", record) == "3e+06"
    assert value("cell_dose_of_reinfusion", record) == "1e+06"
    assert asked("peak_expansion_after_infusion", record) == table("""
        patient | value | day | decided by
        A       | 900   |     | 3
    """)
    assert value("peak_expansion_after_reinfusion", record) == "20"


def test_age_is_that_on_the_day_of_the_infusion():
    record = told("-30 | demographics | born=1974-07-01 age_years=44 sex=female")

    assert value("age_at_infusion", record)[:2] == "45"
    assert value("age_stated", record) == "44"
    assert value("sex", record) == "female"
    assert day("demographics", record) == "-30"


@pytest.mark.parametrize(
    ("drugs", "kind"),
    [
        ("blinatumomab", "blinatumomab"),
        ("'inotuzumab ozogamicin'", "inotuzumab"),
        ("blinatumomab+'inotuzumab ozogamicin'", "both"),
        ("vincristine", "neither"),
    ],
)
def test_prior_antibodies_are_told_together(drugs, kind):
    record = told(f"-90 | therapy_started | drugs={drugs} setting=prior")

    assert value("prior_antibodies", record) == kind
    assert day("prior_antibody", record) == ("" if kind == "neither" else "-90")


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("status=positive transcript=p190", "p190"),
        ("status=positive transcript=p210", "p210"),
        ("status=positive", "positive, transcript unknown"),
        ("status=negative", "negative"),
    ],
)
def test_the_philadelphia_chromosome_is_told_by_its_transcript(found, shown):
    assert (
        value("philadelphia_by_transcript", told(f"-90 | philadelphia_status | {found}")) == shown
    )


def test_disease_and_antigen_before_a_salvage_treatment_are_those_last_assessed():
    record = told(
        "90  | marrow_blasts   | percent=60",
        "91  | immunophenotype | antigen=CD19 expression=positive",
        "95  | therapy_started | drugs=blinatumomab setting=salvage",
        "120 | marrow_blasts   | percent=2",
        "120 | residual_disease | result=positive",
        "121 | immunophenotype | antigen=CD19 expression=negative",
        "125 | therapy_started | drugs='inotuzumab ozogamicin' setting=salvage",
        "150 | cell_infusion   | product=x infusion=2",
    )

    assert value("disease_before_blinatumomab", record) == "morphologic"
    assert value("disease_before_inotuzumab", record) == "residual disease"
    assert value("cd19_before_inotuzumab", record) == "negative"
    assert value("cd19_before_reinfusion", record) == "negative"


def test_gross_disease_is_blasts_of_5_percent_or_disease_outside_the_marrow():
    assert value("gross_disease", told("-1 | marrow_blasts | percent=5")) == "true"
    assert value("gross_disease", told("-1 | extramedullary | site=skin status=present")) == "true"


def test_a_mixed_phenotype_is_a_diagnosis():
    found = told("-90 | diagnosis | disease='mixed-phenotype acute leukaemia'")

    assert day("mixed_phenotype", found) == "-90"


def test_burden_before_the_infusion_is_high_with_gross_disease_and_low_without():
    assert value("burden_before_infusion", told("-1 | marrow_blasts | percent=5")) == "high"
    assert value("burden_before_infusion", told("-1 | marrow_blasts | percent=4")) == "low"
