"""Results, outcomes of the infusion: response, reactions, follow-up, survival, incidence."""

from projections.studies.wudhikarn2021.measures.groups import (
    EVALUABLE,
    IN_CR,
    INFUSED,
    PROGRESSED,
    REFRACTORY,
    SEVERE,
    died_of,
)
from projections.studies.wudhikarn2021.response_classes import (
    CR_BY_RESIDUAL,
    EARLY_DEATH,
    NOT_EVALUABLE,
)
from projections.study.measures import Curve, Dated, Measure, Median, Reached, Spread, Tally, label

_NOT_BY_DEATH = tuple(item for item in NOT_EVALUABLE if item != EARLY_DEATH)
_IN_POSITIVE_CR = (label("response_to_infusion", *CR_BY_RESIDUAL["positive"]),)

MEASURES: dict[str, Measure] = {
    "first infusion": Dated("infusion", "first"),
    "last infusion": Dated("infusion", "last"),
    "infused": Tally(INFUSED),
    "evaluable": Tally(EVALUABLE, INFUSED),
    "not evaluable, dead of treatment": Tally(
        (label("response_to_infusion", EARLY_DEATH), died_of("treatment")), INFUSED
    ),
    "not evaluable otherwise": Tally((label("response_to_infusion", *_NOT_BY_DEATH),), INFUSED),
    "CR": Tally(IN_CR, EVALUABLE),
    **{
        f"CR, residual disease {what}": Tally((label("response_to_infusion", *labels),), IN_CR)
        for what, labels in CR_BY_RESIDUAL.items()
    },
    "refractory": Tally(REFRACTORY, EVALUABLE),
    "severe CRS": Tally((label("crs_after_infusion_grade", *SEVERE),), INFUSED),
    "severe ICANS": Tally((label("icans_after_infusion_grade", *SEVERE),), INFUSED),
    "tocilizumab": Tally((Reached("tocilizumab_after_infusion"),), INFUSED),
    "days to tocilizumab": Spread("days_to_tocilizumab_after_infusion"),
    "steroids": Tally((Reached("steroid_after_infusion"),), INFUSED),
    "days to steroids": Spread("days_to_steroid_after_infusion"),
    "follow-up": Spread("OS", unit="of the study", times="of the censored"),
    "progressed": Tally(PROGRESSED, INFUSED),
    "relapsed after MRD-positive CR": Tally((Reached("relapse"),), _IN_POSITIVE_CR),
    "CR of the infused": Tally(IN_CR, INFUSED),
    "median event-free survival": Median("event-free survival"),
    "median event-free survival, low burden": Median("event-free survival by burden", "low"),
    "median overall survival, low burden": Median("overall survival by burden", "low"),
    "median overall survival": Median("overall survival"),
    "event-free survival at 3 years": Curve("event-free survival", at=36),
    "overall survival at 3 years": Curve("overall survival", at=36),
    "incidence of progression at 1 year": Curve(
        "incidence of progression", at=12, cause="progression"
    ),
}
