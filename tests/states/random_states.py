"""Random tables of moves over the milestones of a random study."""

from dataclasses import replace

from projections.language import EPISODE_START, Episodes, Milestone, earliest, events, first, last
from projections.language.states import Move, State, States, in_each

HOME = State("home")
NUMBERED = State("on line", numbered=True)
PASSING = (HOME, State("left"), State("right"), NUMBERED)
FINAL = (State("dead", absorbing=True), State("lost", absorbing=True))
STARTS = (events("therapy_started"), events("cell_infusion"))
SEEN = (last(events()), last(events()), last(events("contact")))
INSIDE = (EPISODE_START, first(events("marrow_blasts")), first(events("death")))


def with_states(random, study, seen=SEEN):
    """The study with a random table of up to eight moves, followed by one of the milestones."""
    milestones = [
        definition for definition in study.definitions.values() if isinstance(definition, Milestone)
    ]
    episodes = Episodes(STARTS, after=earliest(first(events("contact")), milestones[0]))
    moving = [*milestones, first(events("death"))]
    return replace(study, states=table(random, moving, episodes, random.choice(seen)))


def table(random, milestones, episodes, seen):
    moves = [move(random, milestones, episodes) for _ in range(random.randint(1, 8))]
    origin = random.choice([first(events()), milestones[0]])
    return States(HOME, origin, tuple(moves), seen)


def move(random, milestones, episodes):
    to = random.choice([*PASSING, *PASSING, *FINAL])
    by = random.choice(milestones)
    if to is NUMBERED or random.random() < 0.3:
        by = in_each(episodes, random.choice(INSIDE))
    met = random.sample(PASSING, 4) + random.sample(FINAL, 2) * to.absorbing
    left, kept = sorted(random.choices(range(len(met) + 1), k=2))
    return Move(to, by, out_of=tuple(met[:kept]), stays_in=tuple(met[kept : kept + left]))
