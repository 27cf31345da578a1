"""Results, transplants after progression."""

from projections.studies.wudhikarn2021.measures.groups import (
    PROGRESSED,
    TRANSPLANTED,
    died_of,
)
from projections.study.measures import Follows, Measure, Reached, Spread, Tally, label

_STATUS = {
    "negative": "MRD-negative CR",
    "positive": "MRD-positive CR",
    "unknown": "CR with MRD unknown",
}

MEASURES: dict[str, Measure] = {
    "transplanted after salvage": Tally(
        (*TRANSPLANTED, Follows("transplant_after_progression", "first_line")), PROGRESSED
    ),
    **{
        f"{number} transplant after progression": Tally(
            (label("transplant_number", number),), TRANSPLANTED
        )
        for number in ("first", "second")
    },
    **{
        f"transplanted in CR, residual disease {what}": Tally(
            (label("status_at_transplant", name),), TRANSPLANTED
        )
        for what, name in _STATUS.items()
    },
    "days to transplant after progression": Spread(
        "days_from_progression_to_transplant", TRANSPLANTED
    ),
    "relapsed after transplant and died of disease": Tally(
        (Reached("relapse_after_transplant"), died_of("disease")), TRANSPLANTED
    ),
    "died of transplant": Tally(
        (died_of("treatment"), Reached("relapse_after_transplant", yes=False)), TRANSPLANTED
    ),
    "alive in remission after transplant": Tally(
        (Reached("death", yes=False), Reached("relapse_after_transplant", yes=False)), TRANSPLANTED
    ),
}
