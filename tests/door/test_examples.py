"""The examples of the door's docstrings, run as they stand."""

import doctest
import importlib
import pkgutil

import pytest

import patient_timeline

MODULES = [
    "patient_timeline",
    *(
        module.name
        for module in pkgutil.iter_modules(patient_timeline.__path__, "patient_timeline.")
    ),
]


def failures(examples):
    runner, printed = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE), []
    for example in examples:
        runner.run(example, out=printed.append)
    return "".join(printed)


@pytest.mark.parametrize("name", MODULES)
def test_the_docstrings_print_what_they_show(beside_the_store, cohort, at, name):
    module = importlib.import_module(name)
    found = doctest.DocTestFinder().find(
        module, extraglobs={"pt": patient_timeline, "cohort": cohort, "at": at}
    )
    assert failures(item for item in found if item.examples) == ""
