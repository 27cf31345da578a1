"""The report of a study as data: sections of tables and figures.

Nothing here computes or draws. Definitions, populations, episodes and analyses are cited by their
names in the study; a name of which nothing is said there is refused with the study.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Attrition:
    """Who is in each population, and who is left out of each endpoint, by reason."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Endpoints with their medians, estimates at the study's report times, and follow-up."""

    label: str
    title: str
    endpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How long patients of endpoints were followed, by each measure that is in use, side by side.

    The spread of the times of those without the event, and the median by reverse Kaplan-Meier.
    """

    label: str
    title: str
    endpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Durations:
    """How long it took to the event: the spread over those who had it, and by Kaplan-Meier.

    ``analyses`` are ``Curves`` of the plan without groups; there, whatever competes censors.
    """

    label: str
    title: str
    analyses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Characteristics:
    """A baseline table of the plan; ``groups`` gives its columns headings by their labels."""

    label: str
    title: str
    analysis: str
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Description:
    """Counts and spreads of definitions over one population, or those who reached a milestone.

    Unknown is counted apart, but for the rows in ``unknown_as_level``, where it has its share.
    """

    label: str
    title: str
    among: str
    rows: tuple[str, ...]
    unknown_as_level: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HazardRatios:
    """A regression of the plan: each covariate alone, and those that enter one model together."""

    label: str
    title: str
    analysis: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One row a patient of a population, or of those who reached a milestone.

    ``after`` names for a column the milestone before which there is nothing to show: a dash for
    patients who did not reach it.
    """

    label: str
    title: str
    among: str
    columns: tuple[str, ...]
    after: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EpisodeListing:
    """One row an episode; the columns are definitions inside it."""

    label: str
    title: str
    episodes: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EpisodeOutcomes:
    """Episodes counted by number and kind (rows) and by outcome (columns), both classes."""

    label: str
    title: str
    episodes: str
    kind: str
    outcome: str


@dataclass(frozen=True, slots=True)
class CurvesFigure:
    """Kaplan-Meier curves of the plan with their intervals and numbers at risk.

    ``step`` is the distance of marks on the time axis, in the study's unit; 0 chooses one.
    """

    label: str
    title: str
    analysis: str
    of: str = "survival"
    step: float = 0


@dataclass(frozen=True, slots=True)
class IncidenceFigure:
    """Cumulative incidence of every cause of an analysis of the plan."""

    label: str
    title: str
    analysis: str
    step: float = 0


@dataclass(frozen=True, slots=True)
class PairedFigure:
    """Two numbers of each patient, joined, with box plots, on a logarithmic scale.

    ``analyses`` are ``Paired`` of the plan: the first says what is drawn, the P values of all
    are printed.
    """

    label: str
    title: str
    analyses: tuple[str, ...]
    scale: str
    sides: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SharesFigure:
    """The classes of a definition within each class of another, as bars of patients.

    ``of`` and ``by`` are classifications: what is counted, and in which bars.
    """

    label: str
    title: str
    of: str
    by: str
    among: str


@dataclass(frozen=True, slots=True)
class SequenceFigure:
    """The consort diagram of the study's treatment sequence."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class SwimmerFigure:
    """The histories of the cohort, one lane a patient."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class ClaimsCheck:
    """How many published claims agree with the replay, by part of the source."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class ClaimsListing:
    """Published claims of some statuses, each beside what is replayed."""

    label: str
    title: str
    statuses: tuple[Literal["reproduced", "contradicted", "missed"], ...]


Block: TypeAlias = (
    Attrition
    | Endpoints
    | FollowUp
    | Durations
    | Characteristics
    | Description
    | HazardRatios
    | Listing
    | EpisodeListing
    | EpisodeOutcomes
    | CurvesFigure
    | IncidenceFigure
    | PairedFigure
    | SharesFigure
    | SequenceFigure
    | SwimmerFigure
    | ClaimsCheck
    | ClaimsListing
)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a study reports, in order.

    Parameters
    ----------
    sections
        The report from the top.
    labels
        What definitions, covariates and their values are called in print; without one, a
        definition's name in words.
    """

    sections: tuple[Section, ...]
    labels: Mapping[str, str] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        """All tables and figures, in order."""
        for section in self.sections:
            yield from section.blocks
