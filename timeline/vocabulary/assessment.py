"""What was measured or read: marrow, residual disease, imaging, phenotype, laboratory."""

from typing import Annotated, Literal

from pydantic import Field

from timeline.vocabulary.event import DayOrder, Event, Text
from timeline.vocabulary.measurement import Measurement
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.on_one_day import Number, Words, Worst
from timeline.vocabulary.terms import Terms
from timeline.vocabulary.treatment import Amount

Percent = Annotated[float, Field(ge=0, le=100)]


RESPONSES = ("unknown", "complete remission", "partial remission", "no response", "relapse")
"""From best to worst."""


EXPRESSIONS = ("positive", "mixed", "dim", "negative")
"""From best to worst: what a treatment aims at is lost."""


class MarrowBlasts(Measurement):
    """Blasts counted in a bone marrow aspirate."""

    measured_in = "percent"
    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst((Number("percent"),))
    noun = NounPhrase("marrow", {"percent": "blasts of {}%"})
    kind: Literal["marrow_blasts"] = "marrow_blasts"
    percent: Percent


class BloodBlasts(Measurement):
    """Blasts counted in peripheral blood."""

    measured_in = "percent"
    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst((Number("percent"),))
    noun = NounPhrase("blood count", {"percent": "blasts of {}%"})
    kind: Literal["blood_blasts"] = "blood_blasts"
    percent: Percent


class ResidualDisease(Event):
    """Minimal residual disease, by a method of stated sensitivity (1e-4: one cell in 10,000)."""

    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst(
        (Words("result", ("negative", "indeterminate", "positive")), Number("level")),
        apart=("method", "sensitivity"),
    )
    noun = NounPhrase("[{result} ]test for residual disease[ by {method}]")
    kind: Literal["residual_disease"] = "residual_disease"
    result: Literal["negative", "positive", "indeterminate"]
    method: Literal["flow", "pcr", "sequencing", "unknown"] = "unknown"
    sensitivity: Annotated[float, Field(gt=0, lt=1)] | None = None
    level: Annotated[float, Field(ge=0, le=1)] | None = None


class Extramedullary(Event):
    """Disease outside the marrow at one site, as imaging or fluid showed it."""

    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst((Words("status", ("absent", "resolved", "present")),), apart=("site",))
    noun = NounPhrase("assessment of disease outside the marrow", {"status": "disease {}"})
    kind: Literal["extramedullary"] = "extramedullary"
    site: Annotated[Text, Terms("sites")]
    status: Literal["present", "absent", "resolved"]


class Immunophenotype(Event):
    """Expression of an antigen, such as CD19, on the leukaemic cells."""

    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst((Words("expression", EXPRESSIONS),), apart=("antigen",))
    noun = NounPhrase("immunophenotype[ of {antigen}]")
    kind: Literal["immunophenotype"] = "immunophenotype"
    antigen: Text
    expression: Literal["positive", "negative", "dim", "mixed"]


class Laboratory(Measurement):
    """One laboratory value with its reference range, all in ``unit``."""

    measured_in = "value"
    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst((Number("value"),), apart=("analyte", "unit"), outvotes=False)
    noun = NounPhrase("laboratory value[ of {analyte}]")
    kind: Literal["laboratory"] = "laboratory"
    analyte: Text
    value: float
    unit: Text
    lower: float | None = None
    upper: float | None = None


class CellExpansion(Measurement):
    """Engineered cells counted in blood, in vector copies per mL."""

    measured_in = "vcn_per_ml"
    day_order = DayOrder.ASSESSMENT
    on_one_day = Worst((Number("vcn_per_ml"),), outvotes=False)
    noun = NounPhrase("count of CAR T cells in blood")
    kind: Literal["cell_expansion"] = "cell_expansion"
    vcn_per_ml: Amount


class ResponseStated(Event):
    """A response as a clinician or a paper stated it: compared with, never used as, the derived."""

    day_order = DayOrder.ASSESSMENT
    states_outcome = True
    on_one_day = Worst((Words("response", RESPONSES),), apart=("treatment",))
    noun = NounPhrase("stated response[ to {treatment}]")
    kind: Literal["response_stated"] = "response_stated"
    response: Literal[
        "complete remission", "partial remission", "no response", "relapse", "unknown"
    ]
    residual_disease: Literal["negative", "positive", "unknown"] | None = None
    treatment: Text | None = None
