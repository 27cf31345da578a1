"""A study: its definitions and conventions, and nothing that computes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from projections.language import InvalidDefinition, Node
from projections.language.scope import ASKED_FOR, only_inside_episodes
from projections.study.checks import faults
from projections.study.declaration import StudyDeclaration
from projections.study.fingerprint import fingerprint
from projections.study.terminologies import terms_asked


@dataclass(frozen=True, slots=True)
class Study(StudyDeclaration):
    """A guest of the engine: its parts are those of ``StudyDeclaration``, checked.

    Raises
    ------
    InvalidDefinition
        If a part of it is of the wrong sort, cites a name that is none or stands under two, or
        asks for kinds, fields or values that no event has.
    """

    def __post_init__(self) -> None:
        for fault in faults(self):
            raise InvalidDefinition(f"in study '{self.name}' {fault}")

    @property
    def version(self) -> str:
        """A hash of all that decides a result: definitions, populations and conventions."""
        decides = (
            self.definitions,
            self.inside,
            self.populations,
            self.states,
            self.sequence,
            self.plan,
            self.contradictions,
            self.enrolment,
            self.unit,
            self.report_at,
            self.interval,
            self.measures,
            self.significance,
            terms_asked(self, self.vocabulary),
        )
        return fingerprint(decides)


def definitions_of(module: ModuleType | Mapping[str, object]) -> dict[str, Node]:
    """The definitions of a study module: its public constants that can be asked for a value.

    What has a meaning inside an episode alone, such as ``EPISODE_START``, is none of a patient.
    """
    named = module if isinstance(module, Mapping) else vars(module)
    return {
        name: value
        for name, value in named.items()
        if isinstance(value, ASKED_FOR) and name[0] != "_" and not only_inside_episodes(value)
    }
