"""``timeline publication``: every number in a study's paper compared with the replayed value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from console.application.errors import NotFound
from console.application.studies import shipped, study_named
from console.claims.check import publication
from console.claims.model import STATUSES, CheckedClaim, CheckedConflict, Publication
from console.cli.notices import open_session, say
from console.cli.options import (
    censoring_option,
    cutoff_option,
    json_option,
    known_by_option,
    question_of,
    store_option,
    study_option,
)
from console.text.not_enrolled import in_words
from console.text.output import console, print_json, table
from projections.study import Study


@click.command(name="publication")
@store_option
@study_option
@cutoff_option
@known_by_option
@censoring_option
@click.option(
    "--claims",
    "printed",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another file of claims, of a report at another cutoff. Default: the study's own.",
)
@click.option("--status", type=click.Choice(STATUSES), help="Only claims of this status.")
@click.option("--section", help="Only claims of this part of the paper, such as 'Table 2'.")
@click.option("--conflicts", is_flag=True, help="Show conflicts within the paper, side by side.")
@json_option
def command(
    store: Path,
    study: str | None,
    cutoff: date | None,
    known_by: datetime | None,
    censoring: str | None,
    printed: Path | None,
    status: str | None,
    section: str | None,
    conflicts: bool,
    as_json: bool,
) -> None:
    """Compare every number in the study's paper with the replayed value, by default at its cutoff.

    At another cutoff the replayed values are those that the paper would have printed then.
    """
    chosen = study_named(study) if study else _with_claims()
    if cutoff is None and chosen.cutoff is None:
        raise click.UsageError("The study states no data cutoff: name one, --cutoff YYYY-MM-DD.")
    as_of = cutoff or chosen.cutoff
    assert as_of is not None
    question = question_of(
        study=study or chosen.name, cutoff=as_of, known_by=known_by, censoring=censoring
    )
    with open_session(store, question) as opened:
        result = publication(opened, printed)
    if result.not_enrolled:
        say(in_words(result.not_enrolled))
    if section is not None and section not in result.sections:
        raise NotFound(f"no claims in '{section}'; there are: {', '.join(result.sections)}")
    result = result.listing(status, section)
    if as_json:
        print_json(result.as_json())
        return
    everything = bool(status or section or printed)
    listed = [] if conflicts else _listed(result.claims, everything)
    _print(result, listed, result.conflicts if conflicts else (), worded=bool(section))


def _with_claims() -> Study:
    """The one shipped study that measures what its paper prints."""
    found = [study for study in shipped().values() if study.measures]
    if len(found) != 1:
        raise NotFound(f"add --study: {', '.join(study.name for study in found)}")
    return found[0]


def _listed(claims: Sequence[CheckedClaim], everything: bool) -> list[CheckedClaim]:
    """What text shows: what was asked for, else what is not reproduced."""
    return [claim for claim in claims if everything or claim.status != "reproduced"]


def _print(
    result: Publication,
    listed: Sequence[CheckedClaim],
    conflicts: Sequence[CheckedConflict],
    *,
    worded: bool,
) -> None:
    """Counts, then claims by section; ``worded`` adds what each measures."""
    out, stamp = console(), result.stamp
    out.print(f"[bold]{stamp.study}[/], {result.as_of_in_words}")
    counts = {**result.counts, "not replayable": len(result.not_replayed)}
    counted = ", ".join(f"{count} {name}" for name, count in counts.items())
    out.print(f"{sum(counts.values())} claims: {counted}")
    for section, claims in groupby(listed, key=lambda claim: claim.section):
        out.print(f"\n[bold]{escape(section)}[/]")
        out.print(_claims(claims, result.measures if worded else {}))
    if conflicts:
        out.print()
        out.print(_conflicts(conflicts))
    rests_on = [
        stamp.rests_on,
        *(() if worded or conflicts else result.conventions),
    ]
    out.print(f"\n[dim]{'; '.join(rests_on)}[/]")


def _claims(claims: Iterable[CheckedClaim], sentences: Mapping[str, str]) -> Table:
    rows = []
    for claim in claims:
        rows.append((escape(claim.id), claim.status, *_values(claim)))
        rows += [
            ("", "", f"[dim]{escape(sentences[measure])}[/]", "")
            for measure in claim.measures
            if measure in sentences
        ]
        if claim.note:
            rows.append(("", "", f"[dim]{escape(claim.note)}[/]", ""))
    return table("claim", "status", "published", "replayed", rows=rows)


def _conflicts(conflicts: Iterable[CheckedConflict]) -> Table:
    rows = []
    for conflict in conflicts:
        rows.append((conflict.id, f"[bold]{conflict.severity}[/]: {escape(conflict.why)}", ""))
        rows += [
            ("", f"- {escape(side.says)}", "yes" if side.taken else "no") for side in conflict.sides
        ]
        rows += [
            ("", escape(f"so {item.claim} is {item.value}: {item.because}"), "")
            for item in conflict.implied
        ]
    return table("", "what is printed", "in the cohort", rows=rows)


def _values(claim: CheckedClaim) -> tuple[str, str]:
    """The values of a claim side by side."""
    published = "; ".join(f"{name} {text}" for name, text in claim.published.items())
    replayed = "; ".join("-" if text is None else text for text in claim.shown.values())
    return escape(published), escape(replayed)
