"""Every line of salvage: the assessment before it, what was given, what came of it, transplant."""

from collections.abc import Iterator

from reconstruction.cohort.antibodies import ANTIBODIES, toxicity
from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import SYNTHETIC, Basis, Fact, course, imaging, marrow
from reconstruction.cohort.in_line import Disease, InLine
from reconstruction.cohort.infusion import infusion
from reconstruction.cohort.line_response import FRESH, response, stopped
from reconstruction.cohort.printed import basis, in_text
from reconstruction.cohort.progression import AGAIN_POSITIVE, phenotype
from reconstruction.cohort.reinfusion import reactions_to_second_infusion
from reconstruction.cohort.remission import transplanted
from reconstruction.cohort.tables import SECOND_INFUSION, Patient
from reconstruction.cohort.working_days import working_day

BEFORE_CELLS = 4
"""Days by which the assessment before cells precedes that before drugs: lymphodepletion."""


def salvage(patient: Patient) -> Iterator[Fact]:
    """All lines in order, each taking up the disease as the last one left it."""
    if patient.progression is None:
        return
    disease = Disease.at_progression(patient, patient.progression)
    for line in patient.lines:
        here = InLine(patient, line, disease)
        yield from _before(here)
        yield from _cells(here) if here.again else _drugs(here)
        yield from response(here)
        yield from _transplant(here)


def _before(here: InLine) -> Iterator[Fact]:
    """A marrow before the line, if the last assessment is not a recent one."""
    latest = here.line.day - 1 - (BEFORE_CELLS if here.again else 0)
    day = latest - between(here.name, f"before line {here.line.number}", 0, 5)
    day = working_day(here.patient, day, high=latest)
    if day - here.disease.seen < FRESH:
        return
    note = "from the printed status; day and percent synthetic"
    printed = here.printed("disease_status", note, "derived")
    yield from marrow(here.name, day, here.disease.state, printed)
    yield from imaging(day, here.disease.sites, "present")
    if here.again:
        yield phenotype(day, "positive", AGAIN_POSITIVE)


def _cells(here: InLine) -> Iterator[Fact]:
    yield from infusion(here.name, SECOND_INFUSION, here.line.day)
    yield from reactions_to_second_infusion(here.name, here.line.day, here.patient.last)


def _drugs(here: InLine) -> Iterator[Fact]:
    line = here.line
    printed = here.printed("day", "day printed; calendar anchor synthetic")
    why = printed if printed is not SYNTHETIC else _unprinted(here)
    stop, reason = stopped(here)
    yield from course(line.drugs, "salvage", line.day, stop, why, reason=reason)
    if line.treatment in ANTIBODIES:
        yield from toxicity(here.patient, line, here.until)


def _unprinted(here: InLine) -> Basis:
    """What is printed without its drugs: that the second infusion was not the last line."""
    earlier = here.patient.lines[: here.line.number - 1]
    if earlier and earlier[-1].treatment == SECOND_INFUSION:
        note = "a treatment after the second infusion is printed; which and when synthetic"
        return basis(here.name, SECOND_INFUSION, "treated_afterwards", note, "derived")
    return here.from_text("salvage")


def _transplant(here: InLine) -> Iterator[Fact]:
    line = here.line
    if line.transplant is not None:
        number = here.patient.transplant_number(line.transplant)
        why = in_text(here.name, "transplant")
        yield from transplanted(line.transplant, number, line.judged, why)
    if line.donor_lymphocytes is not None:
        why = in_text(here.name, "donor lymphocytes")
        yield Fact(line.donor_lymphocytes, "donor_lymphocytes", {}, why)
