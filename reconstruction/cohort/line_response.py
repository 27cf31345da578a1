"""What a line of salvage brought: remission and relapse, no response, or nothing to judge by."""

from collections.abc import Iterator

from reconstruction.cohort.antibodies import ANTIBODIES
from reconstruction.cohort.chance import between
from reconstruction.cohort.facts import IN_REMISSION, MORPHOLOGIC, Fact, imaging, marrow
from reconstruction.cohort.in_line import NEVER, InLine
from reconstruction.cohort.printed import treatment
from reconstruction.cohort.progression import phenotype
from reconstruction.cohort.remission import spared, stated
from reconstruction.cohort.tables import MOLECULAR, NO_RESPONSE, REMISSION
from reconstruction.cohort.working_days import working_day

JUDGED_AFTER, AT_THE_LATEST = 28, 45
EARLY_BEFORE_THE_END = 20
"""An early marrow is told of those who lived for so many days more."""
FRESH = 21
"""Days for which an assessment is recent enough to begin a line on."""
APART = 91
"""Days between marrows in a remission that salvage brought."""
FROM_RESPONSE = "from the printed response; day and percent synthetic"


def response(here: InLine) -> Iterator[Fact]:
    """The assessments of a line, by its response."""
    if here.line.response == REMISSION:
        yield from _remission(here)
        yield from _relapse(here)
    elif here.line.response == NO_RESPONSE:
        yield from _no_response(here)
    else:
        yield from _not_evaluable(here)


def stopped(here: InLine) -> tuple[int, str]:
    """The day on which the drugs of a line were stopped, and why."""
    line = here.line
    if line.response == REMISSION:
        return line.judged or line.day, "completed"
    if line.response == NO_RESPONSE:
        return _judged(here), "progression"
    return min(line.day + 14, here.until), "unknown"


def _remission(here: InLine) -> Iterator[Fact]:
    line, day = here.line, here.line.judged
    if day is None:
        raise ValueError(f"salvage.csv: a line of {here.name} lacks the day of its remission")
    shown = here.from_text("disease", here.printed("response", FROM_RESPONSE, "derived"))
    residual = here.printed("residual_disease", "day synthetic")
    state = IN_REMISSION[line.residual or "unknown"]
    yield from marrow(here.name, day, state, shown, residual if residual.document else shown)
    yield from imaging(day, here.disease.sites, "resolved", here.from_text("resolved"))
    yield stated(here.name, line.treatment, day, REMISSION, line.residual)
    here.left(state, [], day)
    end = min(line.relapse or NEVER, here.until) - FRESH
    for due in range(day + APART, end, APART):
        taken = working_day(here.patient, spared(due, line.transplant))
        if taken < end:
            yield from marrow(here.name, taken, state)
            here.left(state, [], taken)


def _relapse(here: InLine) -> Iterator[Fact]:
    """In the marrow; before a first morphologic relapse still as residual disease alone."""
    day = here.line.relapse
    if day is None:
        return
    morphologic = here.patient.day("morphologic_relapse_day")
    state = MOLECULAR if morphologic is not None and day < morphologic else MORPHOLOGIC
    yield from marrow(here.name, day, state, here.from_text("relapse"))
    expression = here.patient.cells["cd19"]
    if state == MORPHOLOGIC and expression not in ("", "unknown"):
        yield phenotype(day, expression, here.from_text("phenotype"))
    here.left(state, [], day)


def _judged(here: InLine) -> int:
    """The day of the marrow that shows no response."""
    line, morphologic = here.line, here.patient.day("morphologic_relapse_day")
    if morphologic is not None and line.day < morphologic <= here.until:
        return morphologic
    varied = (
        0
        if treatment(here.name, line.treatment)
        else between(here.name, f"judged {line.number}", -3, 5)
    )
    usual = working_day(here.patient, line.day + JUDGED_AFTER + varied)
    solved = line.judged is not None and line.judged - line.day <= AT_THE_LATEST
    day = line.judged if solved and line.judged is not None else usual
    return max(line.day + 1, min(day, here.assessed_until))


def _no_response(here: InLine) -> Iterator[Fact]:
    """Blasts in the marrow; or, of disease that is not in it, the sites still there."""
    day, disease = _judged(here), here.disease
    if _first_outside(here, day):
        disease.sites = ["soft tissue"]
    state = disease.state if disease.sites else MORPHOLOGIC
    shown = here.from_text("disease", here.printed("response", FROM_RESPONSE, "derived"))
    yield from imaging(day, disease.sites, "present", here.from_text("imaging"))
    yield from marrow(here.name, day, state, shown)
    yield stated(here.name, here.line.treatment, day, NO_RESPONSE, "")
    here.left(state, disease.sites, day)


def _first_outside(here: InLine, day: int) -> bool:
    """MSK56, as the text tells it: residual disease, then disease outside the marrow."""
    first = here.patient.day("morphologic_relapse_day") == day
    return first and here.line.treatment in ANTIBODIES


def _not_evaluable(here: InLine) -> Iterator[Fact]:
    """No marrow at all, or one in the first weeks, which confirms nothing."""
    line = here.line
    early = working_day(here.patient, line.day + between(here.name, "early marrow", 12, 16))
    if not treatment(here.name, line.treatment) and early < here.until - EARLY_BEFORE_THE_END:
        yield from marrow(here.name, early, here.disease.state)
    if treatment(here.name, line.treatment):
        judged = min(line.day + JUDGED_AFTER, here.until)
        yield stated(here.name, line.treatment, judged, "unknown", "")
