"""Results, a second infusion of the cells."""

from projections.studies.wudhikarn2021.measures.groups import (
    ANY_GRADE,
    EXPANDED,
    EXPANDED_AGAIN,
    PROGRESSED,
    REINFUSED,
    REINFUSED_CR,
    REINFUSED_FIRST,
    REINFUSED_LATER,
    died_of,
)
from projections.studies.wudhikarn2021.response_classes import CR_BY_RESIDUAL
from projections.study import MONTHS
from projections.study.measures import (
    Cell,
    Comparison,
    Follows,
    Measure,
    Pairs,
    Reached,
    Spread,
    Tally,
    label,
)

COMPARABLE = 2
"""Peaks of expansion within this factor of each other are comparable."""

_PEAKS = ("peak_expansion_after_infusion", "peak_expansion_after_reinfusion")
_WITH = label("lymphodepletion_before_reinfusion", "with fludarabine")
_WITHOUT = label("lymphodepletion_before_reinfusion", "without fludarabine")
_CRS = (label("crs_after_reinfusion_grade", *ANY_GRADE),)
_ICANS = (label("icans_after_reinfusion_grade", *ANY_GRADE),)
_FATAL = (label("icans_after_reinfusion_grade", "grade 5"),)
_TRANSPLANTED = (*REINFUSED_CR, Reached("transplant_after_second_remission"))
_RELAPSED = (
    *REINFUSED_CR,
    Reached("transplant_after_second_remission", yes=False),
    Reached("relapse_after_second_remission"),
)
_GRADES = {f"grade {grade}": str(grade) for grade in range(6)}

MEASURES: dict[str, Measure] = {
    "reinfused": Tally(REINFUSED, PROGRESSED),
    "reinfused with CD19": Tally((label("cd19_before_reinfusion", "positive"),), REINFUSED),
    "reinfused for residual disease": Tally(
        (label("disease_before_reinfusion", "residual disease"),), REINFUSED
    ),
    "reinfused for morphologic disease": Tally(
        (label("disease_before_reinfusion", "morphologic"),), REINFUSED
    ),
    "days to reinfusion": Spread("days_to_reinfusion", REINFUSED),
    **{
        f"reinfused in the {line} line": Tally((label("line_of_reinfusion", line),), REINFUSED)
        for line in ("first", "second", "third")
    },
    "CRS after reinfusion": Tally(_CRS, REINFUSED),
    **{
        f"CRS of grade {grade} after reinfusion": Tally(
            (label("crs_after_reinfusion_grade", f"grade {grade}"),), REINFUSED
        )
        for grade in (1, 2, 3)
    },
    "tocilizumab after reinfusion": Tally((Reached("tocilizumab_after_reinfusion"),), REINFUSED),
    "tocilizumab for CRS of grade 3 after reinfusion": Tally(
        (Reached("tocilizumab_after_reinfusion"),),
        (*REINFUSED, label("crs_after_reinfusion_grade", "grade 3")),
    ),
    "days to CRS after reinfusion": Spread("crs_after_reinfusion_days_to_onset", _CRS),
    "duration of CRS after reinfusion": Spread(
        "crs_after_reinfusion_duration", _CRS, times="of events"
    ),
    "ICANS after reinfusion": Tally(_ICANS, REINFUSED),
    **{
        f"ICANS of grade {grade} after reinfusion": Tally(
            (label("icans_after_reinfusion_grade", f"grade {grade}"),), REINFUSED
        )
        for grade in (1, 5)
    },
    **{
        f"days to ICANS of grade {grade} after reinfusion": Cell(
            "icans_after_reinfusion_days_to_onset",
            of=(label("icans_after_reinfusion_grade", f"grade {grade}"),),
        )
        for grade in (1, 5)
    },
    "CRS before fatal ICANS": Cell("crs_after_infusion_grade", _GRADES, of=_FATAL),
    "ICANS before fatal ICANS": Cell("icans_after_infusion_grade", _GRADES, of=_FATAL),
    "recovered before fatal ICANS": Tally(
        (
            Follows("reinfusion", "crs_after_infusion_resolved"),
            Follows("reinfusion", "icans_after_infusion_resolved"),
        ),
        _FATAL,
    ),
    "months before fatal ICANS": Cell("days_to_reinfusion", per=MONTHS.days, of=_FATAL),
    "reinfused with fludarabine": Tally((_WITH,), REINFUSED),
    "reinfused without fludarabine": Tally((_WITHOUT,), REINFUSED),
    "CR to reinfusion": Tally(REINFUSED_CR, REINFUSED),
    "CR to reinfusion without residual disease": Tally(
        (label("response_to_reinfusion", *CR_BY_RESIDUAL["negative"]),), REINFUSED_CR
    ),
    "CR to reinfusion in the first line": Tally(REINFUSED_CR, REINFUSED_FIRST),
    "CR to reinfusion in a later line": Tally(REINFUSED_CR, REINFUSED_LATER),
    "days to reinfusion in the first line": Spread("days_to_reinfusion", REINFUSED_FIRST),
    "days to reinfusion in a later line": Spread("days_to_reinfusion", REINFUSED_LATER),
    "expanded again": Tally(EXPANDED_AGAIN, REINFUSED),
    "expanded again with fludarabine": Tally((*EXPANDED_AGAIN, _WITH), REINFUSED),
    "expanded again without fludarabine": Tally((*EXPANDED_AGAIN, _WITHOUT), REINFUSED),
    "second peak": Spread(_PEAKS[1], (*REINFUSED, *EXPANDED_AGAIN)),
    "first peak": Spread(_PEAKS[0], (*REINFUSED, *EXPANDED)),
    "peaks, test": Comparison("expansion of the cells"),
    "peak by lymphodepletion": Comparison("expansion by lymphodepletion", _PEAKS[1]),
    "second peak higher": Pairs(*_PEAKS, ("higher",), COMPARABLE, REINFUSED),
    "second peak comparable": Pairs(*_PEAKS, ("comparable",), COMPARABLE, REINFUSED),
    "second peak comparable or higher": Pairs(
        *_PEAKS, ("comparable", "higher"), COMPARABLE, REINFUSED
    ),
    "transplanted after CR to reinfusion, relapsed": Tally(
        (Reached("relapse_after_second_remission"),), _TRANSPLANTED
    ),
    "months from that transplant to relapse": Spread(
        "days_from_second_remission_transplant_to_relapse", _TRANSPLANTED, unit="of the study"
    ),
    "relapsed after CR to reinfusion": Tally(_RELAPSED, REINFUSED_CR),
    "months to relapse after CR to reinfusion": Spread(
        "days_to_relapse_after_second_remission", _RELAPSED, unit="of the study"
    ),
    "died of treatment after CR to reinfusion": Tally(
        (
            *_FATAL,
            Reached("transplant_after_second_remission", yes=False),
            died_of("treatment"),
        ),
        REINFUSED_CR,
    ),
    "reinfused and alive": Tally((Reached("death", yes=False),), REINFUSED),
}
