"""Hazard ratios: each covariate alone, and those that enter one model together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analyses.hypothesis_test import HypothesisTest
from analyses.plan import Alone, FittedModel, PlannedRegression, Refused
from analyses.survival.cox.proportional_hazards import ProportionalHazards
from analyses.survival.regression.hazard_ratios import HazardRatio
from console.report.appendix import Group
from console.report.formats import NOTHING, outcome_of, p_value, ratio
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from projections.language.wording import listed
from projections.study.plan import Covariate, Exposure, Regression
from projections.study.report import HazardRatios


def hazard_ratios(sources: Sources, block: HazardRatios) -> Table:
    """A regression of the plan."""
    plan = sources.opened.study.plan[block.analysis]
    assert isinstance(plan, Regression)
    found = sources.analysis(block.analysis)
    if isinstance(found, Refused):
        return Table(block.label, block.title, ("Covariate",), (), (found.reason,))
    assert isinstance(found, PlannedRegression)
    models = list(_models(plan, found))
    rows = tuple(
        row for covariate in plan.covariates for row in _rows(sources, plan, covariate, models)
    )
    ratio = f"HR ({100 * plan.level:g}% CI)"
    columns = (f"{model.heading}: {what}" for model in models for what in (ratio, "P"))
    hazards = (f"{model.heading}: PH P" for model in models if plan.of == "hazard")
    headings = ("Covariate", *columns, *hazards)
    return Table(block.label, block.title, headings, rows, tuple(_notes(sources, plan, found)))


@dataclass(frozen=True, slots=True)
class _Column:
    """What one model says of a covariate: its coefficients, and the test of all of them."""

    ratios: Mapping[str, HazardRatio]
    fitted: FittedModel | None
    test: HypothesisTest | None = None

    def p_value(self, column: str) -> str:
        """Of a covariate alone the test that the plan names; in a model of several, Wald's."""
        tested = self.ratios[column] if self.test is None else self.test
        return p_value(tested.p_value)

    def proportional(self, covariate: str, column: str) -> str:
        """The P value of proportional hazards, a dash where there is no such test."""
        found = None if self.fitted is None else self.fitted.proportional_hazards
        terms = found.terms if isinstance(found, ProportionalHazards) else {}
        test = terms.get(covariate, terms.get(column))
        return NOTHING if test is None else p_value(test.p_value)


@dataclass(frozen=True, slots=True)
class _Univariate:
    """Each covariate alone, under one heading."""

    heading: str
    alone: Mapping[str, Alone | Refused]

    def column(self, covariate: str) -> _Column:
        """The coefficients of a covariate alone; none if it has no model."""
        found = self.alone.get(covariate)
        if not isinstance(found, Alone):
            return _Column({}, None)
        ratios = {item.column: item for item in found.fitted.coefficients}
        return _Column(ratios, found.fitted, found.test)


@dataclass(frozen=True, slots=True)
class _Together:
    """A model of several covariates, under one heading."""

    heading: str
    fitted: FittedModel

    def column(self, covariate: str) -> _Column:
        """The coefficients of a covariate in the model; none if it did not enter."""
        ratios = {
            item.column: item
            for item in self.fitted.coefficients
            if item.column == covariate or item.column.startswith(f"{covariate}: ")
        }
        return _Column(ratios, self.fitted)


def _models(plan: Regression, found: PlannedRegression) -> Iterator[_Univariate | _Together]:
    if found.alone:
        yield _Univariate("Univariate", found.alone)
    if found.together is not None:
        yield _Together("Multivariable" if found.alone else "Model", found.together)


def _rows(
    sources: Sources,
    plan: Regression,
    covariate: Covariate,
    models: list[_Univariate | _Together],
) -> Iterator[Row]:
    """One row a coefficient of the covariate."""
    name = covariate.milestone if isinstance(covariate, Exposure) else covariate.definition
    columns, link = [model.column(name) for model in models], _evidence(sources, plan, name)
    for coefficient in dict.fromkeys(key for column in columns for key in column.ratios) or [name]:
        cells: list[Cell] = []
        for column in columns:
            found = column.ratios.get(coefficient)
            texts = (
                (NOTHING, NOTHING)
                if found is None
                else (ratio(found.limits), column.p_value(coefficient))
            )
            cells += [Cell(text, link if found else "") for text in texts]
        if plan.of == "hazard":
            tested = [column.proportional(name, coefficient) for column in columns]
            cells += [Cell(text, link if text != NOTHING else "") for text in tested]
        yield Row(Cell(_named(sources, covariate, name, coefficient), link), tuple(cells))


def _evidence(sources: Sources, plan: Regression, name: str) -> str:
    """The anchor of a covariate's values, by whether the patients followed had the event."""
    events = _events(sources, plan)
    split: dict[str, Group] = {
        patient: ("event" if outcome.value in events else "no event",)
        for patient, outcome in sources.appendix.values(plan.endpoint).items()
        if not outcome.outside
    }
    return sources.appendix.behind(name, split, f"among those followed for {plan.endpoint}").link()


def _named(sources: Sources, covariate: Covariate, name: str, column: str) -> str:
    """A covariate in print, with what is compared with what."""
    label, level = sources.name(name), column.removeprefix(name).removeprefix(": ")
    if isinstance(covariate, Exposure):
        return f"{label} (time-dependent)"
    if covariate.above is not None:
        return f"{label} (>{covariate.above:g} vs ≤{covariate.above:g})"
    if covariate.one_of:
        levels = listed([sources.value(item) for item in covariate.one_of], "or")
        return f"{label} ({levels} vs other)"
    if level:
        return f"{label}: {sources.value(level)}"
    if covariate.per == 1:
        return label
    unit = sources.opened.study.unit
    month = unit.name.removesuffix("s")
    return f"{label}, per {month if covariate.per == unit.days else f'{covariate.per:g}'}"


def _events(sources: Sources, plan: Regression) -> set[str]:
    node = sources.appendix.node(plan.endpoint)
    return {source.name for source in getattr(node, "events", ())}


def _options(sources: Sources, plan: Regression) -> str:
    """How the plan says that patients depend on each other; empty if it does not."""
    strata = f"stratified by {sources.name(plan.strata)}" if plan.strata else ""
    weights = f"weighted by {sources.name(plan.weights)}" if plan.weights else ""
    clusters = f"clusters of {sources.name(plan.cluster)}" if plan.cluster else ""
    named = "; ".join(filter(None, (strata, weights, clusters)))
    return f"{named[0].upper()}{named[1:]}." if named else ""


def _notes(sources: Sources, plan: Regression, found: PlannedRegression) -> Iterator[str]:
    kind = "Cause-specific Cox regression" if plan.of == "hazard" else "Fine-Gray regression"
    ties = f", ties by {plan.ties.capitalize()}" if plan.of == "hazard" else ""
    alone = f", P by {plan.test} test of each alone" if found.alone else ""
    together = ", P by Wald in the model" if found.together else ""
    yield f"{kind} of {sources.name(plan.endpoint)}{ties}; Wald intervals{alone}{together}."
    if options := _options(sources, plan):
        yield options
    if plan.of == "hazard":
        yield (
            "PH P: score test that the hazard ratio does not change with time, by Kaplan-Meier "
            "time (Grambsch and Therneau; cox.zph of R). A small P speaks against one ratio."
        )
    if found.entry is not None:
        entered = ", ".join(sources.name(item) for item in found.entry.entered) or "none"
        yield f"Entered together (P ≤ {plan.entry:g}): {entered}."
        if found.entry.refused is not None:
            yield f"Together not estimable: {sources.in_print(found.entry.refused.reason)}"
    if found.together is not None:
        yield from _of_model(sources, found.together)
    yield from map(sources.in_print, found.warnings)
    for name, item in (found.alone or {}).items():
        if isinstance(item, Refused):
            yield f"{sources.name(name)}: {sources.in_print(item.reason)}"


def _of_model(sources: Sources, fitted: FittedModel) -> Iterator[str]:
    model = fitted.model
    yield (
        f"{model.events} events in the model; {model.dropped} patients left out for missing "
        "covariates."
    )
    match fitted.proportional_hazards:
        case ProportionalHazards(overall=overall):
            yield f"All of the model together: {outcome_of(overall)}."
        case Refused(reason):
            yield f"All of the model together: {reason}"
    for name, why in model.set_aside.items():
        yield f"{sources.name(name)} left the model: {sources.in_print(why)}"
