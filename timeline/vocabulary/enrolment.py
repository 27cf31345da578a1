"""Entering a study, being seen, being lost, dying."""

from typing import Annotated, Literal

from pydantic import Field

from timeline.dates import PartialDate
from timeline.vocabulary.event import DayOrder, Event, Text
from timeline.vocabulary.noun_phrase import NounPhrase
from timeline.vocabulary.on_one_day import Words, Worst
from timeline.vocabulary.terms import Terms


class Registered(Event):
    """The patient entered a study (consented, was accepted or enrolled)."""

    day_order = DayOrder.BACKGROUND
    noun = NounPhrase("registration[ in the study {study}][ to the arm {arm}]")
    kind: Literal["registered"] = "registered"
    study: Text
    arm: Text | None = None


class Demographics(Event):
    """Who the patient is, as far as an analysis needs it."""

    day_order = DayOrder.BACKGROUND
    shows_life = False
    may_follow_death = True
    tells_birth_in = "born"
    tells_age_in = "age_years"
    noun = NounPhrase("record of demographics", {"born": "date of birth {}"})
    kind: Literal["demographics"] = "demographics"
    sex: Literal["female", "male", "other", "unknown"] = "unknown"
    born: PartialDate | None = None
    age_years: Annotated[float, Field(ge=0, le=130)] | None = None


class Contact(Event):
    """The patient was seen or heard of alive."""

    day_order = DayOrder.CONTACT
    noun = NounPhrase("contact[ by {means}]")
    kind: Literal["contact"] = "contact"
    means: Literal["visit", "telephone", "registry", "letter", "unknown"] = "unknown"


class LostToFollowUp(Event):
    """The study gave up finding the patient."""

    day_order = DayOrder.END
    shows_life = False
    noun = NounPhrase("loss to follow-up")
    kind: Literal["lost_to_follow_up"] = "lost_to_follow_up"
    reason: Text | None = None


class Death(Event):
    """The patient died."""

    day_order = DayOrder.END
    shows_life = False
    ends_life = True
    states_outcome = True
    on_one_day = Worst((Words("cause", ("unknown", "other", "treatment", "disease")),))
    kind: Literal["death"] = "death"
    cause: Literal["disease", "treatment", "other", "unknown"] = "unknown"
    detail: Annotated[Text | None, Terms("causes")] = None
