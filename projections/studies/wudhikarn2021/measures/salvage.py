"""Results, salvage after progression: lines, responses, and what survival depends on."""

from projections.studies.wudhikarn2021.measures.groups import (
    DIED,
    FIRST_CR,
    FIRST_FAILED,
    PROGRESSED,
    RESPONDED,
    TREATED,
    died_of,
)
from projections.study.measures import (
    Curve,
    Follows,
    Measure,
    Median,
    Number,
    Ratio,
    Reached,
    Significance,
    Spread,
    Tally,
    label,
)

_FIRST = {
    "intensive": "intensive",
    "nonintensive": "nonintensive",
    "an antibody": "blinatumomab or inotuzumab",
    "cells": "CAR T cells",
}
_NOT_EVALUABLE = (label("first_line_response", "not evaluable"),)
_NO_EARLY_DEATH = Reached("early_death_in_first_line", yes=False)
_NO_EARLY_LOSS = Reached("early_loss_in_first_line", yes=False)
_NULL = (
    "prior_antibody",
    "extramedullary_at_progression",
    "cd19_at_progression",
    "blasts_at_progression",
)

MEASURES: dict[str, Measure] = {
    "given salvage": Tally(TREATED, PROGRESSED),
    "palliated alone": Tally((label("salvage_given", "supportive care only"),), PROGRESSED),
    **{
        f"first salvage with {what}": Tally((label("first_line_class", name),), TREATED)
        for what, name in _FIRST.items()
    },
    "first salvage evaluable": Tally((label("first_line_response", "CR", "no response"),), TREATED),
    "first salvage not evaluable": Tally((label("first_line_response", "not evaluable"),), TREATED),
    "neither dead nor lost early after first salvage": Tally(
        (*_NOT_EVALUABLE, _NO_EARLY_DEATH, _NO_EARLY_LOSS),
        TREATED,
    ),
    "CR to first salvage": Tally(FIRST_CR, (label("first_line_response", "CR", "no response"),)),
    "given further salvage": Tally((Number("lines_of_salvage", at_least=2),), TREATED),
    "given further salvage, persistent": Tally(
        (Number("lines_of_salvage", at_least=2),), FIRST_FAILED
    ),
    "given further salvage, relapsed": Tally(
        (Follows("second_line", "relapse_in_first_line"),), FIRST_CR
    ),
    "CR to second salvage": Tally((Reached("remission_in_second_line"),), FIRST_FAILED),
    "CR to later salvage": Tally(
        (
            *RESPONDED,
            Reached("remission_in_second_line", yes=False),
            Number("lines_of_salvage", at_least=3),
        ),
        FIRST_FAILED,
    ),
    "CR to salvage": Tally(RESPONDED, TREATED),
    "lines of salvage": Spread("lines_of_salvage", TREATED),
    "duration of salvage remission": Spread(
        "salvage_remission_duration", RESPONDED, unit="of the study", times="of events"
    ),
    "median event-free survival after salvage": Median("event-free survival after salvage"),
    "died after progression": Tally(DIED, PROGRESSED),
    **{
        f"died of {cause}": Tally((died_of(cause),), DIED)
        for cause in ("disease", "treatment", "unknown")
    },
    "follow-up after progression": Spread(
        "OS_after_progression", unit="of the study", times="of the censored"
    ),
    "median survival after progression": Median("survival after progression"),
    "survival after progression at 1 year": Curve("survival after progression", at=12),
    "median survival of responders": Median("survival after progression by response", "CR"),
    "median survival of non-responders": Median("survival after progression by response", "no CR"),
    "salvage and survival": Ratio("Table 3", "first_line"),
    "salvage remission and survival": Ratio("salvage remission and survival", "salvage_remission"),
    "bridging and survival, alone": Significance("Table 3", ("bridging_class",)),
    "bridging and survival, together": Significance("Table 3", ("bridging_class",), together=True),
    "time to progression and survival": Significance(
        "Table 3", ("days_to_progression",), together=True
    ),
    "findings without bearing on survival": Significance("Table 3", _NULL),
}
