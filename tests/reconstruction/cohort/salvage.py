"""Every line of salvage: what was given, the assessment before and after, relapse, transplant."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.reconstruction.cohort.antibodies import ANTIBODIES, toxicity
from tests.reconstruction.cohort.chance import between
from tests.reconstruction.cohort.facts import (
    IN_REMISSION,
    MORPHOLOGIC,
    SYNTHETIC,
    Basis,
    Fact,
    course,
    imaging,
    marrow,
)
from tests.reconstruction.cohort.infusion import infusion
from tests.reconstruction.cohort.printed import basis, cell, in_text, treatment
from tests.reconstruction.cohort.progression import AGAIN_POSITIVE, phenotype
from tests.reconstruction.cohort.reinfusion import reactions_to_second_infusion
from tests.reconstruction.cohort.remission import STILL_RESIDUAL_DAYS, spared, stated, transplanted
from tests.reconstruction.cohort.tables import (
    MOLECULAR,
    NO_RESPONSE,
    REMISSION,
    SECOND_INFUSION,
    Line,
    Patient,
)

NEVER = 10**6
JUDGED_AFTER = 28
WINDOW = 60
FRESH = 21
"""Days for which an assessment is recent enough to begin a line on."""
APART = 91
"""Days between marrows in a remission that salvage brought."""


@dataclass(slots=True)
class Disease:
    """Where the disease stands as the lines go on: in the marrow, and outside it."""

    state: str
    sites: list[str]
    seen: int


def salvage(patient: Patient) -> Iterator[Fact]:
    """All lines in order, each taking up the disease as the last one left it."""
    if not patient.lines or patient.progression is None:
        return
    disease = Disease(_at_progression(patient), patient.sites, patient.progression)
    for line in patient.lines:
        yield from _Salvage(patient, line, disease).facts()


def _at_progression(patient: Patient) -> str:
    if patient.is_(progression=MOLECULAR):
        return MOLECULAR
    said = patient.cells["marrow_percent"]
    alone = said.startswith("<") or (said and float(said) < 5)
    return "no evidence of disease" if alone else MORPHOLOGIC


@dataclass(frozen=True, slots=True)
class _Salvage:
    """One line of one patient, and the disease that it meets and changes."""

    patient: Patient
    line: Line
    disease: Disease

    @property
    def name(self) -> str:
        return self.patient.name

    @property
    def until(self) -> int:
        """The first day that no longer belongs to the line, or the last day of the record."""
        following = self.patient.line_after(self.line)
        return min(following.day if following else NEVER, self.patient.last)

    @property
    def assessed_until(self) -> int:
        """The last day on which a marrow still belongs to the response."""
        transplant = self.line.transplant
        before_transplant = NEVER if transplant is None else transplant
        return min(self.until, before_transplant, self.line.day + WINDOW)

    def facts(self) -> Iterator[Fact]:
        yield from self._before()
        yield from self._given()
        if self.line.response == REMISSION:
            yield from self._remission()
        elif self.line.response == NO_RESPONSE:
            yield from self._no_response()
        else:
            yield from self._not_evaluable()
        yield from self._transplant()

    def _basis(self, fact: str, otherwise: Basis = SYNTHETIC) -> Basis:
        """What is printed of a fact after this line's treatment, or before the next one's."""
        following = self.patient.line_after(self.line)
        before = f"{fact} before {following.treatment}" if following else ""
        return in_text(
            self.name,
            f"{fact} after {self.line.treatment}",
            in_text(self.name, before, otherwise),
        )

    def _before(self) -> Iterator[Fact]:
        """A marrow before the line, if the last assessment is not a recent one."""
        day = self.line.day - between(self.name, f"before line {self.line.number}", 1, 6)
        if self.line.treatment == SECOND_INFUSION:
            day -= 4
        if day - self.disease.seen < FRESH:
            return
        note = "from the printed status; day and percent synthetic"
        printed = basis(self.name, SECOND_INFUSION, "disease_status", note, "derived")
        again = self.line.treatment == SECOND_INFUSION
        yield from marrow(self.name, day, self.disease.state, printed if again else SYNTHETIC)
        yield from imaging(day, self.disease.sites, "present")
        if again:
            yield phenotype(day, "positive", AGAIN_POSITIVE)

    def _given(self) -> Iterator[Fact]:
        line = self.line
        if line.treatment == SECOND_INFUSION:
            yield from infusion(self.name, SECOND_INFUSION, line.day)
            yield from reactions_to_second_infusion(self.name, line.day, self.patient.last)
            return
        note = "day printed; calendar anchor synthetic"
        printed = basis(self.name, line.treatment, "day", note)
        why = printed if printed is not SYNTHETIC else self._unprinted()
        stop, reason = self._stopped()
        yield from course(line.drugs, "salvage", line.day, stop, why, reason=reason)
        if line.treatment in ANTIBODIES:
            yield from toxicity(self.patient, line, self.until)

    def _unprinted(self) -> Basis:
        """What is printed without its drugs: that the second infusion was not the last line."""
        before = self.patient.lines[self.line.number - 2] if self.line.number > 1 else None
        if before and before.treatment == SECOND_INFUSION:
            note = "a treatment after the second infusion is printed; which and when synthetic"
            return basis(self.name, SECOND_INFUSION, "treated_afterwards", note, "derived")
        return self._basis("salvage")

    def _stopped(self) -> tuple[int, str]:
        if self.line.response == REMISSION:
            return self.line.judged or self.line.day, "completed"
        if self.line.response == NO_RESPONSE:
            return self._judged(), "progression"
        return min(self.line.day + 14, self.until), "unknown"

    def _judged(self) -> int:
        """The day of the marrow that shows no response."""
        morphologic = self.patient.day("morphologic_relapse_day")
        if morphologic is not None and self.line.day < morphologic <= self.until:
            return morphologic
        usual = JUDGED_AFTER + between(self.name, f"judged {self.line.number}", -3, 5)
        if treatment(self.name, self.line.treatment):
            usual = JUDGED_AFTER
        return max(self.line.day + 1, min(self.line.day + usual, self.assessed_until))

    def _remission(self) -> Iterator[Fact]:
        line, day = self.line, self.line.judged
        if day is None:
            raise ValueError(f"salvage.csv: give the day of remission of {self.name}'s line")
        note = "from the printed response; day and percent synthetic"
        shown = self._basis(
            "disease", basis(self.name, line.treatment, "response", note, "derived")
        )
        residual = basis(self.name, line.treatment, "residual_disease", "day synthetic")
        state = IN_REMISSION[line.residual or "unknown"]
        yield from marrow(self.name, day, state, shown, residual if residual.document else shown)
        yield from imaging(day, self.disease.sites, "resolved", self._basis("resolved"))
        yield stated(self.name, line.treatment, day, REMISSION, line.residual)
        self.disease.state, self.disease.sites, self.disease.seen = state, [], day
        yield from self._followed(day, state)
        yield from self._relapse()

    def _followed(self, remission: int, state: str) -> Iterator[Fact]:
        """Marrows while the remission lasts."""
        end = min(self.line.relapse or NEVER, self.until)
        for day in range(remission + max(APART, STILL_RESIDUAL_DAYS + 1), end - FRESH, APART):
            taken = spared(day, self.line.transplant)
            if taken < end - FRESH:
                yield from marrow(self.name, taken, state)
                self.disease.seen = taken

    def _relapse(self) -> Iterator[Fact]:
        day = self.line.relapse
        if day is None:
            return
        morphologic = self.patient.day("morphologic_relapse_day")
        state = MOLECULAR if morphologic is not None and day < morphologic else MORPHOLOGIC
        yield from marrow(self.name, day, state, self._basis("relapse"))
        expression = self.patient.cells["cd19"]
        if state == MORPHOLOGIC and expression not in ("", "unknown"):
            yield phenotype(day, expression, self._basis("phenotype"))
        self.disease.state, self.disease.seen = state, day

    def _no_response(self) -> Iterator[Fact]:
        """Blasts in the marrow; or, of disease that is not in it, the sites still there."""
        day = self._judged()
        note = "from the printed response; day and percent synthetic"
        printed = basis(self.name, self.line.treatment, "response", note, "derived")
        shown = self._basis("disease", printed)
        outside_only = self.disease.state != MORPHOLOGIC and self._stays_under_5_percent(day)
        state = self.disease.state if outside_only else MORPHOLOGIC
        yield from imaging(day, self._sites_found(day), "present", self._basis("imaging"))
        yield from marrow(self.name, day, state, shown)
        yield stated(self.name, self.line.treatment, day, NO_RESPONSE, "")
        self.disease.state, self.disease.seen = state, day

    def _stays_under_5_percent(self, day: int) -> bool:
        return bool(self.disease.sites) or self._molecular_until_outside(day)

    def _molecular_until_outside(self, day: int) -> bool:
        """MSK56, as the text tells it: residual disease, then disease outside the marrow."""
        first_outside = self.patient.day("morphologic_relapse_day") == day
        return first_outside and self.line.treatment in ANTIBODIES

    def _sites_found(self, day: int) -> list[str]:
        if self._molecular_until_outside(day) and not self.disease.sites:
            self.disease.sites = ["soft tissue"]
        return self.disease.sites

    def _not_evaluable(self) -> Iterator[Fact]:
        """No marrow; sites outside it are said to be gone, or they would show no response."""
        yield from imaging(self.line.day + 1, self.disease.sites, "resolved")
        self.disease.sites = []
        self.disease.seen = self.line.day + WINDOW + 1 - FRESH  # a marrow earlier would judge it
        if cell(self.name, self.line.treatment, "response"):
            yield stated(self.name, self.line.treatment, self._said(), "unknown", "")

    def _said(self) -> int:
        return min(self.line.day + JUDGED_AFTER, self.until)

    def _transplant(self) -> Iterator[Fact]:
        line = self.line
        if line.transplant is not None:
            number = self.patient.transplant_number(line.transplant)
            why = in_text(self.name, "transplant")
            yield from transplanted(line.transplant, number, line.judged, why)
        if line.donor_lymphocytes is not None:
            why = in_text(self.name, "donor lymphocytes")
            yield Fact(line.donor_lymphocytes, "donor_lymphocytes", {}, why)
