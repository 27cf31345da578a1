import json
from typing import Any

import pytest

from analyses.spread import Spread
from analyses.survival.intervals import Estimate
from analyses.survival.time_points import TimePoint
from console.report.formats import p_value, percentages, ratio, share, spread, times
from tests.console.report.conftest import Written, run
from tests.console.report.reading import sheet, tables


@pytest.fixture
def told(cohort: Written, capsys: pytest.CaptureFixture[str]):
    """What another command says of the cohort as of the same cutoff."""

    def ask(command: str, *arguments: str) -> Any:
        as_of = ("--store", cohort.store, "--cutoff", cohort.cutoff)
        assert run(command, *arguments, *as_of, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return ask


def test_endpoints_are_those_of_the_replay(cohort: Written, told) -> None:
    rows = {row[0]: row for row in tables(cohort.folder)["endpoints"]}
    for name, endpoint in told("replay")["endpoints"].items():
        shown = rows[
            {"EFS": "Event-free survival", "OS": "Overall survival"}.get(
                name, "Overall survival after progression"
            )
        ]
        at = [percentages(TimePoint(**item).limits) for item in endpoint["at"]]
        numbers = [
            str(endpoint["n"]),
            str(endpoint["events"]),
            times(Estimate(**endpoint["median"])),
            *at,
        ]
        assert shown[1:6] == numbers


def test_characteristics_are_those_of_the_analysis(cohort: Written, told) -> None:
    found = told("analyse", "Table 1")["analyses"]["Table 1"]["rows"]
    shown = tables(cohort.folder)["table-1"]
    everything = {cell for row in shown for cell in row}
    first = [row[-1] for row in shown[1:] if row[-1]]

    assert first == [p_value(item["test"]["p_value"]) for item in found.values()]
    for item in found.values():
        for group in item["groups"].values():
            if "counts" in group:
                known = sum(group["counts"].values())
                levels = set(group["counts"])
                shares = {
                    share(count, known)
                    for level, count in group["counts"].items()
                    if levels - {"True", "False"} or level == "True"
                }
                assert shares <= everything
            else:
                assert any(cell.startswith(spread(Spread(**group))) for cell in everything)


@pytest.mark.parametrize("name", ["Table 2", "Table 3"])
def test_hazard_ratios_are_those_of_the_analysis(cohort: Written, told, name: str) -> None:
    found = told("analyse", name)["analyses"][name]
    shown = tables(cohort.folder)[name.lower().replace(" ", "-")][1:]
    fitted = found["univariate"].values()

    alone = [
        (
            ratio(Estimate(**model["coefficients"][0]["hazard_ratio"])),
            p_value(model["test"]["p_value"]),
        )
        if "coefficients" in model
        else ("–", "–")
        for model in fitted
    ]
    assert [tuple(row[1:3]) for row in shown] == alone


def test_the_model_of_several_factors_is_that_of_the_analysis(cohort: Written, told) -> None:
    model = told("analyse", "Table 3")["analyses"]["Table 3"]["model"]
    shown = [row[3] for row in tables(cohort.folder)["table-3"][1:]]

    expected = [ratio(Estimate(**item["hazard_ratio"])) for item in model["coefficients"]]
    assert [cell for cell in shown if cell != "–"] == expected


@pytest.mark.parametrize(("name", "model"), [("Table 2", "univariate"), ("Table 3", "model")])
def test_hazards_are_tested_for_being_proportional_as_the_analysis_has_it(
    cohort: Written, told, name: str, model: str
) -> None:
    found = told("analyse", name)["analyses"][name][model]
    tested = (
        [one["proportional_hazards"]["terms"][term]["p_value"] for term, one in found.items()]
        if model == "univariate"
        else [item["p_value"] for item in found["proportional_hazards"]["terms"].values()]
    )
    shown = [row[-1] for row in tables(cohort.folder)[name.lower().replace(" ", "-")][1:]]

    assert [cell for cell in shown if cell != "–"] == [p_value(item) for item in tested]


def test_follow_up_is_told_by_each_measure_as_the_replay_has_it(cohort: Written, told) -> None:
    rows = {row[0]: row[3:] for row in tables(cohort.folder)["additional-table-1"]}
    for name, origin in (("OS", "infusion"), ("OS_after_progression", "progression")):
        found = told("replay")["endpoints"][name]["follow_up"]
        said = "Overall survival after progression" if "after" in name else "Overall survival"
        alive = found["survivors"]
        quartiles = (alive[item] for item in ("median", "first_quartile", "third_quartile"))
        middle, *limits = (f"{quartile:.2f}".removesuffix(".00") for quartile in quartiles)

        shown = rows[f"From {origin}: {said}"]
        assert shown[0] == f"{middle} ({'–'.join(limits)})"
        assert shown[2] == times(Estimate(**found["reverse_kaplan_meier"]))


def test_everybody_is_at_risk_at_the_beginning_of_a_curve(cohort: Written) -> None:
    curve = sheet(cohort.folder / "figures/figure-1a.csv")

    assert curve[0] == [
        "group",
        "time",
        "at_risk",
        "events",
        "censored",
        "survival",
        "lower",
        "upper",
    ]
    assert curve[1][2] == "56"
    assert sum(int(row[3]) + int(row[4]) for row in curve[1:]) == 56


def test_both_causes_are_drawn_and_sum_to_the_share_that_had_either(cohort: Written) -> None:
    rows = sheet(cohort.folder / "figures/figure-1c.csv")[1:]
    last = {cause: float(value) for cause, *_, value, _, _ in rows}
    events = {cause: sum(int(row[3]) for row in rows if row[0] == cause) for cause in last}

    assert list(last) == ["progression", "death"]
    assert events == {"progression": 38, "death": 9}
    assert sum(last.values()) == pytest.approx(1 - float(_survival(cohort)[-1]), abs=1e-12)


def _survival(cohort: Written) -> list[str]:
    return [row[5] for row in sheet(cohort.folder / "figures/figure-1a.csv")[1:]]


def test_all_results_are_kept_unrounded(cohort: Written, told) -> None:
    kept = json.loads((cohort.folder / "results.json").read_text("utf-8"))
    analysed = told("analyse")

    assert kept["stamp"] == analysed["stamp"]
    shared = kept["results"].keys() & analysed["analyses"].keys()
    assert {"Table 1", "Table 2", "Table 3", "overall survival"} <= shared
    assert {name: kept["results"][name] for name in shared} == {
        name: analysed["analyses"][name] for name in shared
    }


def test_the_claims_are_those_of_the_publication(cohort: Written, told) -> None:
    found, shown = told("publication"), tables(cohort.folder)
    total = [str(found[status]) for status in ("reproduced", "contradicted", "missed")]

    assert shown["claims"][-1] == ["All", str(len(found["claims"])), *total]
    listed = [row[0] for name in ("claims-a", "claims-b") for row in shown[name][1:]]
    assert sorted(listed) == sorted(item["id"] for item in found["claims"])


def test_the_listed_values_of_claims_are_yes_or_no_or_have_four_digits(
    cohort: Written, told
) -> None:
    replayed = {item["id"]: item["replayed"].values() for item in told("publication")["claims"]}
    rows = [row for name in ("claims-a", "claims-b") for row in tables(cohort.folder)[name][1:]]
    cells = {row[0]: row[5] for row in rows}

    numeric = {
        claim: values
        for claim, values in replayed.items()
        if all(isinstance(value, bool | float) for value in values)
    }

    assert {type(value) for values in numeric.values() for value in values} == {bool, float}
    for claim, values in numeric.items():
        for value, text in zip(values, cells[claim].split("; "), strict=True):
            if isinstance(value, bool):
                assert text == ("yes" if value else "no")
            else:
                assert float(text) == pytest.approx(value, rel=0.0005, abs=0)
                assert value == round(value) or len(text.strip("-0.").replace(".", "")) <= 4
