"""One line of salvage in its place: where it ends, and how the disease stands as it goes on."""

from dataclasses import dataclass

from reconstruction.cohort.facts import MORPHOLOGIC, SYNTHETIC, Basis
from reconstruction.cohort.printed import basis, in_text
from reconstruction.cohort.tables import MOLECULAR, SECOND_INFUSION, Line, Patient

NEVER = 10**6
WINDOW = 60
"""Days of a line in which a marrow belongs to its response."""


@dataclass(slots=True)
class Disease:
    """Where the disease stands as the lines go on: in the marrow, and outside it.

    ``seen`` is the day of the latest assessment.
    """

    state: str
    sites: list[str]
    seen: int

    @classmethod
    def at_progression(cls, patient: Patient, day: int) -> "Disease":
        """As the progression after the first infusion found it."""
        percent = patient.cells["marrow_percent"]
        outside_alone = percent.startswith("<") or (percent != "" and float(percent) < 5)
        marrow = "no evidence of disease" if outside_alone else MORPHOLOGIC
        state = MOLECULAR if patient.is_(progression=MOLECULAR) else marrow
        return cls(state, patient.sites, day)


@dataclass(frozen=True, slots=True)
class InLine:
    """A line of one patient, and the disease that it meets and changes."""

    patient: Patient
    line: Line
    disease: Disease

    @property
    def name(self) -> str:
        return self.patient.name

    @property
    def again(self) -> bool:
        return self.line.treatment == SECOND_INFUSION

    @property
    def until(self) -> int:
        """The first day that no longer belongs to the line, or the last day of the record."""
        following = self.patient.line_after(self.line)
        return min(following.day if following else NEVER, self.patient.last)

    @property
    def assessed_until(self) -> int:
        """The last day on which a marrow still belongs to the response."""
        transplant = NEVER if self.line.transplant is None else self.line.transplant
        return min(self.until, transplant, self.line.day + WINDOW)

    def left(self, state: str, sites: list[str], day: int) -> None:
        """How an assessment of this day found the disease."""
        self.disease.state, self.disease.sites, self.disease.seen = state, sites, day

    def printed(self, column: str, note: str, provenance: str = "published") -> Basis:
        """What prints a cell of this line's treatment."""
        return basis(self.name, self.line.treatment, column, note, provenance)

    def from_text(self, fact: str, otherwise: Basis = SYNTHETIC) -> Basis:
        """What the text says of a fact after this line's treatment, or before the next one's."""
        following = self.patient.line_after(self.line)
        before = f"{fact} before {following.treatment}" if following else ""
        after = f"{fact} after {self.line.treatment}"
        return in_text(self.name, after, in_text(self.name, before, otherwise))
