"""Harm done by treatment: the signs that grade it, and grades as they were given.

A highest grade is never stored: it is the greatest of the observations made so far. Signs of one
day are observations that stand side by side: which is worse, only a grading can say.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from timeline.vocabulary.event import DayOrder, Event, Text
from timeline.vocabulary.on_one_day import Number, Worst

Grade = Annotated[int, Field(ge=0, le=5)]


class CytokineReleaseSigns(Event):
    """Signs that grade cytokine release syndrome (Lee et al. 2019, ASTCT consensus)."""

    day_order = DayOrder.REACTION
    kind: Literal["cytokine_release_signs"] = "cytokine_release_signs"
    temperature_celsius: Annotated[float, Field(ge=25, le=45)] | None = None
    vasopressors: Literal["none", "one", "several"] = "none"
    oxygen: Literal["none", "low flow", "high flow", "positive pressure"] = "none"
    fluid_responsive_hypotension: bool = False


class NeurotoxicitySigns(Event):
    """Signs that grade ICANS (Lee et al. 2019, ASTCT consensus)."""

    day_order = DayOrder.REACTION
    kind: Literal["neurotoxicity_signs"] = "neurotoxicity_signs"
    ice_score: Annotated[int, Field(ge=0, le=10)] | None = None
    consciousness: Literal["alert", "to voice", "to touch", "stupor", "coma"] = "alert"
    seizure: Literal["none", "brief", "prolonged"] = "none"
    motor: Literal["none", "deep focal weakness"] = "none"
    oedema: Literal["none", "focal", "diffuse"] = "none"


class CytokineReleaseGrade(Event):
    """A grade of cytokine release syndrome, as given; 0 means resolved or absent."""

    day_order = DayOrder.REACTION
    on_one_day = Worst((Number("grade"),))
    kind: Literal["cytokine_release_grade"] = "cytokine_release_grade"
    grade: Grade | None = None
    present: bool | None = None


class NeurotoxicityGrade(Event):
    """A grade of ICANS or other neurotoxicity, as given; 0 means resolved or absent."""

    day_order = DayOrder.REACTION
    on_one_day = Worst((Number("grade"),))
    kind: Literal["neurotoxicity_grade"] = "neurotoxicity_grade"
    grade: Grade | None = None
    present: bool | None = None


class ToxicityGrade(Event):
    """A grade of any other toxicity (cytopenia, sinusoidal obstruction, infection ...).

    Where all that is known is that a grade was not reached, ``below`` names it: no cytopenia of
    grade 3 or higher is ``below`` 3, and which of 0 to 2 it was stays unknown.
    """

    day_order = DayOrder.REACTION
    on_one_day = Worst((Number("grade"),), apart=("toxicity", "scale", "related_to"))
    kind: Literal["toxicity_grade"] = "toxicity_grade"
    toxicity: Text
    grade: Grade | None = None
    below: Annotated[int, Field(ge=1, le=5)] | None = None
    scale: Text = "CTCAE"
    related_to: Text | None = None

    @model_validator(mode="after")
    def _is_graded(self) -> Self:
        if self.grade is None and self.below is None:
            raise ValueError("give the grade, or the grade that it was below")
        if self.grade is not None and self.below is not None and self.grade >= self.below:
            raise ValueError("the grade is not below the grade that it was below")
        return self
