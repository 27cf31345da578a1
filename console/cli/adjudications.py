"""Whether a command applies what experts decided: as the user says, else as the study does."""

from dataclasses import replace
from typing import Any

import click

from projections.study import Study

ASKED = "console.cli.adjudications.asked"
APPLIED = "console.cli.adjudications.applied"


def _remembered(context: click.Context, option: Any, value: str | None) -> str | None:
    context.meta[ASKED] = value
    return value


adjudications_option = click.option(
    "--adjudications",
    type=click.Choice(["none", "applied"]),
    callback=_remembered,
    expose_value=False,
    help="Let what experts decided take the place of what the definitions come to, or not. "
    "Default: as the study says.",
)


def as_asked(study: Study) -> Study:
    """The study with adjudications applied or not, as the user of the running command says."""
    context = click.get_current_context(silent=True)
    if context is None:
        return study
    asked = context.meta.get(ASKED) or study.adjudications
    context.meta[APPLIED] = asked == "applied"
    return study if asked == study.adjudications else replace(study, adjudications=asked)


def applied() -> bool:
    """Whether the running command applies adjudications."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(APPLIED))
