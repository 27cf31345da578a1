"""The Stanford study with one analysis of each sort in its plan."""

from dataclasses import replace

from patient_timeline.definitions import (
    Baseline,
    Curves,
    Exposure,
    Fixed,
    Forest,
    FromLandmark,
    Incidence,
    Occupancy,
    Regression,
)
from patient_timeline.studies import stanford

STUDY = replace(
    stanford,
    plan={
        "characteristics": Baseline(by="surgery", rows=("age", "transplantation")),
        "survival": Curves("OS", by="surgery"),
        "time to a heart": Incidence("wait", by="surgery"),
        "factors": Regression(
            "OS",
            (Fixed("age", minus=48, per=10), Fixed("prior_surgery"), Exposure("transplantation")),
        ),
        "factors one at a time": Regression(
            "OS", (Fixed("age", per=10), Fixed("prior_surgery")), alone=True
        ),
        "factors of incidence": Regression("wait", (Fixed("prior_surgery"),), of="incidence"),
        "from day 30": FromLandmark("OS", "transplantation", at=30),
        "effect of age": Forest("OS", "age", within=("surgery",)),
        "states": Occupancy(until=730),
    },
    report=None,
)
