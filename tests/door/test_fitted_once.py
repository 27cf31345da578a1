"""What was fitted for one question is given again to the next that asks the same."""


def test_python_gets_the_same_curve_when_it_asks_again(at):
    first, again = at.kaplan_meier("OS"), at.kaplan_meier("OS")

    assert again.curves["all"] is first.curves["all"]
    assert at.kaplan_meier("OS", level=0.9).curves["all"] is not first.curves["all"]
