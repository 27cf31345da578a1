"""``timeline audit --brief``, and the order in which a derivation is shown."""

from dataclasses import replace
from uuid import UUID

import pytest

from console.audit.arrangement import deciding_first
from projections.audit import Derivation
from tests.console.conftest import Timeline

STANFORD = ("--study", "stanford", "--cutoff", "1974-04-01")
STUDY = ("--study", "wudhikarn2021", "--cutoff", "2019-12-31")


DEATH, VISIT = UUID(int=1), UUID(int=2)
INFUSION = Derivation("infusion", "the first infusion", "", "reached", "2020-01-01")
AGAIN = replace(INFUSION, opened_before=True)


def opened(derivation: Derivation) -> list[str]:
    """Names of the definitions that stand open, from the top."""
    return [node.name for node in derivation.nodes() if node.name and not node.opened_before]


@pytest.mark.parametrize("value", ["OS", "death", "transplantation", "surgery"])
def test_a_brief_audit_fits_a_screen_and_says_what_decided(stanford: Timeline, value: str) -> None:
    lines = stanford("audit", "STAN-004", value, *STANFORD, "--brief").out.splitlines()

    assert len(lines) <= 15
    assert lines[1].startswith(f"{value}: ")
    assert lines[2].startswith("rule: ")
    assert any(line.startswith(("decided by 19", "decided by no event")) for line in lines)
    assert lines[-1].startswith("rejected: ")


def test_of_a_classification_the_brief_audit_shows_the_case_that_holds(
    published: Timeline,
) -> None:
    out = published("audit", "MSK35", "response_to_infusion", *STUDY, "--brief").out

    assert "response to infusion: no response\n" in out
    assert "rule: no response if " in out
    assert "rejected: 0 events" not in out


@pytest.mark.parametrize(
    "arguments",
    [("STAN-004", "OS", "--json"), ("STAN-004", "OS", "--why-not", "death")],
)
def test_a_brief_audit_is_text_of_one_value(stanford: Timeline, arguments: tuple[str, ...]) -> None:
    assert stanford("audit", *arguments, *STANFORD, "--brief").code == 2


def test_what_decided_a_value_is_opened_first(published: Timeline) -> None:
    lines = published("audit", "MSK13", "response_to_infusion", *STUDY).out.splitlines()
    branches = [line[4:] for line in lines if line.startswith(("├── ", "└── "))]
    (first, *others) = [line for line in branches if " if «" in line and "else" not in line]

    assert first.startswith("MRD-negative CR if ")
    assert any(line.startswith("not given if ") for line in others)


def test_reordering_opens_every_definition_once_where_it_is_reached_first() -> None:
    lost = Derivation("lost", "", "", "not reached", None, (VISIT,), parts=(INFUSION,))
    death = Derivation("death", "", "", "reached", "2020-03-01", (DEATH,), parts=(AGAIN,))
    whole = Derivation("OS", "", "", "death", "2020-03-01", (DEATH,), parts=(lost, death))
    arranged = deciding_first(whole)

    assert opened(whole) == ["OS", "lost", "infusion", "death"]
    assert opened(arranged) == ["OS", "death", "infusion", "lost"]
    assert [part.name for part in arranged.parts] == ["death", "lost"]
    assert arranged.parts[1].parts == (AGAIN,)
    assert deciding_first(arranged) == arranged
