"""What the disease is: diagnosis and genetics."""

from typing import Annotated, Literal

from timeline.vocabulary.event import DayOrder, Event, Text
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.on_one_day import Number, Words, Worst
from timeline.vocabulary.terms import Terms


class Diagnosis(Event):
    """The disease was diagnosed."""

    day_order = DayOrder.BACKGROUND
    shows_life = False
    may_follow_death = True
    kind: Literal["diagnosis"] = "diagnosis"
    disease: Text
    subtype: Text | None = None


class PhiladelphiaStatus(Event):
    """The Philadelphia chromosome was looked for, and which transcript was found."""

    day_order = DayOrder.BACKGROUND
    shows_life = False
    may_follow_death = True
    on_one_day = Worst((Words("status", ("negative", "positive")),))
    noun = NounPhrase("test for the Philadelphia chromosome", {"status": "result {}"})
    kind: Literal["philadelphia_status"] = "philadelphia_status"
    status: Literal["positive", "negative"]
    transcript: Literal["p190", "p210", "other", "unknown"] | None = None


class CytogeneticFinding(Event):
    """One chromosomal abnormality, or a whole karyotype in ISCN; found or excluded."""

    day_order = DayOrder.BACKGROUND
    shows_life = False
    may_follow_death = True
    on_one_day = Worst((Number("found"),), apart=("abnormality", "method"))
    noun = NounPhrase("cytogenetic finding", {"found": ("presence", "absence")})
    kind: Literal["cytogenetic_finding"] = "cytogenetic_finding"
    abnormality: Annotated[Text, Terms("abnormalities")]
    found: bool = True
    method: Literal["karyotype", "fish", "pcr", "sequencing", "unknown"] = "unknown"
