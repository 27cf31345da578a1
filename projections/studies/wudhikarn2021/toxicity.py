"""Cytopenia, sinusoidal obstruction and infection, by grade and by what they are related to."""

from dataclasses import dataclass

from projections.language import (
    Case,
    Classes,
    Events,
    Milestone,
    Node,
    Quantity,
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
_CYTOPENIA = "Table 4: cytopenia grade 3 or higher"


@dataclass(frozen=True, slots=True)
class Cytopenia:
    """Whether any cytopenia after a treatment was severe, and the grades of two lineages."""

    treatment: str
    course: Response
    severe: Milestone
    less: Milestone

    @property
    def definitions(self) -> dict[str, Node]:
        """Severity and highest grades, by name."""
        cases = (Case("yes", reached(self.severe)), Case("no", reached(self.less)))
        return {
            f"severe_cytopenia_after_{self.treatment}": Classes(cases, source=_CYTOPENIA),
            f"leucopenia_grade_after_{self.treatment}": self._highest("white cell"),
            f"thrombocytopenia_grade_after_{self.treatment}": self._highest("platelet"),
        }

    @property
    def parts(self) -> dict[str, Node]:
        """What the definitions cite, by name."""
        return {
            f"grade_3_cytopenia_after_{self.treatment}": self.severe,
            f"lesser_cytopenia_after_{self.treatment}": self.less,
        }

    def _highest(self, lineage: str) -> Quantity:
        grade = signal("toxicity_grade", "grade", toxicity=f"{lineage} count decreased")
        after, before = self.course.treatment, self.course.next_treatment
        return highest(grade, after=after, before=before, source=_CYTOPENIA)


def _cytopenia(treatment: str, course: Response) -> Cytopenia:
    def found(grade: Events) -> Milestone:
        return first(grade, after=course.treatment, before=course.next_treatment, source=_CYTOPENIA)

    severe = found(events("toxicity_grade", toxicity=CYTOPENIA, grade=at_least(SEVERE)))
    less = earliest(
        found(events("toxicity_grade", toxicity=CYTOPENIA, grade=at_most(SEVERE - 1))),
        found(events("toxicity_grade", toxicity=CYTOPENIA, below=at_most(SEVERE))),
        source=_CYTOPENIA,
    )
    return Cytopenia(treatment, course, severe, less)


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
_CYTOPENIAS = [_cytopenia(treatment, course) for treatment, course in _COURSES.items()]
BY_TREATMENT: dict[str, Node] = {
    name: node
    for each in (
        *(cytopenia.definitions for cytopenia in _CYTOPENIAS),
        *(_infection(treatment, course) for treatment, course in _COURSES.items()),
    )
    for name, node in each.items()
}
PARTS: dict[str, Node] = {
    name: node for cytopenia in _CYTOPENIAS for name, node in cytopenia.parts.items()
}
