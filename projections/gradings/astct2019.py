"""Cytokine release syndrome and ICANS, graded from signs.

Lee DW, Santomasso BD, Locke FL, et al. ASTCT consensus grading for cytokine release syndrome and
neurologic toxicity associated with immune effector cells. Biol Blood Marrow Transplant 2019; 25:
625-638. Grade 5 is death of it, which no sign says: it comes from the grade given.
"""

from projections.gradings.grades import Grades, from_signs
from projections.language import Condition, Milestone, Signal, first, reached, signal

SOURCE = "ASTCT consensus, Lee 2019"
FEVER_CELSIUS = 38


def cytokine_release(after: Milestone, before: Milestone | None = None) -> Grades:
    """Cytokine release syndrome by fever, hypotension and hypoxia, within a course of treatment.

    The syndrome begins with fever; once it has begun, fever is no longer asked for, because
    antipyretics, tocilizumab and steroids take it away.
    """
    fever = first(
        _release("temperature_celsius", after) >= FEVER_CELSIUS,
        after=after,
        before=before,
        source=f"{SOURCE}: temperature of at least 38 degrees",
    )
    vasopressors, oxygen = _release("vasopressors", after), _release("oxygen", after)
    fluid_responsive = _release("fluid_responsive_hypotension", after).is_(True)
    severity = (
        reached(fever),
        fluid_responsive | vasopressors.is_("one", "several") | ~oxygen.is_("none"),
        vasopressors.is_("one", "several") | oxygen.is_("high flow", "positive pressure"),
        vasopressors.is_("several") | oxygen.is_("positive pressure"),
    )
    graded = (severity[0], *(reached(fever) & one for one in severity[1:]))
    rests_on = {"fever": fever}
    return from_signs(
        graded,
        no_cytokine_release(after),
        after=after,
        before=before,
        source=SOURCE,
        rests_on=rests_on,
    )


def no_cytokine_release(after: Milestone) -> Condition:
    """Neither fever nor hypotension nor hypoxia at this moment."""
    return (
        (_release("temperature_celsius", after) < FEVER_CELSIUS)
        & ~_release("fluid_responsive_hypotension", after).is_(True)
        & _release("vasopressors", after).is_("none")
        & _release("oxygen", after).is_("none")
    )


def neurotoxicity(after: Milestone, before: Milestone | None = None) -> Grades:
    """ICANS by the most severe of its five domains, within a course of treatment."""
    severity = neurotoxicity_severity(after)
    return from_signs(severity, ~severity[0], after=after, before=before, source=SOURCE)


def neurotoxicity_severity(after: Milestone) -> tuple[Condition, Condition, Condition, Condition]:
    """The conditions of grades 1 to 4 or worse at one moment.

    An ICE score of 0 is grade 3 in a patient who is awake; one who cannot be roused is in
    stupor or coma, grade 4.
    """
    score, consciousness = _neuro("ice_score", after), _neuro("consciousness", after)
    seizure, oedema = _neuro("seizure", after), _neuro("oedema", after)
    fourth = (
        consciousness.is_("stupor", "coma")
        | seizure.is_("prolonged")
        | _neuro("motor", after).is_("deep focal weakness")
        | oedema.is_("diffuse")
    )
    third = (
        (score < 3)
        | consciousness.is_("to touch")
        | seizure.is_("brief")
        | oedema.is_("focal")
        | fourth
    )
    second = (score < 7) | consciousness.is_("to voice") | third
    return (score < 10) | second, second, third, fourth


def _release(field: str, after: Milestone) -> Signal:
    return signal("cytokine_release_signs", field).since(after)


def _neuro(field: str, after: Milestone) -> Signal:
    return signal("neurotoxicity_signs", field).since(after)
