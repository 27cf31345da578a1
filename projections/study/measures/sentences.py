"""A measure in words, made from what it is."""

from functools import singledispatch

from projections.language.wording import listed, words
from projections.study.measures.groups import (
    Criterion,
    Ended,
    Follows,
    Group,
    Known,
    Label,
    Member,
    Number,
    Reached,
)
from projections.study.measures.kinds import (
    Behaves,
    Cell,
    Comparison,
    Curve,
    Dated,
    Entered,
    Followed,
    Measure,
    Median,
    Pairs,
    Ratio,
    Significance,
    Spread,
    Tally,
)


def sentence(measure: Measure) -> str:
    """What is measured, as a sentence."""
    text = _phrase(measure)
    return f"{text[0].upper()}{text[1:]}."


def group_in_words(group: Group) -> str:
    """Who belongs to a group."""
    if not group:
        return "all patients"
    return "patients " + listed([_criterion(item) for item in group])


@singledispatch
def _phrase(measure: Measure) -> str:
    raise NotImplementedError(f"no words for {type(measure).__name__}")


@_phrase.register
def _(measure: Tally) -> str:
    return f"number of {group_in_words(measure.of)}, of {group_in_words(measure.among)}"


@_phrase.register
def _(measure: Spread) -> str:
    unit = ", in the unit of the study" if measure.unit == "of the study" else ""
    times = f"times {measure.times} of " if measure.times else ""
    return f"spread of {times}{words(measure.of)}{unit}, in {group_in_words(measure.among)}"


@_phrase.register
def _(measure: Median) -> str:
    return f"median of {measure.analysis}{_of_group(measure.group)}"


@_phrase.register
def _(measure: Curve) -> str:
    return f"{measure.analysis} at {measure.at:g}, in percent{_of_group(measure.group)}"


@_phrase.register
def _(measure: Ratio) -> str:
    how = "among the others that entered" if measure.together else "alone"
    return f"hazard ratio of {words(measure.covariate)} {how}, in '{measure.analysis}'"


@_phrase.register
def _(measure: Comparison) -> str:
    row = f" of {words(measure.row)}" if measure.row else ""
    return f"test{row} in '{measure.analysis}'"


@_phrase.register
def _(measure: Significance) -> str:
    named = (
        listed([words(covariate) for covariate in measure.covariates], "or")
        if measure.covariates
        else ""
    )
    which = f"any factor but {named}" if measure.others and named else named or "any factor"
    how = "among the others that entered" if measure.together else "alone"
    return f"whether {which} is significant {how}, in '{measure.analysis}'"


@_phrase.register
def _(measure: Cell) -> str:
    whose = f" of the only one of {group_in_words(measure.of)}" if measure.of else " of a patient"
    when = f", of {group_in_words(measure.when)}" if measure.when else ""
    return f"{words(measure.definition)}{whose}{when}"


@_phrase.register
def _(measure: Pairs) -> str:
    relation = listed(list(measure.relations), "or")
    pair = f"{words(measure.second)} is {relation} to {words(measure.first)}".replace(
        "higher to", "higher than"
    )
    return f"number of {group_in_words(measure.among)} whose {pair}, within {measure.factor:g}-fold"


@_phrase.register
def _(measure: Dated) -> str:
    return f"month of the {measure.which} {words(measure.milestone)}"


@_phrase.register
def _(measure: Followed) -> str:
    return f"number of those followed under the endpoint {words(measure.endpoint)}"


@_phrase.register
def _(measure: Entered) -> str:
    return f"factors that entered the model of several in '{measure.analysis}'"


@_phrase.register
def _(measure: Behaves) -> str:
    names = listed(list(measure.histories), "or")
    return f"which made-up patients become {group_in_words(measure.of)}: {names}"


def _of_group(group: str) -> str:
    return "" if group == "all" else f", of {group}"


def _criterion(criterion: Criterion) -> str:
    match criterion:
        case Member(population):
            return f"in the group '{population}'"
        case Reached(milestone, yes):
            return f"{'with' if yes else 'without'} {words(milestone)}"
        case Label(definition, labels):
            return f"whose {words(definition)} is {listed(list(labels), 'or')}"
        case Follows(milestone, earlier):
            return f"with {words(milestone)} on or after the day of {words(earlier)}"
        case Ended(endpoint, by):
            return f"with {f'«{by}»' if by else 'an event'} of the endpoint {words(endpoint)}"
        case Known(definition):
            return f"whose {words(definition)} is known"
        case Number(definition, above, at_least, exactly):
            bounds = {"above": above, "at least": at_least, "exactly": exactly}
            limits = [
                f"{bound} {number:g}" for bound, number in bounds.items() if number is not None
            ]
            return f"whose {words(definition)} is {listed(limits)}"
