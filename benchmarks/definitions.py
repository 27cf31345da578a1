"""The study whose replay is measured: the shape of a trial of engineered cells, no trial's own."""

from projections.language import (
    Case,
    Classes,
    Endpoint,
    Source,
    earliest,
    elapsed,
    events,
    first,
    judged,
    last,
    reached,
    signal,
)
from projections.study import Study, definitions_of

REMISSION_BELOW_PERCENT = 5
RESPONSE_WINDOW_DAYS = 90

registration = first(events("registered", study="benchmark"))
infusion = first(events("cell_infusion", infusion=1))

blasts = signal("marrow_blasts", "percent").since(infusion)
extramedullary = signal("extramedullary", "status").since(infusion)
residual_disease = signal("residual_disease", "result").since(infusion)
few_blasts = blasts < REMISSION_BELOW_PERCENT
outside_the_marrow = extramedullary.somewhere("site", "present")

complete_remission = first(few_blasts & ~outside_the_marrow)
negative_remission = first(few_blasts & ~outside_the_marrow & residual_disease.is_("negative"))
relapse = first((blasts >= REMISSION_BELOW_PERCENT) | outside_the_marrow, after=complete_remission)
refractory = judged(~reached(complete_remission), at=elapsed(RESPONSE_WINDOW_DAYS, infusion))
progression = earliest(relapse, refractory)
salvage = first(events("therapy_started", setting="salvage"), after=progression)
transplant = first(events("transplant"), after=infusion)
death = first(events("death"))
last_seen = last(events())

best_response = Classes(
    (
        Case("remission without residual disease", reached(negative_remission)),
        Case("remission", reached(complete_remission)),
        Case("no remission", ~reached(complete_remission)),
    )
)

OS = Endpoint(infusion, (Source("death", death),), (Source("last seen", last_seen),))
EFS = Endpoint(
    infusion,
    (Source("relapse", relapse), Source("refractory", refractory), Source("death", death)),
    (Source("last seen", last_seen),),
)
OS_from_progression = Endpoint(
    progression, (Source("death", death),), (Source("last seen", last_seen),)
)

STUDY = Study(
    name="benchmark",
    title="Synthetic cohort",
    enrolment=registration,
    definitions=definitions_of(globals()),
    populations={"registered": reached(registration), "infused": reached(infusion)},
    endpoints=("OS", "EFS", "OS_from_progression"),
)
