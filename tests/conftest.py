"""Says after a run what is longer than the house aims for; the limits themselves are tests."""

from tests.house.size import FUNCTION_AIM, MODULE_AIM, function_lengths, module_lengths, over


def pytest_terminal_summary(terminalreporter):
    """Here, not beside the tests: what only hands tests out to workers reads no conftest below."""
    if not any(_of_the_house(item) for some in terminalreporter.stats.values() for item in some):
        return
    for what, lengths, aim in (
        ("modules", module_lengths(), MODULE_AIM),
        ("functions", function_lengths(), FUNCTION_AIM),
    ):
        longer = over(lengths, aim)
        if longer:
            place, lines = max(longer.items(), key=lambda item: item[1])
            terminalreporter.write_line(
                f"{len(longer)} of {len(lengths)} {what} are over the aim of {aim} lines; "
                f"the longest has {lines}: {place}"
            )


def _of_the_house(report):
    return getattr(report, "nodeid", "").startswith("tests/house/")
