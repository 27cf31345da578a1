"""Harm done by treatment: the signs that grade it, and grades as they were given.

A highest grade is never stored: it is the greatest of the observations made so far. Signs of one
day are observations that stand side by side: which is worse, only a grading can say.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from timeline.vocabulary.event import ENVELOPE, DayOrder, Event, Text
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.on_one_day import Number, Worst
from timeline.vocabulary.signs import (
    FATAL,
    Celsius,
    Consciousness,
    FluidResponsive,
    Grade,
    IceScore,
    Motor,
    Oedema,
    Oxygen,
    Seizure,
    Vasopressors,
)

NOTHING = PydanticCustomError("nothing_stated", "nothing is stated")


class Signs(Event):
    """Signs of a reaction, at least one of them stated."""

    @model_validator(mode="after")
    def _states_some_sign(self) -> Self:
        if all(getattr(self, sign) is None for sign in type(self).model_fields.keys() - ENVELOPE):
            raise NOTHING
        return self


class CytokineReleaseSigns(Signs):
    """Signs that grade cytokine release syndrome (Lee et al. 2019, ASTCT consensus).

    A sign that is not stated, or null, was not observed: the last stated value holds.
    """

    day_order = DayOrder.REACTION
    noun = NounPhrase("record of signs of cytokine release")
    kind: Literal["cytokine_release_signs"] = "cytokine_release_signs"
    temperature_celsius: Celsius | None = None
    vasopressors: Vasopressors | None = None
    oxygen: Oxygen | None = None
    fluid_responsive_hypotension: FluidResponsive | None = None


class NeurotoxicitySigns(Signs):
    """Signs that grade ICANS (Lee et al. 2019, ASTCT consensus), a field for each domain.

    A sign that is not stated, or null, was not observed: the last stated value holds.
    """

    day_order = DayOrder.REACTION
    noun = NounPhrase("record of signs of neurotoxicity")
    kind: Literal["neurotoxicity_signs"] = "neurotoxicity_signs"
    ice_score: IceScore | None = None
    consciousness: Consciousness | None = None
    seizure: Seizure | None = None
    motor: Motor | None = None
    oedema: Oedema | None = None


class ReactionGrade(Event):
    """A grade of a reaction to cells or antibodies, or whether there was one at all."""

    grade: Grade | None = None
    present: bool | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.grade is None and self.present is None:
            raise NOTHING
        if None not in (self.grade, self.present) and self.present != bool(self.grade):
            raise PydanticCustomError("grade_and_presence", "the grade contradicts 'present'")
        return self


class CytokineReleaseGrade(ReactionGrade):
    """A grade of cytokine release syndrome, as given; 0 means resolved or absent."""

    day_order = DayOrder.REACTION
    on_one_day = Worst((Number("grade"),))
    fatal_grade = FATAL
    noun = NounPhrase("grade of cytokine release", {"present": ("a reaction", "no reaction")})
    kind: Literal["cytokine_release_grade"] = "cytokine_release_grade"


class NeurotoxicityGrade(ReactionGrade):
    """A grade of ICANS or other neurotoxicity, as given; 0 means resolved or absent."""

    day_order = DayOrder.REACTION
    on_one_day = Worst((Number("grade"),))
    fatal_grade = FATAL
    noun = NounPhrase("grade of neurotoxicity", {"present": ("a reaction", "no reaction")})
    kind: Literal["neurotoxicity_grade"] = "neurotoxicity_grade"


class ToxicityGrade(Event):
    """A grade of any other toxicity (cytopenia, sinusoidal obstruction, infection ...).

    Where all that is known is that a grade was not reached, ``below`` names it: no cytopenia of
    grade 3 or higher is ``below`` 3, and which of 0 to 2 it was stays unknown.
    """

    day_order = DayOrder.REACTION
    on_one_day = Worst((Number("grade"),), apart=("toxicity", "scale", "related_to"))
    fatal_grade = FATAL
    noun = NounPhrase("grade of toxicity[ of the kind {toxicity}]")
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
