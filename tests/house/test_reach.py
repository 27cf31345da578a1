import ast

from tests.house.reach import unreached
from tests.house.source import PACKAGES, Module, modules

ESTIMATORS = """
def curve(rows): return _steps(rows)
def _steps(rows): return Curve(rows)
def mean(curve): return curve.area()
class Curve:
    def area(self): ...
    def quantile(self, p): ...
"""
DOOR = """
from analyses.survival.estimators import curve
def median(rows): return curve(rows).quantile(0.5)
"""


def module(name, text):
    return Module(f"{name.replace('.', '/')}.py", name, text, ast.parse(text))


def test_an_estimator_that_nothing_asks_for_is_found():
    inside, door = module("analyses.survival.estimators", ESTIMATORS), module("door", DOOR)

    assert unreached([inside, door], "analyses.survival") == ["analyses.survival.estimators.mean"]
    assert unreached([inside], "analyses.survival") == [
        "analyses.survival.estimators.Curve",
        "analyses.survival.estimators.Curve.quantile",
        "analyses.survival.estimators.curve",
        "analyses.survival.estimators.mean",
    ]


def test_every_estimator_is_reached_from_the_plan_a_command_or_python():
    assert unreached(modules(*PACKAGES), "analyses.survival") == []


def test_every_conversion_of_curves_is_reached_from_the_plan_a_command_or_python():
    assert unreached(modules(*PACKAGES), "analyses.interchange") == []


def test_every_descriptive_test_is_reached_from_the_plan_a_command_or_python():
    assert unreached(modules(*PACKAGES), "analyses.descriptive") == []
