"""Time-to-event endpoints: ordered event sources, ordered censor sources; no transplant censors."""

from projections.language import Endpoint, Milestone, Node, Source
from projections.studies.wudhikarn2021.conventions import METHODS, RESULTS
from projections.studies.wudhikarn2021.progression import disease_shown, refractory, relapse
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.treatments import death, infusion, last_seen

DEATH = Source("death", death)
LAST_SEEN = Source("last seen alive", last_seen)
RELAPSE = Source("relapse", relapse)
SHOWN = Source("disease shown", disease_shown)

OS = Endpoint(origin=infusion, events=(DEATH,), censors=(LAST_SEEN,), source=METHODS)
EFS = Endpoint(
    origin=infusion,
    events=(Source("refractory", refractory), RELAPSE, SHOWN, DEATH),
    censors=(LAST_SEEN,),
    source=METHODS,
)
remission_duration = Endpoint(
    origin=after_infusion.remission,
    events=(RELAPSE,),
    competing=(DEATH,),
    censors=(LAST_SEEN,),
    source=f"{RESULTS}: duration of the remission that the cells brought",
)


def after_progression(progression: Milestone) -> dict[str, Node]:
    """Endpoints that rest on what counts as progression."""
    survival = Endpoint(origin=progression, events=(DEATH,), censors=(LAST_SEEN,), source=METHODS)
    incidence = Endpoint(
        origin=infusion,
        events=(Source("progression", progression),),
        competing=(DEATH,),
        censors=(LAST_SEEN,),
        source="Methods, statistical analysis: death as a competing risk",
    )
    return {
        "OS_after_progression": survival,
        "time_to_progression": incidence,
    }


def after_salvage_remission(remission: Milestone, relapsed: Milestone) -> dict[str, Node]:
    """Endpoints of those whom salvage brought into remission."""
    relapse_after = Source("relapse", relapsed)
    event_free = Endpoint(
        origin=remission,
        events=(relapse_after, DEATH),
        censors=(LAST_SEEN,),
        source="Figure 3A; the paper does not say from when it counts",
    )
    duration = Endpoint(
        origin=remission,
        events=(relapse_after,),
        competing=(DEATH,),
        censors=(LAST_SEEN,),
        source=f"{RESULTS}: duration of remission to salvage",
    )
    by_kaplan_meier = Endpoint(
        origin=remission,
        events=(relapse_after,),
        censors=(DEATH, LAST_SEEN),
        source=f"{RESULTS}: duration of remission to salvage, death in remission censoring",
    )
    return {
        "EFS_after_salvage_remission": event_free,
        "salvage_remission_duration": duration,
        "salvage_remission_by_kaplan_meier": by_kaplan_meier,
    }
