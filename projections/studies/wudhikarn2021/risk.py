"""Who the patients were and what they brought to an infusion of cells."""

from projections.gradings import mrc_ukall_xii
from projections.language import (
    Case,
    Classes,
    Condition,
    Milestone,
    Quantity,
    earliest,
    events,
    field_of,
    first,
    highest,
    includes,
    judged,
    last,
    of_class,
    reached,
    signal,
    years_since,
)
from projections.studies.wudhikarn2021.conventions import METHODS
from projections.studies.wudhikarn2021.regimens import NOT_CLASSIFIABLE, regimens
from projections.studies.wudhikarn2021.signals import (
    extramedullary_disease,
    ldh,
    marrow,
    platelets,
    residual,
)
from projections.studies.wudhikarn2021.treatments import (
    blinatumomab,
    infusion,
    inotuzumab,
    reinfusion,
)

RISK = "Tables 1 and 2"
LYMPHODEPLETION = events("therapy_started", setting="lymphodepletion")
WITH_FLUDARABINE = (
    events("therapy_started", setting="lymphodepletion", drugs=includes("fludarabine")),
    events("therapy_started", setting="lymphodepletion", regimen=includes("fludarabine")),
)
vector_copies = signal("cell_expansion", "vcn_per_ml")

gross_disease = (marrow >= 5) | extramedullary_disease

demographics = first(events("demographics"), source=RISK)
sex = field_of(demographics, "sex", source=RISK)
age_at_infusion = years_since(field_of(demographics, "born"), at=infusion, source=RISK)
age_stated = field_of(demographics, "age_years", source=RISK)

mixed_phenotype = first(
    events("diagnosis", disease="mixed-phenotype acute leukaemia"), source="Results: CD19 relapse"
)

CYTOGENETICS = mrc_ukall_xii.definitions(infusion)
"""Cytogenetic risk at baseline: what is found after the cells does not change it."""

_philadelphia = CYTOGENETICS["philadelphia"]
_philadelphia_found = CYTOGENETICS["philadelphia_found"]
assert isinstance(_philadelphia, Milestone)
assert isinstance(_philadelphia_found, Milestone)
philadelphia_positive = reached(_philadelphia) | reached(_philadelphia_found)
philadelphia_tested = earliest(
    first(events("philadelphia_status"), before=infusion),
    first(events("cytogenetic_finding", abnormality=of_class("BCR::ABL1")), before=infusion),
    source=RISK,
)
philadelphia_transcript = field_of(_philadelphia, "transcript", source=RISK)


def _transcript(name: str) -> Case:
    status = events("philadelphia_status", transcript=name)
    return Case(name, reached(first(status, before=infusion)))


philadelphia_by_transcript = Classes(
    (
        _transcript("p190"),
        _transcript("p210"),
        Case("positive, transcript unknown", philadelphia_positive),
        Case("negative", reached(philadelphia_tested)),
    ),
    otherwise="unknown",
    source="Table 1",
)
philadelphia_chromosome = Classes(
    (Case("positive", philadelphia_positive), Case("negative", reached(philadelphia_tested))),
    otherwise="unknown",
    source=RISK,
)


def disease_at(moment: Milestone) -> Classes:
    """Disease burden by the latest assessments at a moment."""
    none = (marrow < 5) & residual.is_("negative")
    return Classes(
        (
            Case("morphologic", reached(judged(gross_disease, at=moment))),
            Case("residual disease", reached(judged(residual.is_("positive"), at=moment))),
            Case("no evidence of disease", reached(judged(none, at=moment))),
        ),
        otherwise="unknown",
        source=f"{RISK}: blasts >= 5% or extramedullary disease, residual disease, or none",
    )


def beyond_range(outside: Condition, label: str, moment: Milestone) -> Classes:
    """A laboratory value against the limit that came with it, at a moment."""
    return Classes(
        (
            Case(label, reached(judged(outside, at=moment))),
            Case("normal", reached(judged(~outside, at=moment))),
        ),
        otherwise="unknown",
        source="Table 2: baseline before lymphodepletion",
    )


disease_before_infusion = disease_at(infusion)
burden_before_infusion = Classes(
    (Case("high", reached(judged(gross_disease, at=infusion))),),
    otherwise="low",
    source="the earlier report (Park 2018): blasts of 5% or more, or extramedullary disease",
)
disease_before_reinfusion = disease_at(reinfusion)

disease_before_blinatumomab = disease_at(blinatumomab)
disease_before_inotuzumab = disease_at(inotuzumab)


def cd19_at(moment: Milestone) -> Quantity:
    """The antigen by the latest test before a moment."""
    tested = last(
        events("immunophenotype", antigen="CD19"), on_or_before=moment, source="Results: CD19"
    )
    return field_of(tested, "expression", source="Results: CD19 at a treatment")


cd19_before_reinfusion = cd19_at(reinfusion)
cd19_before_inotuzumab = cd19_at(inotuzumab)

lymphodepletion_started = first(LYMPHODEPLETION, before=infusion, source=f"{RISK}; Table 5")
fludarabine_started = earliest(
    *(first(given, before=infusion) for given in WITH_FLUDARABINE), source=f"{RISK}; Table 5"
)
lymphodepletion_started_again = first(
    LYMPHODEPLETION, after=infusion, before=reinfusion, source="Table 5"
)
fludarabine_started_again = earliest(
    *(first(given, after=infusion, before=reinfusion) for given in WITH_FLUDARABINE),
    source="Table 5",
)


def lymphodepleted(any_drug: Milestone, with_fludarabine: Milestone, unclear: Milestone) -> Classes:
    """What prepared for an infusion."""
    return Classes(
        (
            Case("with fludarabine", reached(with_fludarabine)),
            Case(NOT_CLASSIFIABLE, reached(unclear)),
            Case("without fludarabine", reached(any_drug)),
        ),
        otherwise="none",
        source=f"{METHODS}; Table 5",
    )


lymphodepletion_unclear = regimens("lymphodepletion", before=infusion).unclear
lymphodepletion_unclear_again = regimens(
    "lymphodepletion", after=infusion, before=reinfusion
).unclear
lymphodepletion_before_infusion = lymphodepleted(
    lymphodepletion_started, fludarabine_started, lymphodepletion_unclear
)
lymphodepletion_before_reinfusion = lymphodepleted(
    lymphodepletion_started_again, fludarabine_started_again, lymphodepletion_unclear_again
)
cyclophosphamide_before_infusion = field_of(
    lymphodepletion_started, "dose_g_per_m2", source="Table 5"
)
cyclophosphamide_before_reinfusion = field_of(
    lymphodepletion_started_again, "dose_g_per_m2", source="Table 5"
)

ldh_before_lymphodepletion = beyond_range(ldh.above("upper"), "high", lymphodepletion_started)
platelets_before_lymphodepletion = beyond_range(
    platelets.below("lower"), "low", lymphodepletion_started
)

cell_dose_of_infusion = field_of(infusion, "cells_per_kg", source="Table 5")
cell_dose_of_reinfusion = field_of(reinfusion, "cells_per_kg", source="Table 5")
peak_expansion_after_infusion = highest(
    vector_copies, after=infusion, before=reinfusion, source="Table 5"
)
peak_expansion_after_reinfusion = highest(vector_copies, after=reinfusion, source="Table 5")
