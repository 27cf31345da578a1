"""What the paper prints of its cohort, as measures by name."""

from collections.abc import Mapping

from projections.studies.wudhikarn2021.measures import (
    antibodies,
    methods,
    outcomes,
    patients,
    progression,
    reinfusion,
    salvage,
    tables,
    transplant,
)
from projections.study.measures import Measure

MEASURES: Mapping[str, Measure] = {
    **methods.MEASURES,
    **outcomes.MEASURES,
    **progression.MEASURES,
    **salvage.MEASURES,
    **transplant.MEASURES,
    **antibodies.MEASURES,
    **reinfusion.MEASURES,
    **tables.MEASURES,
    **patients.MEASURES,
}
