"""Adults with B-ALL progressing after CD19 CAR T cells (Wudhikarn et al., Blood 2021).

The definitions are those of the paper's Methods; where it leaves a choice, the choice is a
convention of the study, printed with every result.
"""

from projections.language import reached
from projections.studies.wudhikarn2021 import endpoints, response, salvage, states, treatments
from projections.studies.wudhikarn2021 import progression as progressing
from projections.studies.wudhikarn2021.conventions import conventions
from projections.study import MONTHS, Study, definitions_of


def study(*, molecular_progression: bool = True) -> Study:
    """The study, counting a return of residual disease alone as progression or not."""
    progression = progressing.progression_with(molecular=molecular_progression)
    lines = salvage.salvage_lines(progression)
    return Study(
        name="wudhikarn2021",
        title="Adults with B-ALL progressing after CD19 CAR T cells (Wudhikarn et al., Blood 2021)",
        enrolment=treatments.enrolment,
        definitions={
            **definitions_of(treatments),
            **response.DEFINITIONS,
            **definitions_of(progressing),
            "progression": progression,
            "salvage_line": lines,
            **definitions_of(endpoints),
            "OS_after_progression": endpoints.survival_after(progression),
        },
        inside={"salvage_line": salvage.INSIDE},
        states=states.states(lines, molecular=molecular_progression),
        populations={
            "infused": reached(treatments.infusion),
            "progressed": reached(progression),
            "given blinatumomab": reached(treatments.blinatumomab),
            "given inotuzumab": reached(treatments.inotuzumab),
            "reinfused": reached(treatments.reinfusion),
        },
        endpoints=("EFS", "OS", "OS_after_progression"),
        classes=(
            "response_to_infusion",
            "response_to_blinatumomab",
            "response_to_inotuzumab",
            "response_to_reinfusion",
        ),
        unit=MONTHS,
        report_at=(12, 36),
        conventions=conventions(molecular_progression=molecular_progression),
    )


STUDY = study()
