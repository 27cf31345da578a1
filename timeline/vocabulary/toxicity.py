"""Harm done by treatment: the signs that grade it, and grades as they were given.

A highest grade is never stored: it is the greatest of the observations made so far. Signs of one
day are observations that stand side by side: which is worse, only a grading can say.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from timeline.vocabulary.event import DayOrder, Event, Text
from timeline.vocabulary.explained import Explained
from timeline.vocabulary.on_one_day import Number, Worst

Grade = Annotated[int, Field(ge=0, le=5)]

Vasopressors = Annotated[
    Literal["none", "vasopressin", "one", "one and vasopressin", "several"],
    Explained(
        {
            "none": "no vasopressor is needed",
            "vasopressin": "vasopressin alone; grade 3",
            "one": "one vasopressor that is not vasopressin; grade 3",
            "one and vasopressin": "one vasopressor, and vasopressin beside it; grade 3",
            "several": "two vasopressors or more, vasopressin not counted; grade 4",
        }
    ),
]
Oxygen = Annotated[
    Literal[
        "none",
        "low flow",
        "high flow",
        "face mask",
        "venturi mask",
        "nonrebreather",
        "positive pressure",
    ],
    Explained(
        {
            "none": "room air",
            "low flow": "nasal cannula at up to 6 litres a minute, or blow-by; grade 2",
            "high flow": "nasal cannula at more than 6 litres a minute; grade 3",
            "face mask": "simple face mask; grade 3",
            "venturi mask": "Venturi mask; grade 3",
            "nonrebreather": "nonrebreather mask; grade 3",
            "positive pressure": "CPAP, BiPAP, or intubation and ventilation; grade 4",
        }
    ),
]
Consciousness = Annotated[
    Literal["alert", "to voice", "to touch", "stupor", "coma"],
    Explained(
        {
            "alert": "awake, or wakes without a stimulus; no grade by itself",
            "to voice": "wakes to a voice; grade 2",
            "to touch": "wakes to touch alone; grade 3",
            "stupor": "wakes to vigorous or repeated touch alone; grade 4",
            "coma": "cannot be woken; grade 4",
        }
    ),
]
Seizure = Annotated[
    Literal["none", "brief", "prolonged", "repetitive"],
    Explained(
        {
            "none": "no seizure",
            "brief": "a seizure that resolves rapidly, or one seen on the electroencephalogram "
            "alone that resolves with treatment; grade 3",
            "prolonged": "a seizure of more than 5 minutes that threatens life; grade 4",
            "repetitive": "seizures without return to baseline between them; grade 4",
        }
    ),
]
Motor = Annotated[
    Literal["none", "tremor", "myoclonus", "deep focal weakness"],
    Explained(
        {
            "none": "no finding",
            "tremor": "tremor; not graded as ICANS",
            "myoclonus": "myoclonus; not graded as ICANS",
            "deep focal weakness": "deep focal weakness such as hemiparesis or paraparesis; "
            "grade 4",
        }
    ),
]
Oedema = Annotated[
    Literal[
        "none",
        "haemorrhage",
        "raised opening pressure",
        "focal",
        "diffuse",
        "papilloedema",
        "sixth-nerve palsy",
        "decorticate posturing",
        "decerebrate posturing",
        "Cushing's triad",
    ],
    Explained(
        {
            "none": "no sign of oedema or raised intracranial pressure",
            "haemorrhage": "intracranial haemorrhage, with or without oedema around it; not graded "
            "as ICANS",
            "raised opening pressure": "raised pressure at lumbar puncture, nothing else; not "
            "graded as ICANS",
            "focal": "focal or local oedema on imaging; grade 3",
            "diffuse": "diffuse cerebral oedema on imaging; grade 4",
            "papilloedema": "papilloedema; grade 4",
            "sixth-nerve palsy": "palsy of the sixth cranial nerve; grade 4",
            "decorticate posturing": "decorticate posturing; grade 4",
            "decerebrate posturing": "decerebrate posturing; grade 4",
            "Cushing's triad": "high blood pressure, slow pulse and irregular breathing; grade 4",
        }
    ),
]


class CytokineReleaseSigns(Event):
    """Signs that grade cytokine release syndrome (Lee et al. 2019, ASTCT consensus).

    A sign that is not stated, or null, was not observed: the last stated value holds.
    """

    day_order = DayOrder.REACTION
    kind: Literal["cytokine_release_signs"] = "cytokine_release_signs"
    temperature_celsius: Annotated[float, Field(ge=25, le=45)] | None = None
    vasopressors: Vasopressors | None = None
    oxygen: Oxygen | None = None
    fluid_responsive_hypotension: bool | None = None


class NeurotoxicitySigns(Event):
    """Signs that grade ICANS (Lee et al. 2019, ASTCT consensus), a field for each domain.

    A sign that is not stated, or null, was not observed: the last stated value holds.
    """

    day_order = DayOrder.REACTION
    kind: Literal["neurotoxicity_signs"] = "neurotoxicity_signs"
    ice_score: Annotated[int, Field(ge=0, le=10)] | None = None
    consciousness: Consciousness | None = None
    seizure: Seizure | None = None
    motor: Motor | None = None
    oedema: Oedema | None = None


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
