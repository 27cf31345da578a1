"""The two committed tables: patients, and their lines of salvage."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from reconstruction.solver import columns as c
from reconstruction.solver.covariates import MIXED_PHENOTYPE, NAMES, Table
from reconstruction.solver.days import EARLY_DEATHS, NON_PROGRESSOR_DEATHS, Calendar
from reconstruction.solver.histories import (
    HISTORIES,
    INTENSIVE,
    NONINTENSIVE,
    REMISSION,
    History,
    Line,
)  # fmt: skip
from reconstruction.solver.patients import PROGRESSED

PATIENT_COLUMNS = (
    "patient", "first_infusion", "age_years", "sex", "philadelphia", "cytogenetic_risk",
    "cd19_mixed_phenotype", "prior_lines", "prior_blinatumomab", "prior_inotuzumab",
    "prior_transplant", "bridging", "disease_before", "ldh_before", "platelets_before",
    "lymphodepletion", "response", "residual_disease", "response_day", "cytokine_release_grade",
    "neurotoxicity_grade", "tocilizumab_day", "steroid_day", "steroid_days", "steroid_mg_per_kg",
    "consolidation_day", "progression_day", "progression", "morphologic_relapse_day",
    "marrow_percent", "extramedullary_sites", "cd19", "last_day", "last_status", "cause_of_death",
)  # fmt: skip
SALVAGE_COLUMNS = (
    "patient", "line", "day", "treatment", "class", "judged_day", "response", "residual_disease",
    "relapse_day", "transplant_day", "donor_lymphocytes_day",
)  # fmt: skip
BRIDGINGS = ("intensive", "none", "nonintensive")
DISEASES = {1: "morphologic", 0: "residual disease", -1: "no evidence of disease", -2: ""}
ANTIGEN = {1: "positive", 0: "negative", -1: "unknown"}
FRIDAY = 4
NERVES = "central nervous system"
ISOLATED_SITES = ("bone", NERVES, "lymph node")
OTHER_SITES = (NERVES, "lymph node", NERVES, "soft tissue", "skin", NERVES, "liver", "bone",
               "soft tissue", "skin")  # fmt: skip
REGIMENS = {
    INTENSIVE: (
        "cytarabine;mitoxantrone",
        "cyclophosphamide;dexamethasone;doxorubicin;vincristine",
        "clofarabine;cyclophosphamide;etoposide",
    ),
    NONINTENSIVE: (
        "dexamethasone;vincristine",
        "mercaptopurine;methotrexate",
        "pegaspargase;prednisone;vincristine",
        "mercaptopurine;vincristine",
    ),
}
INHIBITORS = ("dexamethasone;ponatinib", "dasatinib;prednisone", "nilotinib;vincristine")

Row = dict[str, object]


@dataclass(frozen=True)
class Cohort:
    """A solved cohort: days, covariates, and each patient's number and first infusion."""

    calendar: Calendar
    days: NDArray[np.int64]
    table: Table
    numbers: Mapping[str, str]
    infused: Mapping[str, date]

    def day(self, name: str, what: str) -> int | str:
        at = self.calendar.variable(name, what)
        return int(self.days[at]) if at >= 0 else ""


def patient_rows(cohort: Cohort, rng: np.random.Generator) -> list[Row]:
    """Rows of ``patients.csv`` in order of number."""
    transcripts, risks = _genetics(cohort.table)
    sites = _sites(cohort.table)
    rows = []
    for i, name in enumerate(NAMES):
        row = {
            **baseline_cells(cohort.table[i]),
            **reaction_cells(cohort.table[i]),
            "patient": cohort.numbers[name],
            "first_infusion": cohort.infused[name].isoformat(),
            "philadelphia": transcripts[i],
            "cytogenetic_risk": risks[i],
            "cd19_mixed_phenotype": "yes" if name == MIXED_PHENOTYPE else "",
            "response_day": cohort.day(name, "response"),
            "last_day": cohort.day(name, "end"),
        }
        if i < PROGRESSED:
            row |= _progression(cohort, HISTORIES[i], cohort.table[i], sites[i])
        else:
            row |= _no_progression(i - PROGRESSED, cohort.table[i])
        row["consolidation_day"] = _consolidation(row, cohort, i, rng)
        rows.append(row)
    return sorted(rows, key=lambda row: _number(row["patient"]))


def _number(patient: object) -> int:
    return int(str(patient).removeprefix("MSK"))


def baseline_cells(a: Table) -> Row:
    yes = ("no", "yes")
    return {
        "age_years": int(a[c.AGE]),
        "sex": ("female", "male")[int(a[c.MALE])],
        "prior_lines": int(a[c.LINES]),
        "prior_blinatumomab": yes[int(a[c.BLIN])],
        "prior_inotuzumab": yes[int(a[c.INO])],
        "prior_transplant": yes[int(a[c.ALLO])],
        "bridging": BRIDGINGS[int(a[c.BRIDGING])],
        "disease_before": DISEASES[int(a[c.DISEASE])],
        "ldh_before": ("high", "normal")[int(a[c.LDH])],
        "platelets_before": ("low", "normal")[int(a[c.PLATELETS])],
        "lymphodepletion": ("without fludarabine", "with fludarabine")[int(a[c.FLU])],
    }


def reaction_cells(a: Table) -> Row:
    row: Row = {
        "cytokine_release_grade": int(a[c.CRS]),
        "neurotoxicity_grade": int(a[c.ICANS]),
    }
    if a[c.TOCI]:
        row["tocilizumab_day"] = int(a[c.TOCI])
    if a[c.STEROID]:
        row["steroid_day"] = int(a[c.STEROID_DAY])
        row["steroid_days"] = int(a[c.STEROID_DAYS])
        row["steroid_mg_per_kg"] = f"{a[c.STEROID_DOSE] / 100:.2f}"
    return row


def _progression(cohort: Cohort, history: History, a: Table, sites: str) -> Row:
    kind = "residual disease" if history.molecular else "relapse"
    later = {"MSK9": "judged 1", "MSK56": "judged 2"}.get(history.name, "")
    return {
        "response": "no response" if history.refractory else REMISSION,
        "residual_disease": history.residual,
        "progression_day": cohort.day(history.name, "progression"),
        "progression": "refractory" if history.refractory else kind,
        "morphologic_relapse_day": cohort.day(history.name, later),
        "marrow_percent": int(a[c.BLASTS]) if a[c.BLASTS] >= 0 else "<5",
        "extramedullary_sites": sites,
        "cd19": ANTIGEN[int(a[c.CD19])],
        "last_status": history.status,
        "cause_of_death": history.cause,
    }


def _no_progression(number: int, a: Table) -> Row:
    early = number < EARLY_DEATHS
    dead = number < NON_PROGRESSOR_DEATHS
    toxic = early or bool(a[c.CONSOLIDATION])
    return {
        "response": "not evaluable" if early else REMISSION,
        "residual_disease": "" if early else "negative",
        "last_status": "dead" if dead else "alive",
        "cause_of_death": ("treatment" if toxic else "other") if dead else "",
    }


def _consolidation(row: Row, cohort: Cohort, i: int, rng: np.random.Generator) -> int | str:
    """A working day between the remission and what came next."""
    if not cohort.table[i, c.CONSOLIDATION]:
        return ""
    until = row.get("progression_day") or row["last_day"]
    response = int(str(row["response_day"]))
    latest = min(response + 120, int(str(until)) - 12)
    infused = cohort.infused[NAMES[i]]
    return int(rng.choice([d for d in range(response + 21, latest) if works(infused, d)]))


def works(infused: date, day: int) -> bool:
    """Whether a day after the infusion is a Monday to Friday."""
    return (infused + timedelta(days=day)).weekday() < FRIDAY + 1


def _genetics(table: Table) -> tuple[list[str], list[str]]:
    """Transcripts 8 p190 to 5 p210 and 3 to 1; high risk in 21 and 7."""
    transcripts, risks = [], []
    for group, p190, high in ((range(PROGRESSED), 8, 21), (range(PROGRESSED, len(table)), 3, 7)):
        positive = [i for i in group if table[i, c.PH]]
        others = [i for i in group if not table[i, c.PH]][::2][: high - len(positive)]
        for i in group:
            first = i in positive[:p190] if i in positive else False
            kind = "p190" if first else "p210"
            transcripts.append(kind if i in positive else "negative")
            risks.append("high" if i in positive or i in others else "standard")
    return transcripts, risks


def _sites(table: Table) -> list[str]:
    isolated, others = iter(ISOLATED_SITES), iter(OTHER_SITES)
    given = {"MSK16": "lymph node", "MSK44": NERVES}
    rest = list(OTHER_SITES)
    for site in given.values():
        rest.remove(site)
    others = iter(rest)
    found = []
    for i in range(PROGRESSED):
        if table[i, c.EM] == 2:
            found.append(next(isolated))
        elif table[i, c.EM] == 1:
            found.append(given.get(NAMES[i]) or next(others))
        else:
            found.append("")
    return found


def salvage_rows(cohort: Cohort) -> list[Row]:
    """Rows of ``salvage.csv`` in order of number and line."""
    rows = [
        row
        for i, history in enumerate(HISTORIES)
        for row in _lines(cohort, history, bool(cohort.table[i, c.PH]))
    ]
    return sorted(rows, key=lambda row: (_number(row["patient"]), row["line"]))


def _lines(cohort: Cohort, history: History, philadelphia: bool) -> Iterator[Row]:
    name, patient = history.name, cohort.numbers[history.name]
    given: list[str] = []
    for number, line in enumerate(history.lines, 1):
        given.append(line.drug or _regimen(_number(patient) + number, line, given, philadelphia))
        yield {
            "patient": patient,
            "line": number,
            "day": cohort.day(name, f"line {number}"),
            "treatment": given[-1],
            "class": line.kind,
            "judged_day": cohort.day(name, f"judged {number}"),
            "response": line.response,
            "residual_disease": line.residual,
            "relapse_day": cohort.day(name, f"relapse {number}"),
            "transplant_day": cohort.day(name, f"transplant {number}"),
            "donor_lymphocytes_day": cohort.day(name, "lymphocytes") if line.lymphocytes else "",
        }


def _regimen(first: int, line: Line, given: list[str], philadelphia: bool) -> str:
    """One that the patient has not had, of the class; a kinase inhibitor if any can serve."""
    inhibitors = INHIBITORS if philadelphia and line.kind == NONINTENSIVE else ()
    for choices in (inhibitors, REGIMENS[line.kind]):
        left = [regimen for regimen in choices if regimen not in given]
        if left:
            return left[first % len(left)]
    raise ValueError(f"every regimen of the class {line.kind!r} was given")
