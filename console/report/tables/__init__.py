"""Tables of a report, one room per sort; ``table_of`` finds the right one."""

from console.report.model import Table
from console.report.sources import Sources
from console.report.tables.characteristics import characteristics, description
from console.report.tables.claims import claims_check, claims_listing
from console.report.tables.durations import durations, follow_up
from console.report.tables.episodes import episode_listing, episode_outcomes
from console.report.tables.hazards import hazard_ratios
from console.report.tables.listings import listing
from console.report.tables.populations import attrition, endpoints
from projections.study.report import (
    Attrition,
    Block,
    Characteristics,
    ClaimsCheck,
    ClaimsListing,
    Description,
    Durations,
    Endpoints,
    EpisodeListing,
    EpisodeOutcomes,
    FollowUp,
    HazardRatios,
    Listing,
)


def table_of(sources: Sources, block: Block) -> Table | None:
    """The table that a study declares; None if it declares a figure."""
    match block:
        case Attrition():
            return attrition(sources, block)
        case Endpoints():
            return endpoints(sources, block)
        case FollowUp():
            return follow_up(sources, block)
        case Durations():
            return durations(sources, block)
        case Characteristics():
            return characteristics(sources, block)
        case Description():
            return description(sources, block)
        case HazardRatios():
            return hazard_ratios(sources, block)
        case Listing():
            return listing(sources, block)
        case EpisodeListing():
            return episode_listing(sources, block)
        case EpisodeOutcomes():
            return episode_outcomes(sources, block)
        case ClaimsCheck():
            return claims_check(sources, block)
        case ClaimsListing():
            return claims_listing(sources, block)
        case _:
            return None


__all__ = ["table_of"]
