"""What the paper's Methods state, shown by how the definitions take made-up patients.

No rule is compared with itself: what is printed is compared with what a definition does.
"""

from projections.studies.wudhikarn2021.measures.made_up import (
    ENDS,
    FINDINGS,
    KARYOTYPES,
    MARROWS,
    NEUROTOXICITIES,
    RECURRENCES,
    REGIMENS,
    RELEASES,
    RETURNS,
    SENSITIVITIES,
)
from projections.studies.wudhikarn2021.response_classes import NEGATIVE_CR
from projections.study.measures import Behaves, Ended, Entered, Followed, Measure, Reached, label

_REMITTED = (Reached("remission_after_infusion"),)

MEASURES: dict[str, Measure] = {
    "followed for survival": Followed("OS"),
    "followed after progression": Followed("OS_after_progression"),
    "intensive by drugs": Behaves(REGIMENS, (label("bridging_class", "intensive"),)),
    "nonintensive by drugs": Behaves(REGIMENS, (label("bridging_class", "nonintensive"),)),
    "high risk by karyotype": Behaves(KARYOTYPES, (label("cytogenetic_risk", "high"),)),
    "severe CRS by signs": Behaves(RELEASES, (Reached("crs_after_infusion_severe"),)),
    "severe ICANS by signs": Behaves(NEUROTOXICITIES, (Reached("icans_after_infusion_severe"),)),
    "no remission by blasts": Behaves(MARROWS, (Reached("remission_after_infusion", yes=False),)),
    "remission by findings": Behaves(FINDINGS, _REMITTED),
    "without residual disease by sensitivity": Behaves(
        SENSITIVITIES, (label("response_to_infusion", NEGATIVE_CR),)
    ),
    "relapse by blasts": Behaves(RECURRENCES, (Reached("relapse"),)),
    "relapse by site": Behaves(RETURNS, (Reached("relapse"),)),
    "refractory by blasts": Behaves(MARROWS, (Reached("refractory"),)),
    "refractory by findings": Behaves(FINDINGS, (Reached("refractory"),)),
    "events of event-free survival": Behaves(ENDS, (Ended("EFS"),)),
    "events of overall survival": Behaves(ENDS, (Ended("OS"),)),
    "progressions": Behaves(ENDS, (Ended("time_to_progression"),)),
    "competing with progression": Behaves(ENDS, (Ended("time_to_progression", "death"),)),
    "factors that enter the model of several": Entered(
        "Table 3",
        {
            "bridging_class": "bridging therapy",
            "days_to_progression": "time to relapse",
            "blasts_at_progression": "blasts at relapse",
        },
    ),
}
