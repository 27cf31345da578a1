"""Results, blinatumomab and inotuzumab as salvage."""

from projections.studies.wudhikarn2021.measures.groups import (
    ANTIBODY,
    ANTIBODY_CR,
    BLINATUMOMAB,
    CR,
    INOTUZUMAB,
    TREATED,
    died_of,
)
from projections.studies.wudhikarn2021.response_classes import CR_BY_RESIDUAL
from projections.study.measures import (
    Follows,
    Label,
    Measure,
    Number,
    Reached,
    Spread,
    Tally,
    label,
)

_MORPHOLOGIC = (*BLINATUMOMAB, label("disease_before_blinatumomab", "morphologic"))
_BLINATUMOMAB_CR = (label("response_to_blinatumomab", *CR),)
_INOTUZUMAB_CR = (label("response_to_inotuzumab", *CR),)
_TRANSPLANTED = (*ANTIBODY_CR, Reached("transplant_after_antibody"))
_NEITHER = (
    *ANTIBODY_CR,
    Reached("transplant_after_antibody", yes=False),
    Reached("lymphocytes_after_antibody", yes=False),
)
_RELAPSED = Reached("relapse_after_antibody")


def _given(drugs: str) -> Tally:
    return Tally((label("antibodies_given", drugs),), ANTIBODY)


def _residual(treatment: str, among: tuple[Label, ...]) -> dict[str, Tally]:
    return {
        what: Tally((label(f"response_to_{treatment}", *labels),), among)
        for what, labels in CR_BY_RESIDUAL.items()
    }


MEASURES: dict[str, Measure] = {
    "given an antibody": Tally(ANTIBODY, TREATED),
    "given blinatumomab alone": _given("blinatumomab"),
    "given inotuzumab alone": _given("inotuzumab"),
    "given both antibodies": _given("blinatumomab then inotuzumab"),
    "given blinatumomab before": Tally((Reached("prior_blinatumomab"),), ANTIBODY),
    "given inotuzumab before": Tally((Reached("prior_inotuzumab"),), ANTIBODY),
    "CR to an antibody": Tally(ANTIBODY_CR, ANTIBODY),
    "given blinatumomab": Tally(BLINATUMOMAB),
    **{
        f"blinatumomab in the {line} line": Tally(
            (label("line_of_blinatumomab", line),), BLINATUMOMAB
        )
        for line in ("first", "second", "third")
    },
    "morphologic at blinatumomab": Tally(_MORPHOLOGIC, BLINATUMOMAB),
    "residual disease at blinatumomab": Tally(
        (label("disease_before_blinatumomab", "residual disease"),), BLINATUMOMAB
    ),
    "residual disease at blinatumomab, then disease outside the marrow": Tally(
        (Reached("extramedullary_after_blinatumomab"),),
        (*BLINATUMOMAB, label("disease_before_blinatumomab", "residual disease")),
    ),
    "CR to blinatumomab": Tally(_BLINATUMOMAB_CR, _MORPHOLOGIC),
    **{
        f"CR to blinatumomab, residual disease {what}": measure
        for what, measure in _residual("blinatumomab", _BLINATUMOMAB_CR).items()
        if what != "positive"
    },
    "days to blinatumomab": Spread("days_to_blinatumomab", BLINATUMOMAB),
    "severe toxicity of blinatumomab": Tally(
        (Reached("severe_toxicity_after_blinatumomab"),), BLINATUMOMAB
    ),
    "given inotuzumab": Tally(INOTUZUMAB),
    "inotuzumab in the first line": Tally((label("line_of_inotuzumab", "first"),), INOTUZUMAB),
    "inotuzumab in the second line": Tally((label("line_of_inotuzumab", "second"),), INOTUZUMAB),
    "inotuzumab in a later line": Tally(
        (label("line_of_inotuzumab", "third", "later"),), INOTUZUMAB
    ),
    "morphologic at inotuzumab": Tally(
        (label("disease_before_inotuzumab", "morphologic"),), INOTUZUMAB
    ),
    "CD19-negative at inotuzumab": Tally(
        (label("cd19_before_inotuzumab", "negative"),), INOTUZUMAB
    ),
    "CR to inotuzumab": Tally(_INOTUZUMAB_CR, INOTUZUMAB),
    **{
        f"CR to inotuzumab, residual disease {what}": measure
        for what, measure in _residual("inotuzumab", _INOTUZUMAB_CR).items()
    },
    "severe events of inotuzumab": Tally((Reached("severe_event_during_inotuzumab"),), INOTUZUMAB),
    "infection of grade 4 after inotuzumab": Tally(
        (Number("infection_grade_after_inotuzumab", exactly=4),), INOTUZUMAB
    ),
    "sinusoidal obstruction of grade 5": Tally(
        (
            Number("sinusoidal_obstruction_grade", exactly=5),
            label("sinusoidal_obstruction_after_inotuzumab", "during treatment"),
            Reached("transplant_before_infusion"),
        ),
        INOTUZUMAB,
    ),
    "sinusoidal obstruction of grade 4 after transplant": Tally(
        (
            Number("sinusoidal_obstruction_grade", exactly=4),
            label("sinusoidal_obstruction_after_inotuzumab", "after transplant"),
        ),
        INOTUZUMAB,
    ),
    "sinusoidal obstruction": Tally(
        (label("sinusoidal_obstruction_after_inotuzumab", "during treatment", "after transplant"),),
        INOTUZUMAB,
    ),
    "transplanted after CR to an antibody": Tally(_TRANSPLANTED, ANTIBODY_CR),
    "transplanted after CR to an antibody, relapsed and died": Tally(
        (_RELAPSED, died_of("disease")), _TRANSPLANTED
    ),
    "transplanted after CR to an antibody, died of treatment": Tally(
        (Reached("relapse_after_antibody", yes=False), died_of("treatment")), _TRANSPLANTED
    ),
    "given lymphocytes after CR to an antibody, alive": Tally(
        (
            Reached("transplant_before_infusion"),
            Follows("lymphocytes_after_antibody", "remission_after_blinatumomab"),
            Reached("relapse_after_antibody", yes=False),
            Reached("death", yes=False),
        ),
        ANTIBODY_CR,
    ),
    "given neither after CR to an antibody": Tally(_NEITHER, ANTIBODY_CR),
    "given neither, relapsed and died": Tally((_RELAPSED, died_of("disease")), _NEITHER),
    "given neither, lost": Tally((Reached("lost"),), _NEITHER),
}
