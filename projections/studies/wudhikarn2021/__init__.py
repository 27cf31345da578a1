"""Adults with B-ALL progressing after CD19 CAR T cells (Wudhikarn et al., Blood 2021).

The definitions are those of the paper's Methods; where it leaves a choice, the choice is a
convention of the study, printed with every result.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from projections.language import Episodes, Milestone, Node
from projections.language.exchange import Exchange
from projections.studies.wudhikarn2021 import (
    before,
    contradictions,
    courses,
    doubts,
    endpoints,
    extent,
    groups,
    plan,
    reactions,
    report,
    response,
    risk,
    salvage,
    sequence,
    states,
    toxicity,
    transplant,
    treatments,
    untreated,
)
from projections.studies.wudhikarn2021 import progression as progressing
from projections.studies.wudhikarn2021.conventions import UnassessedSites, conventions
from projections.studies.wudhikarn2021.measures import MEASURES
from projections.studies.wudhikarn2021.signals import (
    extramedullary_disease,
    no_extramedullary_disease,
    sites_assessed,
)
from projections.study import MONTHS, Study, definitions_of

ALWAYS_THE_SAME: tuple[Mapping[str, Node], ...] = (
    definitions_of(treatments),
    definitions_of(before),
    risk.CYTOGENETICS,
    definitions_of(risk),
    response.DEFINITIONS,
    reactions.DEFINITIONS,
    definitions_of(toxicity),
    toxicity.BY_TREATMENT,
    definitions_of(progressing),
    definitions_of(endpoints),
    definitions_of(courses),
    definitions_of(sequence),
    transplant.DEFINITIONS,
    contradictions.DEFINITIONS,
    doubts.DEFINITIONS,
    {"no_extramedullary_disease": no_extramedullary_disease, "sites_assessed": sites_assessed},
)


def definitions(progression: Milestone, lines: Episodes) -> dict[str, Node]:
    """Every definition under its name, in the order of the paper."""
    after = salvage.salvage(progression, lines)
    remission, relapsed = after["salvage_remission"], after["salvage_relapse"]
    assert isinstance(remission, Milestone)
    assert isinstance(relapsed, Milestone)
    at_progression = progressing.described(progression)
    described, first_line = at_progression["progression_described"], after["first_line"]
    assert isinstance(described, Milestone)
    assert isinstance(first_line, Milestone)
    resting_on_progression: tuple[Mapping[str, Node], ...] = (
        {"progression": progression, "salvage_line": lines},
        at_progression,
        extent.extent(progression, described),
        after,
        untreated.untreated(progression, first_line),
        salvage.first_line_described(lines),
        transplant.transplant_roles(progression),
        doubts.in_lines(lines),
        doubts.salvage_in_doubt(progression),
        endpoints.after_progression(progression),
        endpoints.after_salvage_remission(remission, relapsed),
    )
    named = chain.from_iterable(
        each.items() for each in (*ALWAYS_THE_SAME, *resting_on_progression)
    )
    return dict(named)


def study(
    *, molecular_progression: bool = True, unassessed_sites: UnassessedSites = "absent"
) -> Study:
    """The study under its conventions, or under another choice of one.

    Parameters
    ----------
    molecular_progression
        Whether residual disease alone is progression.
    unassessed_sites
        What is known of disease outside the marrow that was never assessed: that it is absent, or
        nothing, so that remission is unknown.
    """
    made = _study(molecular_progression, unassessed_sites)
    if unassessed_sites == "absent":
        return made
    exchange = Exchange(no_extramedullary_disease, ~extramedullary_disease)
    return replace(
        made,
        definitions=exchange.within(made.definitions),
        inside=exchange.within(made.inside),
        parts=exchange.within(made.parts),
        populations=exchange.within(made.populations),
        states=exchange.within(made.states),
    )


def _study(molecular_progression: bool, unassessed_sites: UnassessedSites) -> Study:
    progression = progressing.progression_with(molecular=molecular_progression)
    lines = salvage.salvage_lines
    named = definitions(progression, lines)
    return Study(
        name="wudhikarn2021",
        title="Adults with B-ALL progressing after CD19 CAR T cells (Wudhikarn et al., Blood 2021)",
        enrolment=treatments.enrolment,
        definitions=named,
        inside={"salvage_line": salvage.INSIDE},
        sequence=sequence.SEQUENCE,
        parts={
            **before.PARTS,
            **response.PARTS,
            **reactions.PARTS,
            **toxicity.PARTS,
            **salvage.PARTS,
        },
        contradictions=(*contradictions.SUSPICIONS, *doubts.SUSPICIONS),
        states=states.states(lines, molecular=molecular_progression),
        populations=groups.populations(named),
        plan=plan.PLAN,
        report=report.REPORT,
        endpoints=("EFS", "OS", "OS_after_progression"),
        classes=(
            "response_to_infusion",
            "response_to_blinatumomab",
            "response_to_inotuzumab",
            "response_to_reinfusion",
        ),
        unit=MONTHS,
        report_at=(12, 36),
        measures=MEASURES,
        cutoff=date(2019, 12, 31),
        conventions=conventions(molecular_progression, unassessed_sites),
        short_names={"age": "age_stated"},
    )


STUDY = study()
