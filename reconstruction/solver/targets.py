"""The printed values that the search aims at, in the order in which the score computes them.

How each row of Tables 2 and 3 is coded is said in the README of this folder.
"""

from dataclasses import dataclass

HR = ("hr", "low", "high", "p")
MEDIAN = ("median", "low", "high")

TABLE_2 = {
    "age": "1.11 0.58 2.10 .8",
    "male": "0.75 0.37 1.55 .5",
    "lines": "1.55 0.81 2.95 .2",
    "philadelphia": "1.06 0.54 2.07 .9",
    "prior transplant": "1.43 0.75 2.71 .3",
    "prior blinatumomab": "1.09 0.53 2.25 .8",
    "prior inotuzumab": "0.93 0.28 3.05 .9",
    "bridging": "1.32 0.64 2.71 .4",
    "ldh": "0.93 0.48 1.83 .8",
    "platelets": "0.73 0.37 1.43 .4",
    "disease": "2.20 1.09 4.41 .02",
    "lymphodepletion": "1.05 0.67 1.65 .8",
    "crs": "0.73 0.30 1.75 .5",
    "icans": "0.63 0.33 1.20 .2",
    "steroid": "0.98 0.49 1.95 .9",
    "tocilizumab": "1.35 0.70 2.60 .4",
    "steroid days": "0.95 0.83 1.08 .4",
    "steroid dose": "0.77 0.20 3.03 .7",
    "consolidation": "0.55 0.23 1.32 .2",
}
# P values printed .20, .40 and .70 are one decimal and a zero, as the intervals beside them say;
# that of prior transplant alone can print as it stands.
TABLE_3 = {
    "age": "1.64 0.80 3.34 .2",
    "male": "0.53 0.21 1.34 .2",
    "philadelphia": "0.63 0.29 1.35 .2",
    "prior transplant": "0.63 0.30 1.30 .20",
    "prior antibody": "1.78 0.79 4.0 .2",
    "bridging": "0.36 0.16 0.83 .02",
    "time": "0.94 0.86 1.02 .09",
    "blasts": "1.01 1.00 1.03 .08",
    "extramedullary": "0.85 0.4 1.82 .7",
    "cd19": "0.63 0.22 1.76 .4",
    "salvage": "0.48 0.17 1.35 .16",
    "antibody salvage": "1.41 0.60 3.33 .43",
}
MULTIVARIABLE = {
    "bridging": "0.41 0.14 1.16 .09",
    "time": "0.91 0.83 1.00 .04",
    "blasts": "1.01 0.99 1.03 .2",
}
SALVAGE_REMISSION = {"salvage remission": "0.31 0.11 0.87 .03"}
SURVIVAL = {
    "OS median": "13 9.11 23.34",
    "OS 36": "26.6 17 42",
    "EFS 36": "16.1 8.8 29",
    "incidence": "67.9 53.6 78.6",
    "OS after progression": "7.5 4.14 13.9",
    "OS after progression 12": "35 23 56",
    "OS of responders": "16.2 8.4 NA",
    "OS of non-responders": "4.6 3.6 13.9",
    "EFS of responders": "5.8 4.1 NA",
    "follow-up": "44.7 20.8 65.4",
}
FOLLOW_UP_AFTER = {"follow-up after progression": "20"}
DAYS = {
    "time to relapse": "5.5 1.3 24",
    "transplant": "99 31 231",
    "remission": "4.5 2.1 32.1",
    "relapse by cd19": "6.8 3.7 .08",
}
BASELINE = {
    "age, progressed": "42.5 23 74",
    "age, not progressed": "55 23 68",
    "age P": ".21",
    "lines, progressed": "3 2 7",
    "lines, not progressed": "2 1 7",
    "lines P": ".02",
    "tocilizumab day": "7 3 17",
    "steroid day": "8 3 15",
    "steroid day, progressed": "7 5 15",
    "steroid day, not progressed": "8 3 12",
    "steroid day P": ".80",
    "steroid days, progressed": "7 1 15",
    "steroid days, not progressed": "9 2 27",
    "steroid days P": ".16",
    "steroid dose, progressed": "1.37 0.72 2.58",
    "steroid dose, not progressed": "1.54 0.79 6.75",
    "steroid dose P": ".38",
    "blasts": "81 8 100",
}
EARLIER_REPORT = {
    "EFS": "6.1 5.0 11.5",
    "EFS, blasts < 5%": "10.6 5.9",
    "OS, blasts < 5%": "20.1 8.7",
}


# What the first stage aims at, which moves days alone, and how much of it: the longest match holds.
ON_DAYS = {
    "Table 2: consolidation": 0.7,
    "Table 3: time": 4.0,
    "Table 3: cd19": 0.7,
    "Table 3: salvage": 2.5,
    "Table 3: antibody salvage": 2.5,
    "text": 4.0,
    "survival": 12.0,
    "days": 3.0,
    "days: relapse by cd19": 1.0,
}
# Out of reach, see README; follow-up after progression is given up for what it would cost.
OUT_OF_REACH = {
    "Table 2: lymphodepletion 2": 0.02,
    "Table 2: lymphodepletion 3": 0.02,
    "Table 2: lymphodepletion 4": 0.02,
    "Table 3: cd19 2": 0.02,
    "Table 3: cd19 3": 0.02,
    "Table 3: salvage 4": 0.02,
    "survival: follow-up after progression 1": 0.3,
}


@dataclass(frozen=True, slots=True)
class Target:
    """A printed value, half its rounding, and whether it is of the 171 of the survival analyses."""

    name: str
    value: float
    half: float
    weight: float
    counted: bool

    @property
    def weight_on_days(self) -> float:
        """Its weight where only days move."""
        if self.name in OUT_OF_REACH:
            return min(self.weight, OUT_OF_REACH[self.name])
        found = max((key for key in ON_DAYS if self.name.startswith(key)), key=len, default="")
        return ON_DAYS.get(found, 0.0)


def _targets(title: str, table: dict[str, str], *, weight: float, counted: bool) -> list[Target]:
    found = []
    for row, printed in table.items():
        for place, text in enumerate(printed.split(), 1):
            name = f"{title}: {row} {place}"
            places = len(text.partition(".")[2])
            value = 0.0 if text == "NA" else float(text)
            half = 0.5 if text == "NA" else 0.5 * 10.0**-places
            found.append(Target(name, value, half, OUT_OF_REACH.get(name, weight), counted))
    return found


TARGETS = (
    *_targets("Table 2", TABLE_2, weight=1.0, counted=True),
    *_targets("Table 3", TABLE_3, weight=1.0, counted=True),
    *_targets("multivariable", MULTIVARIABLE, weight=2.0, counted=True),
    *_targets("text", SALVAGE_REMISSION, weight=3.0, counted=True),
    *_targets("survival", SURVIVAL, weight=3.0, counted=True),
    *_targets("survival", FOLLOW_UP_AFTER, weight=3.0, counted=True),
    *_targets("days", DAYS, weight=3.0, counted=False),
    *_targets("Table 1", BASELINE, weight=1.0, counted=False),
    *_targets("earlier report", EARLIER_REPORT, weight=0.1, counted=False),
)
