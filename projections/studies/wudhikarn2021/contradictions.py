"""Where the record states a response or a grade, and another follows from its own events."""

from projections.language import Node, events, field_of, first
from projections.studies.wudhikarn2021.response_classes import (
    CR_AT_ALL,
    NO_RESPONSE,
    NO_RESPONSE_LATE,
)
from projections.study.consistency import Contradiction, SuspectClass, Suspicion

STATED = {
    "infusion": "first infusion",
    "reinfusion": "second infusion",
    "blinatumomab": "blinatumomab",
    "inotuzumab": "inotuzumab ozogamicin",
}
"""Treatments by the names of their definitions, and as stated responses name them."""

GRADED = ("infusion", "reinfusion", "blinatumomab")
"""Treatments after which reactions are graded."""

DEFINITIONS: dict[str, Node] = {
    f"stated_response_to_{name}": field_of(
        first(events("response_stated", treatment=treatment), source="Tables 4 and 5"),
        "response",
        "Tables 4 and 5",
    )
    for name, treatment in STATED.items()
}

SUSPICIONS: tuple[Suspicion, ...] = (
    *(
        Contradiction(
            "response stated otherwise",
            stated=f"stated_response_to_{name}",
            derived=f"response_to_{name}",
            agreeing={
                "complete remission": CR_AT_ALL,
                "no response": (NO_RESPONSE, NO_RESPONSE_LATE),
            },
        )
        for name in STATED
    ),
    *(
        SuspectClass(
            "grade given otherwise than signs",
            f"{reaction}_after_{name}_agreement",
            ("graded higher by signs", "graded lower by signs"),
        )
        for name in GRADED
        for reaction in ("crs", "icans")
    ),
)
