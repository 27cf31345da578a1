"""A comparison in a few lines: how many patients and values changed, and why."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from console.comparison.estimates import counted
from projections.comparison import MEMBER, STATE, Change, Comparison, Reason, Sort
from projections.comparison.rows import is_follow_up, phrase, plural, why
from projections.language import Classes, Condition, Endpoint, Episodes, Milestone, Node, Quantity
from projections.study import Study

KINDS: tuple[tuple[type[Node], str, str], ...] = (
    (Endpoint, "endpoint", "endpoints"),
    (Classes, "class", "classes"),
    (Milestone, "milestone", "milestones"),
    (Episodes, "list of episodes", "lists of episodes"),
    (Quantity, "quantity", "quantities"),
    (Condition, "condition", "conditions"),
)
IN_STATE = ("state", "states")
INSIDE = ("value inside episodes", "values inside episodes")


@dataclass(frozen=True, slots=True)
class PatientSummary:
    """The changes of one patient in a line: ``1 endpoint, 3 milestones`` because of ``1 death``."""

    patient: str
    changed: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a comparison.

    Attributes
    ----------
    entered, left, changed, followed
        Patients: new in the study, no longer in it, in both with other values, and those of whom
        nothing changed but the length of follow-up.
    values, reasons
        The changed values by kind of definition, and their reasons, in words with their counts.
        A cause of several values is counted once.
    patients
        One line for each patient who entered, left or changed.
    """

    entered: int
    left: int
    changed: int
    followed: int
    values: str
    reasons: str
    patients: tuple[PatientSummary, ...]

    @property
    def counts(self) -> str:
        """The patients in one line."""
        only = f"; {self.followed} only followed further" if self.followed else ""
        return f"{self.entered} entered, {self.left} left, {self.changed} changed{only}"


def summary(comparison: Comparison) -> Summary:
    """The counts of a comparison, and a line for each patient."""
    by_patient: dict[str, list[Change]] = defaultdict(list)
    for change in shown_changes(comparison):
        by_patient[change.patient].append(change)
    moved = {*comparison.entered, *comparison.left}
    everybody = {change.patient for change in comparison.causes}
    found = [item for changes in by_patient.values() for item in changes]
    return Summary(
        len(comparison.entered),
        len(comparison.left),
        len(by_patient.keys() - moved),
        len(everybody - by_patient.keys() - moved),
        _values(found, comparison.after.study),
        _reasons(comparison, found),
        tuple(_patient(comparison, *each) for each in by_patient.items()),
    )


def shown_changes(comparison: Comparison) -> list[Change]:
    """The changes listed one by one: not those of follow-up that merely went on."""
    return [
        change for change, cause in comparison.causes.items() if not is_follow_up(change, cause)
    ]


def _patient(comparison: Comparison, patient: str, changes: Collection[Change]) -> PatientSummary:
    member = [change for change in changes if change.name == MEMBER]
    if member:
        changed = "entered the study" if member[0].after.text == MEMBER else "left the study"
    else:
        changed = _values(changes, comparison.after.study)
    return PatientSummary(patient, changed, _reasons(comparison, changes))


def _values(changes: Iterable[Change], study: Study) -> str:
    """How many values of which kind: ``2 endpoints, 1 class``."""
    kinds = [names for _, *names in KINDS] + [list(IN_STATE), list(INSIDE)]
    numbers = Counter(_kind(change.name, study) for change in changes if change.name != MEMBER)
    return ", ".join(
        f"{numbers[single]} {single if numbers[single] == 1 else several}"
        for single, several in kinds
        if numbers[single]
    )


def _kind(name: str, study: Study) -> str:
    if name == STATE:
        return IN_STATE[0]
    node = study.definitions.get(name)
    return next((single for kind, single, _ in KINDS if isinstance(node, kind)), INSIDE[0])


def _reasons(comparison: Comparison, changes: Iterable[Change]) -> str:
    """The reasons counted by their causes: one death may change several values."""
    causes: Mapping[Reason, set[object]] = defaultdict(set)
    for change in changes:
        reason = why(comparison, change)
        single = reason.sort in (Sort.EVENT, Sort.CORRECTED, Sort.RETRACTED)
        deciding = comparison.causes[change].sets[-1] if single else change.patient
        causes[reason].add(deciding)
    return ", ".join(_counted(reason, len(found)) for reason, found in causes.items())


def _counted(reason: Reason, count: int) -> str:
    if reason.sort is Sort.EVENT and count > 1:
        return f"{count} {plural(phrase(reason))}"
    return f"1 {phrase(reason)}" if reason.sort is Sort.EVENT else counted(reason, count)
