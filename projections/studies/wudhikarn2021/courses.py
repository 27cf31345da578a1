"""What came after a remission that antibodies, cells or a transplant had brought."""

from projections.language import (
    Case,
    Classes,
    Milestone,
    at_least,
    days_between,
    earliest,
    events,
    first,
    includes,
    reached,
)
from projections.studies.wudhikarn2021.conventions import RESULTS
from projections.studies.wudhikarn2021.reactions import REACTIONS
from projections.studies.wudhikarn2021.relapse import (
    OUTSIDE,
    relapse_after,
    residual_disease_after,
)
from projections.studies.wudhikarn2021.response import (
    after_blinatumomab,
    after_inotuzumab,
    after_reinfusion,
)
from projections.studies.wudhikarn2021.toxicity import SEVERE, SINUSOIDAL_OBSTRUCTION
from projections.studies.wudhikarn2021.treatments import ALLOGENEIC, blinatumomab, inotuzumab


def progression_after(remission: Milestone, *negative: Milestone) -> Milestone:
    """Relapse after a remission, or residual disease found again, as progression is counted."""
    source = f"{RESULTS}: relapse after remission to a treatment, as progression is counted"
    returning = (residual_disease_after(item, source) for item in negative)
    return earliest(relapse_after(remission), *returning, source=source)


_ANTIBODIES = f"{RESULTS}: the seven who remitted on blinatumomab or inotuzumab"
inotuzumab_after_blinatumomab = first(
    events("therapy_started", setting="salvage", drugs=includes("inotuzumab ozogamicin")),
    after=blinatumomab,
    source="Table 4: drugs",
)
antibodies_given = Classes(
    (
        Case("blinatumomab then inotuzumab", reached(inotuzumab_after_blinatumomab)),
        Case("inotuzumab then blinatumomab", reached(inotuzumab) & reached(blinatumomab)),
        Case("blinatumomab", reached(blinatumomab)),
        Case("inotuzumab", reached(inotuzumab)),
    ),
    otherwise="neither",
    source="Table 4: drugs",
)
antibody_remission = earliest(
    after_blinatumomab.remission, after_inotuzumab.remission, source=_ANTIBODIES
)
transplant_after_antibody = first(ALLOGENEIC, after=antibody_remission, source=_ANTIBODIES)
relapse_after_antibody = progression_after(
    antibody_remission, after_blinatumomab.cleared, after_inotuzumab.cleared
)
lymphocytes_after_antibody = first(
    events("donor_lymphocytes"), after=antibody_remission, source=_ANTIBODIES
)

extramedullary_after_blinatumomab = first(
    OUTSIDE,
    after=blinatumomab,
    source=f"{RESULTS}: progressed with disease outside the marrow after blinatumomab",
)

_CELLS = f"{RESULTS}: the four who remitted on a second infusion"
transplant_after_second_remission = first(
    ALLOGENEIC, after=after_reinfusion.remission, source=_CELLS
)
relapse_after_second_remission = progression_after(
    after_reinfusion.remission, after_reinfusion.cleared
)
days_to_relapse_after_second_remission = days_between(
    after_reinfusion.remission, relapse_after_second_remission, source=_CELLS
)
days_from_second_remission_transplant_to_relapse = days_between(
    transplant_after_second_remission, relapse_after_second_remission, source=_CELLS
)

_severe = [
    reaction.either.severe for reaction in REACTIONS if reaction.course is after_blinatumomab
]
severe_toxicity_after_blinatumomab = earliest(
    *_severe,
    first(
        events("toxicity_grade", toxicity="infection", grade=at_least(SEVERE)),
        after=after_blinatumomab.treatment,
        before=after_blinatumomab.next_treatment,
    ),
    source=f"{RESULTS}: grade 3 or higher, not of the blood, after blinatumomab",
)
severe_event_during_inotuzumab = earliest(
    first(
        events("toxicity_grade", toxicity="infection", grade=at_least(SEVERE)),
        after=inotuzumab,
        before=after_inotuzumab.next_treatment,
    ),
    first(
        events("toxicity_grade", toxicity=SINUSOIDAL_OBSTRUCTION, grade=at_least(SEVERE)),
        after=inotuzumab,
        before=after_inotuzumab.next_treatment,
    ),
    source=f"{RESULTS}: severe adverse events of inotuzumab, those after a transplant apart",
)
