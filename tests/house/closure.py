"""What pinned distributions require of each other, on every machine that the project supports."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ("3.11", "3.12", "3.13")
SYSTEMS = (("linux", "Linux"), ("darwin", "Darwin"))
PROCESSORS = ("x86_64", "aarch64", "arm64")

Environment = dict[str, str]


class Needed(NamedTuple):
    """A requirement, and the distribution that asks for it."""

    by: str
    requirement: Requirement

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)


def environments() -> Iterator[Environment]:
    """The values of markers on each supported Python, system and processor."""
    for python, (platform, system), processor in product(PYTHONS, SYSTEMS, PROCESSORS):
        yield default_environment() | {
            "implementation_name": "cpython",
            "os_name": "posix",
            "platform_machine": processor,
            "platform_python_implementation": "CPython",
            "platform_system": system,
            "python_full_version": f"{python}.0",
            "python_version": python,
            "sys_platform": platform,
        }


def needed(
    declared: Iterable[Requirement],
    required: Mapping[str, Iterable[Requirement]],
    environment: Environment,
) -> Iterator[Needed]:
    """All that is needed in one environment, by following requirements and their extras.

    ``required`` has the requirements of each distribution; one that is not in it is named as needed
    and followed no further.
    """
    waiting = [Needed("", item) for item in declared if _applies(item, "", environment)]
    followed = set()
    while waiting:
        yield (one := waiting.pop())
        for extra in {"", *one.requirement.extras}:
            if one.name in required and (one.name, extra) not in followed:
                followed.add((one.name, extra))
                further = (r for r in required[one.name] if _applies(r, extra, environment))
                waiting += [Needed(one.name, requirement) for requirement in further]


def _applies(requirement: Requirement, extra: str, environment: Environment) -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate({**environment, "extra": extra})
