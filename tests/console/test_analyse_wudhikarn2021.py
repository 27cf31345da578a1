"""The paper's analysis plan as text: pairs, warnings, and the test of each factor alone."""

from tests.console.conftest import Timeline

CUTOFF = ("--cutoff", "2019-12-31")


def test_pairs_are_counted_and_tested(published: Timeline) -> None:
    out = published("analyse", "expansion of the cells", *CUTOFF).out

    assert "10 pairs, 3 higher, 6 lower" in out
    assert "Wilcoxon signed-rank" in out


def test_factors_forced_against_immortal_time_are_told_first(published: Timeline) -> None:
    out = " ".join(published("analyse", "Table 2", *CUTOFF).out.split())

    assert "'crs_after_infusion_onset' became known only after the origin" in out
    assert out.count("and was forced") == 7
    assert out.count("likelihood ratio:") == 19


def test_the_whole_plan_is_carried_out_at_the_cutoff_of_the_paper(published: Timeline) -> None:
    outcome = published("analyse", *CUTOFF)

    assert outcome.code == 0, outcome.err
    assert "not estimable" not in outcome.out
