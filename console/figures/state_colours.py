"""How states look: distinguished by the colour-blind and, by lightness or hatching, in grey."""

from collections.abc import Iterable
from dataclasses import dataclass

from console.figures.svg import element
from projections.language.states import State


@dataclass(frozen=True, slots=True)
class Look:
    """A fill, and the lines over it: their path in a square of 6 by 6, and their colour."""

    fill: str
    lines: str = ""
    ink: str = "#ffffff"


RISING, FALLING = "M-1 7L7 -1M-1 1L1 -1M5 7L7 5", "M-1 -1L7 7M5 -1L7 1M-1 5L1 7"
LEVEL, DOTTED = "M0 1.5H6M0 4.5H6", "M0.5 1.5H2M3.5 4.5H5"

FAMILIES: dict[str, tuple[Look, ...]] = {
    "waiting": (Look("#f0f0f0"),),
    "treated": (Look("#b5b5b5"),),
    "remission": (
        Look("#6baed6", LEVEL, "#08519c"),
        Look("#c6dbef", DOTTED, "#08306b"),
        Look("#08519c"),
    ),
    "refractory": (Look("#fdae6b", FALLING, "#a63603"),),
    "relapse": (Look("#d94801"),),
    "therapy": (Look("#fee391"),),
    "salvage remission": (Look("#41ab5d", LEVEL),),
    "transplant": (Look("#6a3d9a", RISING),),
    "supportive": (Look("#969696", DOTTED),),
}
"""Looks by family; of a family with several states each takes the next."""

SPARE = (
    Look("#e0ecf4"), Look("#3690c0"), Look("#b2df8a", RISING, "#33691e"), Look("#54278f"),
    Look("#fdd0a2"), Look("#8c510a", FALLING), Look("#35978f", DOTTED), Look("#bdbdbd"),
)  # fmt: skip
"""Looks of families that are not among those above, in turn."""


def looks_of(states: Iterable[State]) -> dict[State, Look]:
    """A look for each state that can be left."""
    looks: dict[State, Look] = {}
    used: dict[str, int] = {}
    for state in dict.fromkeys(states):
        if not state.absorbing:
            family = state.family if state.family in FAMILIES else ""
            choices = FAMILIES.get(family, SPARE)
            looks[state] = choices[used.get(family, 0) % len(choices)]
            used[family] = used.get(family, 0) + 1
    return looks


def pattern(look: Look, name: str) -> str:
    """The definition of a look's hatching, under the name by which ``fill`` refers to it."""
    return element(
        "pattern",
        element("rect", width=6, height=6, fill=look.fill),
        element("path", d=look.lines, stroke=look.ink, stroke_width=1, fill="none"),
        id=name,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
