"""``timeline import``: import events from files."""

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from console.application.studies import vocabulary_with
from console.cli.options import json_option, store_option, study_option
from console.text.output import print_json
from timeline.ingest import (
    REFUSING,
    BulkLoad,
    ImportReport,
    MissingCodes,
    RejectsFile,
    RejectsInTheWay,
)
from timeline.quality import alike_to, findings
from timeline.store import Store, writable

SHOWN_REJECTS = 5


def _rules(_: click.Context, __: click.Parameter, named: tuple[str, ...]) -> frozenset[str]:
    """Names of findings, as they are printed or with hyphens."""
    rules = frozenset(name.replace("-", "_").replace(" ", "_") for name in named)
    for rule in sorted(rules - REFUSING):
        choices = ", ".join(sorted(REFUSING)).replace("_", "-")
        raise click.BadParameter(f"'{rule}' rejects nothing at import; choose from: {choices}")
    return rules


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@study_option
@click.option("--dry-run", is_flag=True, help="Check every line and write nothing.")
@click.option(
    "--accept-findings",
    "accepted",
    multiple=True,
    metavar="RULE",
    callback=_rules,
    help="Import lines with this finding, which are otherwise rejected; may be repeated.",
)
@click.option(
    "--missing",
    multiple=True,
    metavar="CODE",
    help="A code of the files for a missing value, such as NA, or FIELD=CODE for one field; may be "
    "repeated.",
)
@click.option("--quality/--no-quality", default=True, help="Look for findings afterwards.")
@json_option
def command(
    files: tuple[Path, ...],
    store: Path,
    study: str | None,
    dry_run: bool,
    accepted: frozenset[str],
    missing: tuple[str, ...],
    quality: bool,
    as_json: bool,
) -> int:
    """Import events from JSON Lines (.jsonl) or CSV FILES.

    Importing a file twice changes nothing. Invalid lines are skipped and listed in
    FILE.rejects.csv; the exit code is then 1.
    """
    for path in () if dry_run else files:
        RejectsFile.beside(path).check()
    with writable(store, vocabulary_with(study)) as opened:
        load = BulkLoad(opened, dry_run, accepted, MissingCodes.declared(missing))
        reports = [_load(load, path) for path in files]
        named = _findings(opened, reports) if quality and not dry_run else {}
    if as_json:
        print_json({"dry_run": dry_run, "files": [_json(r) for r in reports], "findings": named})
    else:
        _print(reports, named, dry_run)
    return 1 if any(report.rejects for report in reports) else 0


def _load(load: BulkLoad, path: Path) -> ImportReport:
    """Import one file, counting lines on a terminal, and list its rejects beside it."""
    report = ImportReport(path.name)
    for report in load.load(path):
        if sys.stderr.isatty():
            click.echo(f"\r{report.file}: {report.read:,} lines", nl=False, err=True)
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
    if not load.dry_run:
        _list_rejects(path, report)
    return report


def _list_rejects(path: Path, report: ImportReport) -> None:
    """List the rejects beside the file; where that cannot be, the report of the import says so."""
    try:
        RejectsFile.beside(path).tell(report.rejects)
    except RejectsInTheWay as error:
        report.notices = [*report.notices, str(error)]


def _findings(store: Store, reports: Iterable[ImportReport]) -> dict[str, int]:
    """Findings on the touched patients, and on ids of the store like theirs, counted by name."""
    touched, now = {patient for report in reports for patient in report.patients}, datetime.now(UTC)
    found = [
        finding for patient in touched for finding in findings(store.history(patient), now=now)
    ]
    named = Counter(item.name for item in (*found, *alike_to(touched, store.patients())))
    return dict(sorted(named.items()))


def _json(report: ImportReport) -> dict[str, Any]:
    return {
        "file": report.file,
        "read": report.read,
        "added": report.added,
        "unchanged": report.unchanged,
        "recorded_otherwise": report.recorded_otherwise,
        "rejected": len(report.rejects),
        "missing_in_the_source": report.missing,
        "empty": report.empty,
        "notices": report.notices,
        "patients": len(report.patients),
        "rejected_for": [
            {"field": field, "reason": reason, "lines": lines}
            for (field, reason), lines in report.reasons.items()
        ],
        "rejects": [
            {name: getattr(reject, name) for name in reject.__slots__} for reject in report.rejects
        ],
    }


def _print(reports: Iterable[ImportReport], named: dict[str, int], dry_run: bool) -> None:
    for report in reports:
        verb = "would be added" if dry_run else "added"
        otherwise = f" ({report.recorded_otherwise} recorded otherwise)" * bool(
            report.recorded_otherwise
        )
        lacking = f" ({report.missing} missing in the source)" * bool(report.missing)
        empty = f", {report.empty} empty" * bool(report.empty)
        click.echo(
            f"{report.file}: {report.read} read, {report.added} {verb}, "
            f"{report.unchanged} known already{otherwise}, "
            f"{len(report.rejects)} rejected{lacking}{empty}"
        )
        for notice in report.notices:
            click.echo(f"  {report.file}: {notice}", err=True)
        for reject in report.rejects[:SHOWN_REJECTS]:
            click.echo(f"  {reject}", err=True)
        if len(report.rejects) > SHOWN_REJECTS:
            where = "" if dry_run else f"; see {report.file}.rejects.csv"
            click.echo(f"  and {len(report.rejects) - SHOWN_REJECTS} more{where}", err=True)
            for (field, reason), lines in report.reasons.items():
                named_field = f"field '{field}': " * bool(field)
                click.echo(f"  {lines} for {named_field}{reason}", err=True)
    if named:
        counted = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in named.items())
        click.echo(f"findings: {counted} (see 'timeline quality')")
