"""Tables 1 to 3: characteristics by column with their tests, and factors with their ratios."""

from projections.studies.wudhikarn2021.measures.groups import (
    ANY_GRADE,
    INFUSED,
    NOT_PROGRESSED,
    PROGRESSED,
    SEVERE,
)
from projections.studies.wudhikarn2021.plan import FACTORS_OF_PROGRESSION, FACTORS_OF_SURVIVAL
from projections.study.measures import (
    Comparison,
    Criterion,
    Group,
    Measure,
    Ratio,
    Reached,
    Spread,
    Tally,
    label,
)

COLUMNS: dict[str, Group] = {"progressed": PROGRESSED, "not progressed": NOT_PROGRESSED}

_COUNTED: dict[str, Criterion] = {
    "male": label("sex", "male"),
    "Philadelphia": label("philadelphia_chromosome", "positive"),
    "p190": label("philadelphia_by_transcript", "p190"),
    "p210": label("philadelphia_by_transcript", "p210"),
    "prior blinatumomab": Reached("prior_blinatumomab"),
    "prior inotuzumab": Reached("prior_inotuzumab"),
    "prior transplant": Reached("transplant_before_infusion"),
    **{f"bridging {item}": label("bridging_class", item)
       for item in ("intensive", "nonintensive", "none")},
    **{f"disease: {item}": label("disease_before_infusion", item)
       for item in ("morphologic", "residual disease", "no evidence of disease")},
    "CRS": label("crs_after_infusion_grade", *ANY_GRADE),
    "severe CRS": label("crs_after_infusion_grade", *SEVERE),
    "ICANS": label("icans_after_infusion_grade", *ANY_GRADE),
    "severe ICANS": label("icans_after_infusion_grade", *SEVERE),
    "tocilizumab": Reached("tocilizumab_after_infusion"),
    "steroids": Reached("steroid_after_infusion"),
    "consolidation": Reached("consolidation"),
}  # fmt: skip
_SPREADS = {
    "age": "age_stated",
    "lines": "prior_lines",
    "days to steroids": "days_to_steroid_after_infusion",
    "days of steroids": "steroid_days_after_infusion",
    "dose of steroids": "steroid_dose_after_infusion",
}
_TESTED = {
    **_SPREADS,
    "male": "sex",
    "Philadelphia": "philadelphia_by_transcript",
    "prior antibodies": "prior_antibodies",
    "prior transplant": "transplant_before_infusion",
    "bridging": "bridging_class",
    "disease": "disease_before_infusion",
    "severe CRS": "crs_after_infusion_severe",
    "severe ICANS": "icans_after_infusion_severe",
    "tocilizumab": "tocilizumab_after_infusion",
    "steroids": "steroid_after_infusion",
    "consolidation": "consolidation",
}


def _table_1() -> dict[str, Measure]:
    counted = {
        f"Table 1: {row}, {column}": Tally((criterion,), group)
        for row, criterion in _COUNTED.items()
        for column, group in COLUMNS.items()
    }
    spreads = {
        f"Table 1: {row}, {column}": Spread(quantity, group)
        for row, quantity in _SPREADS.items()
        for column, group in COLUMNS.items()
    }
    tests = {f"Table 1: {row}, P": Comparison("Table 1", name) for row, name in _TESTED.items()}
    sizes = {f"Table 1: {column}": Tally(group, INFUSED) for column, group in COLUMNS.items()}
    both = Tally((Reached("prior_blinatumomab"), Reached("prior_inotuzumab")), INFUSED)
    return {**counted, **spreads, **tests, **sizes, "Table 1: both prior antibodies": both}


def _factor(covariate: object) -> str:
    return str(getattr(covariate, "definition", None) or getattr(covariate, "milestone", None))


MEASURES: dict[str, Measure] = {
    **_table_1(),
    **{
        f"Table 2: {_factor(factor)}": Ratio("Table 2", _factor(factor))
        for factor in FACTORS_OF_PROGRESSION
    },
    **{
        f"Table 3: {_factor(factor)}": Ratio("Table 3", _factor(factor))
        for factor in FACTORS_OF_SURVIVAL
    },
    **{
        f"Table 3, together: {name}": Ratio("Table 3", name, together=True)
        for name in ("bridging_class", "days_to_progression", "blasts_at_progression")
    },
}
