"""Episodes: numbered stretches of a history, such as lines of therapy.

Inside an episode a definition sees the events of that episode alone, as if it were a history of
its own. What lies outside it must be asked for by name: ``of_patient`` for a milestone of the
patient, ``carried`` for a condition that still stands from before.
"""

from dataclasses import dataclass

from projections.language.conditions import Condition
from projections.language.events import Events
from projections.language.milestones import Window
from projections.language.node import InvalidDefinition, Milestone, Node, expect


@dataclass(frozen=True, slots=True)
class Episodes(Node):
    """Each begins with an event and lasts until the next begins; numbered from 1.

    Parameters
    ----------
    starts
        Events any of which begins an episode.
    after, on_or_after
        Only events after this milestone count, or from its day on; name one of the two. A
        milestone that is decided by the very event that begins the first episode needs the
        latter.
    joined_within
        Days from its beginning in which further such events belong to the same episode: drugs
        of one regimen rarely start on one day.
    source
        Where the rule comes from.
    """

    starts: tuple[Events, ...]
    after: Milestone | None = None
    joined_within: int = 0
    source: str = ""
    on_or_after: Milestone | None = None

    def __post_init__(self) -> None:
        if not self.starts or any(not start.kinds for start in self.starts):
            raise InvalidDefinition("name the kinds of event that begin an episode")
        if self.window.start is None:
            raise InvalidDefinition("say after which milestone episodes may begin")
        if self.joined_within < 0:
            raise InvalidDefinition("'joined_within' counts days forward; name 0 or more")

    @property
    def window(self) -> Window:
        """Where in a history the episodes begin."""
        return Window(after=self.after, on_or_after=self.on_or_after)


@dataclass(frozen=True, slots=True)
class EpisodeStart(Milestone):
    """The event that began the episode."""


@dataclass(frozen=True, slots=True)
class EpisodeEnd(Milestone):
    """The event that began the next episode; not reached in the last."""


@dataclass(frozen=True, slots=True)
class OfPatient(Milestone):
    """A milestone of the patient, seen from inside an episode."""

    milestone: Milestone

    def __post_init__(self) -> None:
        expect(Milestone, self.milestone)

    @property
    def on_event(self) -> bool:
        """Whether that milestone is."""
        return self.milestone.on_event


@dataclass(frozen=True, slots=True)
class Carried(Condition):
    """A condition of the patient as it stood when the episode began, until assessed again."""

    condition: Condition

    def __post_init__(self) -> None:
        expect(Condition, self.condition)
        if not all(milestone.on_event for milestone in self.milestones):
            raise InvalidDefinition("a deadline cannot be carried; ask for it with 'of_patient'")

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """Those of the condition."""
        return self.condition.milestones


@dataclass(frozen=True, slots=True)
class InEpisode(Milestone):
    """A milestone inside the n-th episode; with ``number`` 0 the first reached in any of them."""

    episodes: Episodes
    milestone: Milestone
    number: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        expect(Milestone, self.milestone)

    @property
    def on_event(self) -> bool:
        """Whether that milestone is."""
        return self.milestone.on_event


EPISODE_START = EpisodeStart()
EPISODE_END = EpisodeEnd()


def in_episode(
    number: int, episodes: Episodes, milestone: Milestone, source: str = ""
) -> InEpisode:
    """A milestone inside the episode of this number."""
    if number < 1:
        raise InvalidDefinition("episodes are numbered from 1")
    return InEpisode(episodes, milestone, number, source)


def in_any_episode(episodes: Episodes, milestone: Milestone, source: str = "") -> InEpisode:
    """The first moment at which the milestone is reached in any episode."""
    return InEpisode(episodes, milestone, source=source)


def of_patient(milestone: Milestone) -> OfPatient:
    """A milestone of the patient, seen from inside an episode."""
    return OfPatient(milestone)


def carried(condition: Condition) -> Carried:
    """A condition as it stood when the episode began, until assessed again inside it."""
    return Carried(condition)
