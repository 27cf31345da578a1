"""What an expert decides a derived value to be: shown beside what the rules say, used by name."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from timeline.vocabulary.event import DayOrder, Event, Text


def _as_written(value: Any) -> Any:
    """A number as a text, for it may be given as one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return str(int(value)) if float(value).is_integer() else repr(value)


REACHED = "reached"
"""The decision that a milestone was reached."""

Decision = Annotated[Text, BeforeValidator(_as_written)]


class Adjudicated(Event):
    """An expert's decision on one derived value of one patient; no fact of the patient's life.

    ``definition`` names the value in ``study``; a value inside an episode is named with the
    ``episodes`` and the number of the ``episode``. ``decision`` is ``reached`` or ``not reached``
    of a milestone, the label of a class, or a number or word of a quantity. A milestone is
    decided to be reached on the day on which the event ``occurred``; a class or quantity is
    decided from that day on. The ``recorder`` is who decided.
    """

    day_order = DayOrder.ASSESSMENT
    shows_life = False
    may_follow_death = True
    kind: Literal["adjudicated"] = "adjudicated"
    study: Text
    definition: Text
    decision: Decision
    reason: Text
    episodes: Text | None = None
    episode: Annotated[int, Field(ge=1)] | None = None

    @property
    def decides_reached(self) -> bool:
        """Whether a milestone is decided to be reached on the day of the event."""
        return self.decision == REACHED

    @model_validator(mode="after")
    def _names_an_episode_whole(self) -> Self:
        if (self.episodes is None) != (self.episode is None):
            raise ValueError("name both the episodes and the number of the episode, or neither")
        return self


ADJUDICATED = "adjudicated"
"""Name of the kind, which the engine takes for no event of the patient's."""
