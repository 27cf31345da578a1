"""What was done to the patient. An interval is two events: started and stopped."""

from typing import Annotated, Literal

from pydantic import Field

from timeline.vocabulary.event import Course, DayOrder, Event, Text
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.terms import Terms

Setting = Literal[
    "prior", "bridging", "lymphodepletion", "salvage", "consolidation", "palliative", "other"
]
Drug = Annotated[Text, Terms("drugs")]
Drugs = Annotated[tuple[Text, ...], Field(min_length=1), Terms("drugs")]
Number = Annotated[int, Field(ge=1)]
Amount = Annotated[float, Field(ge=0)]

THERAPY = Course("therapy", distinguished_by=("drugs", "setting"))
STEROID = Course("steroid", may_restart=True)


class TherapyStarted(Event):
    """A course of one or more drugs began."""

    day_order = DayOrder.TREATMENT
    opens_course = THERAPY
    noun = NounPhrase("start of[ {setting}] therapy[ with {drugs*}]")
    kind: Literal["therapy_started"] = "therapy_started"
    drugs: Drugs
    setting: Setting
    regimen: Annotated[Text | None, Terms("drugs")] = None
    dose_g_per_m2: Amount | None = None


class TherapyStopped(Event):
    """A course ended."""

    day_order = DayOrder.STOP
    closes_course = THERAPY
    noun = NounPhrase("end of[ {setting}] therapy[ with {drugs*}]")
    kind: Literal["therapy_stopped"] = "therapy_stopped"
    drugs: Drugs
    setting: Setting
    reason: Literal["completed", "progression", "toxicity", "decision", "unknown"] = "unknown"


class CellInfusion(Event):
    """Engineered cells were infused; ``infusion`` counts within the patient from 1."""

    day_order = DayOrder.TREATMENT
    numbered_by = "infusion"
    noun = NounPhrase("[{infusion#} ]infusion of CAR T cells[ of the product {product}]")
    kind: Literal["cell_infusion"] = "cell_infusion"
    product: Drug
    infusion: Number
    cells_per_kg: Amount | None = None


class Transplant(Event):
    """A graft was transplanted; ``number`` counts within the patient from 1."""

    day_order = DayOrder.TREATMENT
    numbered_by = "number"
    noun = NounPhrase("[{number#} ][{donor} ][{graft} ]transplant")
    kind: Literal["transplant"] = "transplant"
    graft: Literal["haematopoietic", "heart", "other"] = "haematopoietic"
    donor: Literal["allogeneic", "autologous"]
    number: Number = 1


class DonorLymphocytes(Event):
    """Lymphocytes of the transplant donor were infused."""

    day_order = DayOrder.TREATMENT
    noun = NounPhrase("infusion of donor lymphocytes")
    kind: Literal["donor_lymphocytes"] = "donor_lymphocytes"
    cells_per_kg: Amount | None = None


class DrugGiven(Event):
    """A single supportive drug was given, such as tocilizumab."""

    day_order = DayOrder.TREATMENT
    noun = NounPhrase("drug given[ that includes {drug*}][ of the class {drug~}]")
    kind: Literal["drug_given"] = "drug_given"
    drug: Drug
    dose_mg_per_kg: Amount | None = None
    indication: Text | None = None


class SteroidStarted(Event):
    """Systemic corticosteroid began, or its dose changed (prednisone equivalent)."""

    day_order = DayOrder.TREATMENT
    opens_course = STEROID
    noun = NounPhrase("start of a steroid")
    kind: Literal["steroid_started"] = "steroid_started"
    drug: Drug
    prednisone_mg_per_kg_day: Amount | None = None
    indication: Text | None = None


class SteroidStopped(Event):
    """Systemic corticosteroid ended."""

    day_order = DayOrder.STOP
    closes_course = STEROID
    noun = NounPhrase("end of a steroid")
    kind: Literal["steroid_stopped"] = "steroid_stopped"
    drug: Drug


class SupportiveCareOnly(Event):
    """From here on no treatment of the disease is intended."""

    day_order = DayOrder.TREATMENT
    noun = NounPhrase("start of supportive care only")
    kind: Literal["supportive_care_only"] = "supportive_care_only"
    palliative_steroid: bool | None = None
