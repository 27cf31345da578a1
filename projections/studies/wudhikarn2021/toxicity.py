"""Cytopenia, sinusoidal obstruction and infection, by grade and by what they are related to."""

from projections.language import (
    Case,
    Classes,
    Node,
    at_least,
    at_most,
    earliest,
    events,
    field_of,
    first,
    highest,
    one_of,
    reached,
    signal,
)
from projections.studies.wudhikarn2021.conventions import RESULTS
from projections.studies.wudhikarn2021.response import (
    Response,
    after_blinatumomab,
    after_infusion,
    after_inotuzumab,
    after_reinfusion,
)
from projections.studies.wudhikarn2021.treatments import ALLOGENEIC, SALVAGE, inotuzumab

CYTOPENIA = one_of(
    "anaemia",
    "neutrophil count decreased",
    "platelet count decreased",
    "white cell count decreased",
)
SINUSOIDAL_OBSTRUCTION = "sinusoidal obstruction syndrome"
SEVERE = 3


def _cytopenia(treatment: str, course: Response) -> dict[str, Node]:
    """Whether any cytopenia was of grade 3 or higher, and the grades of two lineages."""
    after, until = course.treatment, course.next_treatment
    source = "Table 4: cytopenia grade 3 or higher"
    severe = first(
        events("toxicity_grade", toxicity=CYTOPENIA, grade=at_least(SEVERE)),
        after=after,
        before=until,
        source=source,
    )
    less = earliest(
        first(
            events("toxicity_grade", toxicity=CYTOPENIA, grade=at_most(SEVERE - 1)),
            after=after,
            before=until,
        ),
        first(
            events("toxicity_grade", toxicity=CYTOPENIA, below=at_most(SEVERE)),
            after=after,
            before=until,
        ),
        source=source,
    )
    cases = (Case("yes", reached(severe)), Case("no", reached(less)))
    return {
        f"severe_cytopenia_after_{treatment}": Classes(cases, source=source),
        f"leucopenia_grade_after_{treatment}": highest(
            signal("toxicity_grade", "grade", toxicity="white cell count decreased"),
            after=after,
            before=until,
            source=source,
        ),
        f"thrombocytopenia_grade_after_{treatment}": highest(
            signal("toxicity_grade", "grade", toxicity="platelet count decreased"),
            after=after,
            before=until,
            source=source,
        ),
    }


def _infection(treatment: str, course: Response) -> dict[str, Node]:
    """The highest grade of infection, the first severe one, and what that was related to."""
    source = f"{RESULTS}: severe adverse events"
    severe = first(
        events("toxicity_grade", toxicity="infection", grade=at_least(SEVERE)),
        after=course.treatment,
        before=course.next_treatment,
        source=source,
    )
    return {
        f"infection_grade_after_{treatment}": highest(
            signal("toxicity_grade", "grade", toxicity="infection"),
            after=course.treatment,
            before=course.next_treatment,
            source=source,
        ),
        f"severe_infection_after_{treatment}": severe,
        f"severe_infection_after_{treatment}_related_to": field_of(severe, "related_to", source),
    }


_SOS = "Table 4 and Results: sinusoidal obstruction during inotuzumab or after transplant"
_OBSTRUCTION = events("toxicity_grade", toxicity=SINUSOIDAL_OBSTRUCTION, grade=at_least(1))
next_salvage_after_inotuzumab = earliest(
    first(SALVAGE, after=inotuzumab),
    first(events("cell_infusion"), after=inotuzumab),
    source=_SOS,
)
transplant_after_inotuzumab = first(
    ALLOGENEIC, after=inotuzumab, before=next_salvage_after_inotuzumab, source=_SOS
)
obstruction_during_inotuzumab = first(
    _OBSTRUCTION, after=inotuzumab, before=after_inotuzumab.next_treatment, source=_SOS
)
obstruction_after_transplant = first(
    _OBSTRUCTION,
    after=transplant_after_inotuzumab,
    before=next_salvage_after_inotuzumab,
    source=_SOS,
)
no_obstruction = first(
    events("toxicity_grade", toxicity=SINUSOIDAL_OBSTRUCTION, grade=0),
    after=inotuzumab,
    before=next_salvage_after_inotuzumab,
    source=_SOS,
)
sinusoidal_obstruction_after_inotuzumab = Classes(
    (
        Case("during treatment", reached(obstruction_during_inotuzumab)),
        Case("after transplant", reached(obstruction_after_transplant)),
        Case("no", reached(no_obstruction)),
    ),
    otherwise="unknown",
    source=_SOS,
)
sinusoidal_obstruction_grade = highest(
    signal("toxicity_grade", "grade", toxicity=SINUSOIDAL_OBSTRUCTION),
    after=inotuzumab,
    before=next_salvage_after_inotuzumab,
    source=_SOS,
)

_COURSES = {
    "infusion": after_infusion,
    "reinfusion": after_reinfusion,
    "blinatumomab": after_blinatumomab,
    "inotuzumab": after_inotuzumab,
}
BY_TREATMENT: dict[str, Node] = {
    name: node
    for treatment, course in _COURSES.items()
    for name, node in {**_cytopenia(treatment, course), **_infection(treatment, course)}.items()
}
