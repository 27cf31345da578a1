"""Random definitions, each composed of those before it, so that a study's definitions share parts.

As with random histories, Hypothesis draws a seed and the number of definitions.
"""

from projections.language import (
    EPISODE_END,
    EPISODE_START,
    Case,
    Classes,
    Compare,
    Condition,
    Endpoint,
    Episodes,
    Events,
    FieldTest,
    InvalidDefinition,
    Somewhere,
    Source,
    Window,
    alive,
    carried,
    earliest,
    elapsed,
    events,
    first,
    first_distinct,
    in_any_episode,
    in_episode,
    includes,
    judged,
    last,
    not_understood,
    of_class,
    of_patient,
    one_of,
    ongoing,
    reached,
    reaches,
    signal,
    signs_of_life,
)
from projections.language.cutoff_dependence import moves
from projections.language.milestones import First, Last
from projections.study import Study

COMMON = (
    events("cell_infusion"),
    events("marrow_blasts"),
    events("extramedullary", status=one_of("absent", "resolved")),
    events("therapy_started", drugs=includes("vincristine")),
    events("therapy_started", drugs=includes("cytarabine", "imatinib")),
    events("contact"),
    signs_of_life(),
    events(),
)
EVENTS = (
    *COMMON,
    events("death"),
    events("lost_to_follow_up"),
    events("diagnosis"),
    events("cell_infusion", infusion=1),
    events("marrow_blasts", "residual_disease"),
    events("marrow_blasts", "transplant", "death"),
    events("residual_disease", result=one_of("negative", "indeterminate")),
    events("residual_disease", result="negative", method="flow"),
    events("therapy_started", setting="salvage", drugs="imatinib"),
    events("therapy_started", drugs=of_class("nucleoside analogue", "vinca alkaloid")),
    events("therapy_started", drugs=not_understood()),
    events("extramedullary", site="testis"),
    events("supportive_care_only", palliative_steroid=True),
    events("transplant", number=one_of(1, 2)),
    Events(("marrow_blasts",), (FieldTest("percent", ">=", 5),)),
)
MARROW = signal("marrow_blasts", "percent")
STATUS = signal("extramedullary", "status")
RESULT = signal("residual_disease", "result")
LDH = signal("laboratory", "value", analyte="ldh")
COMPARISONS = (
    *(3 * [lambda one: one < 5, lambda one: one >= 5, lambda one: one.is_(0, 4)]),
    lambda one: one > 4,
    lambda one: one <= 5,
)
SIGNALS = (
    (MARROW, COMPARISONS),
    (
        STATUS,
        [
            lambda one: one.somewhere("site", "present"),
            lambda one: one.somewhere("site", "present", cleared_by=("testis",)),
            lambda one: one.is_("absent"),
        ],
    ),
    (RESULT, [lambda one: one.is_("negative"), lambda one: one.is_("positive", "indeterminate")]),
    (signal("residual_disease", "result", method="flow"), [lambda one: one.is_("positive")]),
    (signal("residual_disease", "level"), [lambda one: one <= 1e-5]),
    (signal("therapy_started", "setting"), [lambda one: one.is_("salvage")]),
    (signal("supportive_care_only", "palliative_steroid"), [lambda one: one.is_(True)]),
    (signal("diagnosis", "disease"), [lambda one: one.is_("leukaemia")]),
    (LDH, [lambda one: one.above("upper"), lambda one: one.below("upper")]),
    (LDH, [lambda one: one.above("lower")]),
)
BEGINNINGS = (events("cell_infusion"), events("therapy_started"), events("marrow_blasts"))
FORMS = ["sought"] * 4 + ["earliest", "elapsed", "judged", "judged", "episode"]
TOLD = (
    ("drugs", events("therapy_started")),
    (("drugs", "regimen"), events("therapy_started")),
    ("drugs", events("therapy_started", setting="salvage")),
    ("site", events("extramedullary")),
    ("result", events("residual_disease")),
    ("abnormality", events("cytogenetic_finding")),
)
FOUND = ("compare", "compare", "reached", "and", "or", "not", "not yet", "ongoing")
ANY = (First, First, Last)
WEIGHTS = [6, 4, 3, 1, 1, 1, 1, 1, 2, 1]


class Composer:
    """Composes definitions of those it composed before; ``seek`` says whether ``last`` is one."""

    def __init__(self, random, seek, milestones=(), conditions=()):
        self.random, self.seek = random, seek
        self.milestones = [*milestones, *(first(item) for item in COMMON)]
        self.conditions = [*conditions, MARROW < 5, STATUS.somewhere("site", "present")]
        self.inside = bool(milestones)

    def compose(self):
        """One more milestone and one more condition, to compose others of."""
        self.milestones.append(self.milestone())
        self.conditions.append(self.condition())

    def milestone(self):
        match self.random.choice(FORMS):
            case "episode" if not self.inside:
                return self.in_episode()
            case "earliest":
                return earliest(*self.random.choices(self.milestones, k=self.random.randint(1, 3)))
            case "elapsed":
                unobserved = self.random.random() < 0.3
                days = self.random.choice([0, 3, 10])
                return elapsed(days, self.one_milestone(), unobserved=unobserved)
            case "judged":
                return judged(self.one_condition(), self.one_milestone())
        return self.sought()

    def in_episode(self):
        """A milestone composed inside episodes of what they see."""
        starts = tuple(self.random.sample(BEGINNINGS, k=self.random.randint(1, 2)))
        bound = self.random.choice(["after", "on_or_after"])
        episodes = Episodes(
            starts,
            **{bound: self.one_milestone()},
            joined_within=self.random.choice([0, 0, 3]),
        )
        signals = [
            condition for condition in self.conditions if isinstance(condition, Compare | Somewhere)
        ]
        inside = Composer(
            self.random,
            self.seek,
            [EPISODE_START, EPISODE_END, of_patient(self.one_milestone())],
            [carried(self.random.choice(signals))],
        )
        for _ in range(self.random.randint(1, 3)):
            inside.compose()
        number = self.random.randint(0, 2)
        milestone = inside.milestones[-1]
        if number == 0:
            return in_any_episode(episodes, milestone)
        return in_episode(number, episodes, milestone)

    def sought(self):
        which, window = self.random.choice(self.seek), self.window()
        if which is First and self.random.random() < 0.1:
            told, n = self.random.choice(TOLD), self.random.choice([1, 2, 3])
            some = self.random.choice([(), ("vinca alkaloid", "nucleoside analogue")])
            classes = some if told[0] == "drugs" else ()
            bounds = {"after": window.after, "before": window.before}
            return first_distinct(n, *told, classes=classes, **bounds)
        if self.random.random() < 0.6:
            try:
                return which(self.one_condition(), window)
            except InvalidDefinition:  # a deadline is no event to look for
                return self.sought()
        n = self.random.choice([1, 1, 2, 3]) if which is First else 1
        return which(self.random.choice((*COMMON, *EVENTS)), window, n=n)

    def window(self):
        return Window(**self.bounds())

    def bounds(self):
        """The bounds of a window, by name."""
        start = self.random.choice([None, None, "after", "on_or_after"])
        end = self.random.choice([None, None, None, "before", "on_or_before"])
        bounds = {name: self.one_milestone() for name in (start, end) if name}
        within = self.random.choice([None, None, 0, 10]) if start else None
        return {**bounds, "within": within}

    def condition(self):
        match self.random.choice(FOUND):
            case "compare":
                (one, comparisons) = self.random.choices(SIGNALS, WEIGHTS)[0]
                if self.random.random() < 0.3:
                    one = one.since(self.one_milestone())
                return self.random.choice(comparisons)(one)
            case "reached":
                return reached(self.one_milestone())
            case "not yet":
                return ~reached(self.one_milestone()) & self.one_condition()
            case "ongoing":
                return self.ongoing()
            case "and":
                return self.one_condition() & self.one_condition()
            case "or":
                return self.one_condition() | self.one_condition()
        return ~self.one_condition()

    def ongoing(self):
        """A condition from one to another, neither of which may await a deadline."""
        try:
            return ongoing(self.one_condition(), until=self.one_condition())
        except InvalidDefinition:
            return self.ongoing()

    def endpoint(self):
        censors = (*self.sources("censor", 0, 2), *self.reaching())
        competing = self.sources("rival", 0, 1)
        origin = self.random.choice([self.milestones[0], self.one_settled()])
        entry = self.one_settled() if self.random.random() < 0.25 else None
        events_of_interest = self.sources("event", 1, 2)
        return Endpoint(origin, events_of_interest, censors, competing, entry=entry)

    def reaching(self):
        """Sources that say how far follow-up reaches, or none."""
        of = self.random.choice([events(), signs_of_life()])
        found = [
            alive("last seen", last(of)),
            Source("last seen in a window", last(of, **self.bounds())),
            Source("last assessed", last(self.random.choice(COMMON[:-1]))),
            reaches("known to reach", self.one_settled()),
        ]
        return self.random.sample(found, k=self.random.choice([0, 1, 1, 1, 2]))

    def sources(self, name, low, high):
        milestones = [self.one_settled() for _ in range(self.random.randint(low, high))]
        return tuple(Source(f"{name} {n}", one) for n, one in enumerate(milestones))

    def one_milestone(self):
        return self.random.choice([*self.milestones, *self.milestones[-4:]])

    def one_settled(self):
        return self.random.choice(
            [milestone for milestone in self.milestones if not moves(milestone)]
        )

    def one_condition(self):
        return self.random.choice([*self.conditions, *self.conditions[-4:]])


def study(random, steps, seek=ANY):
    """A study of random definitions."""
    composer, definitions = Composer(random, seek), {}
    for step in range(steps):
        composer.compose()
        definitions[f"m{step}"] = composer.milestones[-1]
        definitions[f"c{step}"] = composer.conditions[-1]
    cases = tuple(Case(f"case {n}", one) for n, one in enumerate(composer.conditions[-3:]))
    definitions |= {"endpoint": composer.endpoint(), "classes": Classes(cases)}
    return Study(
        "random",
        "a random study",
        enrolment=first(events()),
        definitions=definitions,
        populations={n: one for n, one in definitions.items() if isinstance(one, Condition)},
        endpoints=("endpoint",),
    )
