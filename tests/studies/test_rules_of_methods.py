"""Every rule of the Methods that is shown on made-up patients fails where its definition moves."""

from dataclasses import fields, is_dataclass, replace

import pytest

from analyses.claims import Cohort, measured
from analyses.claims.printed import agrees
from analyses.plan import PlanResults
from projections.cohort.replay import Replay
from projections.language import FieldTest
from projections.studies.wudhikarn2021 import STUDY
from projections.study.measures import Behaves
from tests.studies.cohort import CUTOFF, log
from tests.studies.not_reproduced import CLAIMS
from timeline.log import AsOf

RULES = {
    printed.measure: printed
    for claim in CLAIMS
    for printed in claim.printed
    if isinstance(STUDY.measures.get(printed.measure), Behaves)
}


def rewritten(node, change):
    """A definition with every test of a field changed."""
    if isinstance(node, FieldTest):
        return change(node)
    if isinstance(node, tuple):
        return tuple(rewritten(item, change) for item in node)
    if not is_dataclass(node):
        return node
    parts = {field.name: getattr(node, field.name) for field in fields(node) if field.init}
    return replace(node, **{name: rewritten(one, change) for name, one in parts.items()})


def number(field, old, new):
    """Another limit of a field."""
    return lambda test: (
        replace(test, value=new) if (test.field, test.value) == (field, old) else test
    )


def value(field, old, new):
    """Another word, among those for which a field is tested."""

    def change(test):
        asked = test.value if isinstance(test.value, tuple) else (test.value,)
        if test.field != field or old not in asked:
            return test
        moved = tuple(new if item == old else item for item in asked)
        return replace(test, value=moved if isinstance(test.value, tuple) else moved[0])

    return change


def fields_changed(change):
    return lambda node: rewritten(node, change)


def without(*names):
    """An endpoint that some of its events, or of what competes, do not end."""

    def kept(sources):
        return tuple(source for source in sources if source.name not in names)

    return lambda node: replace(node, events=kept(node.events), competing=kept(node.competing))


def by(*names, endpoint):
    """An endpoint that ends with events of another."""
    events = tuple(event for event in STUDY.definitions[endpoint].events if event.name in names)
    return lambda node: replace(node, events=events)


def holds(study, measure):
    """Whether a study's definitions do what is printed."""
    cohort, printed = Cohort(PlanResults(Replay(study, log(), AsOf(CUTOFF, None)))), RULES[measure]
    values = measured(cohort, study.measures[measure])
    return printed.value in values and agrees(printed.text, values[printed.value])


@pytest.mark.parametrize("measure", RULES)
def test_the_rule_holds(measure):
    assert holds(STUDY, measure)


BLASTS = fields_changed(number("percent", 5, 10))
SITES = fields_changed(value("status", "present", "absent"))
SETTING = fields_changed(value("setting", "bridging", "prior"))
MOVES = {
    "no remission by blasts": ("remission_after_infusion", BLASTS),
    "remission by findings": ("remission_after_infusion", SITES),
    "without residual disease by sensitivity": (
        "response_to_infusion",
        fields_changed(number("sensitivity", 1e-4, 1e-3)),
    ),
    "relapse by blasts": ("relapse", BLASTS),
    "relapse by site": ("relapse", SITES),
    "refractory by blasts": ("refractory", BLASTS),
    "refractory by findings": ("refractory", SITES),
    "intensive by drugs": ("bridging_class", SETTING),
    "nonintensive by drugs": ("bridging_class", SETTING),
    "high risk by karyotype": (
        "cytogenetic_risk",
        fields_changed(value("abnormality", "near triploidy", "high hyperdiploidy")),
    ),
    "severe CRS by signs": (
        "crs_after_infusion_severe",
        fields_changed(value("oxygen", "high flow", "low flow")),
    ),
    "severe ICANS by signs": (
        "icans_after_infusion_severe",
        fields_changed(number("ice_score", 3, 2)),
    ),
    "events of event-free survival": ("EFS", without("refractory", "disease shown")),
    "events of overall survival": ("OS", by("relapse", "death", endpoint="EFS")),
    "progressions": ("time_to_progression", by("relapse", "death", endpoint="EFS")),
    "competing with progression": ("time_to_progression", without("death")),
}


def test_each_rule_has_a_move():
    assert MOVES.keys() == RULES.keys()


@pytest.mark.parametrize("measure", MOVES)
def test_a_rule_fails_where_its_definition_moves(measure):
    name, change = MOVES[measure]
    node = change(STUDY.definitions[name])
    moved = replace(STUDY, definitions={**STUDY.definitions, name: node})

    assert not holds(moved, measure)
