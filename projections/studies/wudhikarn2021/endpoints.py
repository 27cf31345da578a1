"""Time-to-event endpoints: ordered event sources, ordered censor sources."""

from projections.language import Endpoint, Milestone, Source
from projections.studies.wudhikarn2021.conventions import METHODS
from projections.studies.wudhikarn2021.progression import refractory, relapse
from projections.studies.wudhikarn2021.treatments import death, infusion, last_seen

DEATH = Source("death", death)
LAST_SEEN = Source("last seen alive", last_seen)

OS = Endpoint(origin=infusion, events=(DEATH,), censors=(LAST_SEEN,), source=METHODS)
EFS = Endpoint(
    origin=infusion,
    events=(Source("refractory", refractory), Source("relapse", relapse), DEATH),
    censors=(LAST_SEEN,),
    source=METHODS,
)


def survival_after(progression: Milestone) -> Endpoint:
    """Overall survival from progression."""
    return Endpoint(origin=progression, events=(DEATH,), censors=(LAST_SEEN,), source=METHODS)
