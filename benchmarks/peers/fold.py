"""The same definitions as a fold in plain Python, one patient's events after another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.definitions import REMISSION_BELOW_PERCENT, RESPONSE_WINDOW_DAYS
from benchmarks.peers.findings import NONE, VALUES, Findings, reasons_after
from timeline.log import AsOf, Categories, Segment

Event = dict[str, Any]
Histories = list[list[Event]]
Moment = tuple[int, int]
"""Day, and row of the deciding event."""


@dataclass(slots=True)
class Patient:
    """What is known of a patient after some of the events."""

    alive_after_cutoff: bool = False
    registration: Moment | None = None
    infusion: Moment | None = None
    complete_remission: Moment | None = None
    negative_remission: Moment | None = None
    relapse: Moment | None = None
    refractory: Moment | None = None
    progression: Moment | None = None
    salvage: Moment | None = None
    transplant: Moment | None = None
    death: Moment | None = None
    last_seen: Moment | None = None
    judged: bool = False
    last_failure: Moment | None = None
    few_blasts: bool | None = None
    sites: dict[str, bool] = field(default_factory=dict)
    negative: bool | None = None

    def apply(self, event: Event) -> None:
        """Take up the next event in the order of rows."""
        now = (event["day"], event["row"])
        self.last_seen = now
        if self.awaits_judgement_on(now[0]):
            self.judge()
        kind = event["kind"]
        if kind == "marrow_blasts" and self.infusion:
            self.few_blasts = event["percent"] < REMISSION_BELOW_PERCENT
            self.assess(now)
        elif kind == "extramedullary" and self.infusion:
            self.sites[event["site"]] = event["status"] == "present"
            self.assess(now)
        elif kind == "residual_disease" and self.infusion:
            self.negative = event["result"] == "negative"
            self.assess_residual_disease(now)
        elif kind == "therapy_started" and event["setting"] == "salvage" and self.progression:
            self.salvage = self.salvage or now
        elif kind == "transplant" and self.infusion:
            self.transplant = self.transplant or now
        elif kind == "cell_infusion" and event["infusion"] == 1:
            self.infusion = self.infusion or now
        elif kind == "registered" and event["study"] == "benchmark":
            self.registration = self.registration or now
        elif kind == "death":
            self.death = self.death or now

    def assess(self, now: Moment) -> None:
        """Marrow or imaging: in remission, relapsed, neither, or not known."""
        remission = self.remission
        if remission and not self.complete_remission:
            self.complete_remission = now
        elif remission is False:
            self.last_failure = now
        if self.complete_remission and not self.relapse and self.diseased:
            self.relapse = now
            self.progression = self.progression or now
        self.assess_residual_disease(now)

    def assess_residual_disease(self, now: Moment) -> None:
        """A remission without residual disease."""
        if self.negative and not self.negative_remission and self.remission:
            self.negative_remission = now

    @property
    def diseased(self) -> bool:
        """Too many blasts, or disease outside the marrow."""
        return self.few_blasts is False or any(self.sites.values())

    @property
    def remission(self) -> bool | None:
        """Few blasts and nothing outside the marrow; None while one of them is not known."""
        if self.diseased:
            return False
        return True if self.few_blasts and self.sites else None

    def awaits_judgement_on(self, day: int) -> bool:
        """Whether the response window has ended by the beginning of a day."""
        if self.judged or not self.infusion:
            return False
        return day > self.infusion[0] + RESPONSE_WINDOW_DAYS

    @property
    def lived_to_be_judged(self) -> bool:
        """Whether any event shows the patient alive at the end of the response window."""
        if self.death or not self.infusion or not self.last_seen:
            return False
        due = self.infusion[0] + RESPONSE_WINDOW_DAYS
        return self.alive_after_cutoff or self.last_seen[0] >= due

    def judge(self) -> None:
        """At the end of the response window: no remission although assessed is refractory."""
        self.judged = True
        if self.infusion and self.last_failure and not self.complete_remission:
            due = self.infusion[0] + RESPONSE_WINDOW_DAYS
            self.refractory = (due, self.last_failure[1])
            self.progression = self.progression or self.refractory

    def best_response(self) -> int:
        """Index of the class."""
        if self.negative_remission:
            return 0
        if self.complete_remission:
            return 1
        return 2 if self.last_failure else 3

    def follow(
        self, cutoff: int, origin: Moment | None, events: tuple[Moment | None, ...]
    ) -> tuple[int, int, int, int]:
        """Cause, reason, day and row of the end of follow-up."""
        last_seen, alive, _, _, no_follow_up, no_origin, before_origin = reasons_after(len(events))
        if origin is None:
            return NONE, no_origin, NONE, NONE
        found = [(event[0], index, event[1]) for index, event in enumerate(events) if event]
        if found:
            day, index, row = min(found)
            if day < origin[0]:
                return NONE, before_origin, NONE, NONE
            return index + 1, index, day, row
        if self.alive_after_cutoff:
            return 0, alive, cutoff, NONE
        if self.last_seen and self.last_seen[0] >= origin[0]:
            return 0, last_seen, *self.last_seen
        return 0, no_follow_up, *origin


def prepare(segment: Segment) -> Histories:
    """Each patient's events as dicts, in the order of rows."""
    events: Histories = [[] for _ in segment.patients]
    for event in sorted(_events(segment), key=lambda event: event["row"]):
        events[event.pop("patient")].append(event)
    return events


def replay(histories: Histories, as_of: AsOf) -> list[tuple[int, ...]]:
    """All values of all patients."""
    cutoff, lock = as_of.last_day, as_of.known_until
    assert lock is not None
    return [_finding(_folded(events, cutoff, lock), cutoff) for events in histories]


def findings(result: list[tuple[int, ...]]) -> Findings:
    """The values in the form in which peers are compared."""
    return dict(zip(VALUES, np.array(result).T, strict=True))


def _folded(events: list[Event], cutoff: int, lock: int) -> Patient:
    patient = Patient()
    for event in events:
        if event["recorded"] <= lock < event["superseded"]:
            if event["day"] <= cutoff:
                patient.apply(event)
            else:
                patient.alive_after_cutoff = True
    if patient.awaits_judgement_on(cutoff + 1) and patient.lived_to_be_judged:
        patient.judge()
    return patient


def _finding(patient: Patient, cutoff: int) -> tuple[int, ...]:
    moments = (
        patient.registration,
        patient.infusion,
        patient.complete_remission,
        patient.negative_remission,
        patient.relapse,
        patient.refractory,
        patient.progression,
        patient.salvage,
        patient.transplant,
        patient.death,
        patient.last_seen,
    )
    return (
        *(part for moment in moments for part in moment or (NONE, NONE)),
        patient.best_response(),
        *patient.follow(cutoff, patient.infusion, (patient.death,)),
        *patient.follow(
            cutoff, patient.infusion, (patient.relapse, patient.refractory, patient.death)
        ),
        *patient.follow(cutoff, patient.progression, (patient.death,)),
    )


def _events(segment: Segment) -> Iterator[Event]:
    for kind, table in segment.tables.items():
        columns = {
            "patient": table.patient.tolist(),
            "day": table.day.tolist(),
            "row": table.row.tolist(),
            "recorded": table.recorded.tolist(),
            "superseded": table.superseded.tolist(),
        }
        for name, column in table.columns.items():
            if isinstance(column, Categories):
                texts = (*column.vocabulary, None)
                columns[name] = [texts[code] for code in column.codes.tolist()]
            else:
                columns[name] = column.values.tolist()
        for row in zip(*columns.values(), strict=True):
            yield {"kind": kind, **dict(zip(columns, row, strict=True))}
