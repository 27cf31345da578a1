"""Cytokine release syndrome and ICANS, graded from signs.

Lee DW, Santomasso BD, Locke FL, et al. ASTCT consensus grading for cytokine release syndrome and
neurologic toxicity associated with immune effector cells. Biol Blood Marrow Transplant 2019; 25:
625-638. Grade 5 is death of it, which no sign says: it comes from the grade given.

A sign is what was last stated of it; what was never stated is unknown, and never normal.
"""

from functools import reduce
from operator import and_
from typing import Any

from projections.gradings.grades import Grades, from_signs
from projections.language import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Events,
    Milestone,
    Node,
    Not,
    Signal,
    earliest,
    events,
    first,
    of_class,
    ongoing,
    reached,
    signal,
)

SOURCE = "ASTCT consensus, Lee 2019"
FEVER_CELSIUS = 38
ONE_VASOPRESSOR = ("vasopressin", "one", "one and vasopressin")
MUCH_OXYGEN = ("high flow", "face mask", "venturi mask", "nonrebreather")
TAKES_FEVER_AWAY = (
    "antipyretic", "corticosteroid", "interleukin antagonist", "interferon antagonist",
    "TNF antagonist", "JAK inhibitor",
)  # fmt: skip
"""Classes of drugs after which fever is no longer asked for."""


def cytokine_release(after: Milestone, before: Milestone | None = None) -> Grades:
    """Cytokine release syndrome by fever, hypotension and hypoxia, within a course of treatment.

    The syndrome begins with fever and ends when fever and each sign that was present with it are
    gone: what first appears without fever is another illness. After an antipyretic or anticytokine
    drug, given on the first day of the fever or later, the temperature says nothing: then it ends
    when all signs are stated to be absent. Later fever begins it again.
    """
    fever = _release("temperature_celsius", after) >= FEVER_CELSIUS
    syndrome, lasts_by = _syndrome(fever, after, before)
    of_syndrome = _lasting_signs(syndrome, after)
    clear = _clear(after)
    gone = AllOf((reached(lasts_by["fever"]), ~fever, ~of_syndrome)) | clear
    signs = _severity(after)
    rests_on: dict[str, Node] = {
        **lasts_by,
        "clear": clear,
        "signs_of_syndrome": of_syndrome,
        "gone": gone,
        "syndrome": syndrome,
        **{f"signs_of_grade_{n}": condition for n, condition in enumerate(signs, start=2)},
    }
    severity = (syndrome, *(AllOf((syndrome, sign)) for sign in signs))
    return from_signs(severity, gone, after=after, before=before, source=SOURCE, rests_on=rests_on)


def _syndrome(
    fever: Condition, after: Milestone, before: Milestone | None
) -> tuple[Condition, dict[str, Any]]:
    """When the syndrome lasts, and what that rests on by name."""
    fever_began = first(fever, after=after, before=before, source=SOURCE)
    medicated = _medicated(fever_began, before)
    clear_since_drug = _clear(first(reached(fever_began) & reached(medicated)))
    drug_ended_it = first(clear_since_drug, after=medicated, before=before, source=SOURCE)
    fever_again = first(fever, after=drug_ended_it, before=before, source=SOURCE)
    medicated_again = _medicated(fever_again, before)
    clear_since_second = _clear(first(reached(fever_again) & reached(medicated_again)))
    with_fever = _lasting_signs(fever, after)
    syndrome = ongoing(
        fever,
        until=AllOf(
            (
                ~fever,
                ~with_fever,
                ~reached(medicated) | clear_since_drug,
                ~reached(medicated_again) | clear_since_second,
            )
        ),
    )
    return syndrome, {
        "fever": fever_began,
        "medicated": medicated,
        "clear_since_drug": clear_since_drug,
        "drug_ended_it": drug_ended_it,
        "fever_again": fever_again,
        "medicated_again": medicated_again,
        "clear_since_second_drug": clear_since_second,
        "signs_with_fever": with_fever,
    }


def neurotoxicity(after: Milestone, before: Milestone | None = None) -> Grades:
    """ICANS by the most severe of its five domains, within a course of treatment.

    It is absent if all five are known to be normal, and gone when each that was not is so again.
    """
    severity = neurotoxicity_severity(after)
    domains = _neurotoxic(after)
    began = earliest(*(first(_recorded(domain), after=after) for domain in domains), source=SOURCE)
    gone = (_gone(*domains) & reached(began)) | Not(severity[0])
    rests_on: dict[str, Node] = {
        "began": began,
        "gone": gone,
        **{f"signs_of_grade_{n}": condition for n, condition in enumerate(severity, start=1)},
    }
    return from_signs(severity, gone, after=after, before=before, source=SOURCE, rests_on=rests_on)


def neurotoxicity_severity(after: Milestone) -> tuple[Condition, Condition, Condition, Condition]:
    """The conditions of grades 1 to 4 or worse at one moment.

    An ICE score of 0 is grade 3 in a patient who is awake; one who cannot be roused is in
    stupor or coma, grade 4. Tremor, myoclonus, haemorrhage and a raised opening pressure alone
    are not graded.
    """
    score, consciousness = _neuro("ice_score", after), _neuro("consciousness", after)
    seizure, oedema = _neuro("seizure", after), _neuro("oedema", after)
    fourth = (
        consciousness.is_("stupor", "coma")
        | seizure.is_("prolonged", "repetitive")
        | _neuro("motor", after).is_("deep focal weakness")
        | oedema.is_(*RAISED_PRESSURE)
    )
    to_touch, focal = consciousness.is_("to touch"), oedema.is_("focal")
    third = AnyOf((score < 3, to_touch, seizure.is_("brief"), focal, fourth))
    second = AnyOf((score < 7, consciousness.is_("to voice"), third))
    return AnyOf((score < 10, second)), second, third, fourth


RAISED_PRESSURE = (
    "diffuse", "papilloedema", "sixth-nerve palsy", "decorticate posturing",
    "decerebrate posturing", "Cushing's triad",
)  # fmt: skip
"""Diffuse oedema, or a sign of raised intracranial pressure."""


def _severity(after: Milestone) -> tuple[Condition, Condition, Condition]:
    """Hypotension and hypoxia of grades 2 to 4 or worse at one moment."""
    vasopressors, oxygen = _release("vasopressors", after), _release("oxygen", after)
    fluids = _release("fluid_responsive_hypotension", after).is_(True)
    fourth = vasopressors.is_("several") | oxygen.is_("positive pressure")
    third = AnyOf((vasopressors.is_(*ONE_VASOPRESSOR), oxygen.is_(*MUCH_OXYGEN), fourth))
    return AnyOf((fluids, oxygen.is_("low flow"), third)), third, fourth


def _hypotension_and_hypoxia(after: Milestone) -> tuple[Compare, ...]:
    """The signs beside fever, each as present."""
    return (
        _release("vasopressors", after).is_(*ONE_VASOPRESSOR, "several"),
        _release("oxygen", after).is_("low flow", *MUCH_OXYGEN, "positive pressure"),
        _release("fluid_responsive_hypotension", after).is_(True),
    )


def _neurotoxic(after: Milestone) -> tuple[Compare, ...]:
    """The five domains, each as not normal."""
    return (
        _neuro("ice_score", after) < 10,
        _neuro("consciousness", after).is_("to voice", "to touch", "stupor", "coma"),
        _neuro("seizure", after).is_("brief", "prolonged", "repetitive"),
        _neuro("motor", after).is_("deep focal weakness"),
        _neuro("oedema", after).is_("focal", *RAISED_PRESSURE),
    )


def _medicated(fever: Milestone, before: Milestone | None) -> Milestone:
    """The first drug on the day on which fever began, or later, that takes fever away.

    Of one day treatment is put before signs, whatever its time: so the whole day counts.
    """
    given = (
        events("drug_given", drug=of_class(*TAKES_FEVER_AWAY)),
        events("steroid_started"),
    )
    return earliest(
        *(first(item, on_or_after=fever, before=before) for item in given), source=SOURCE
    )


def _clear(since: Milestone) -> Condition:
    """Fever, hypotension and hypoxia are all stated to be absent, since a moment."""
    fever = _release("temperature_celsius", since) >= FEVER_CELSIUS
    return reduce(and_, (~item for item in (fever, *_hypotension_and_hypoxia(since))))


def _lasting_signs(within: Condition, after: Milestone) -> Condition:
    """Hypotension or hypoxia that was there while a condition held, until stated to be gone."""
    signs = _hypotension_and_hypoxia(after)
    present = AnyOf(tuple(_is_recorded(sign) & sign for sign in signs))
    return ongoing(AllOf((within, present)), until=_gone(*signs))


def _is_recorded(sign: Compare) -> Condition:
    return reached(first(_recorded(sign), after=sign.signal.start))


def _recorded(sign: Compare) -> Events:
    """The events that state a sign to be present."""
    return Events((sign.signal.kind,), (sign.test,))


def _gone(*signs: Compare) -> Condition:
    """Each sign that was ever present is stated to be gone."""
    return reduce(and_, (~_is_recorded(sign) | ~sign for sign in signs))


def _release(field: str, after: Milestone) -> Signal:
    return signal("cytokine_release_signs", field).since(after)


def _neuro(field: str, after: Milestone) -> Signal:
    return signal("neurotoxicity_signs", field).since(after)
