"""``timeline quality``: contradictions and oddities in the record."""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import click

from console.application.errors import NotFound
from console.application.findings import derived_findings, derived_names, names_of_moves
from console.application.session import Session
from console.application.studies import vocabulary_with
from console.cli import completion
from console.cli.notices import log_beside, open_session, say_not_enrolled
from console.cli.options import (
    CutoffDate,
    ZonedInstant,
    json_option,
    question_of,
    store_option,
    study_option,
)
from console.cli.outputs import OutputFile, file_output
from console.cli.undeclared_kinds import in_words as undeclared_in_words
from console.text.output import console, print_json
from console.text.quality import (
    COLUMNS,
    DatedFinding,
    as_csv,
    in_words,
    line,
    summary,
    unknown_words,
)
from projections.findings.not_enrolled import nearly_enrolled
from timeline.log import Log
from timeline.log.undeclared import undeclared
from timeline.quality import NAMES, Finding, Severity, findings, ids_alike
from timeline.store import Store
from timeline.vocabulary import Vocabulary


@click.command(name="quality")
@click.argument("patients", nargs=-1, shell_complete=completion.patients)
@store_option
@study_option
@click.option("--cutoff", type=CutoffDate(), help="Data cutoff; adds the findings of the study.")
@click.option("--known-by", type=ZonedInstant(), help="Database lock, with --cutoff.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    shell_complete=completion.rules,
    help="Only findings of this name; may be repeated.",
)
@click.option(
    "--severity",
    "severities",
    type=click.Choice([str(severity) for severity in Severity]),
    multiple=True,
    help="Only findings of this severity; may be repeated.",
)
@file_output("--csv", "Write one row a finding to this file instead.", COLUMNS)
@json_option
def command(
    patients: tuple[str, ...],
    store: Path,
    study: str | None,
    cutoff: date | None,
    known_by: datetime | None,
    rules: tuple[str, ...],
    severities: tuple[str, ...],
    csv: OutputFile | None,
    as_json: bool,
) -> int:
    """List data-quality findings of all patients, or of PATIENTS; exit code 1 if there are any.

    Without a cutoff, the current record. With one, the record and the study's contradictions
    between what was stated and what follows, as of that cutoff.

    Each finding has a severity.

    error: the record contradicts itself or cannot be used: at least one entry is wrong;
    warning: something may be wrong or missing: check it against the source;
    note: nothing need be wrong: know it when you read the results.
    """
    if known_by is not None and cutoff is None:
        raise click.UsageError("Name the data cutoff of --known-by: --cutoff YYYY-MM-DD.")
    chosen = _Choice(rules, severities)
    if cutoff is None:
        found = _recorded(store, study, patients, chosen)
    else:
        question = question_of(study=study, cutoff=cutoff, known_by=known_by)
        with open_session(store, question) as opened:
            _say_undeclared(opened.log, opened.store.vocabulary)
            found = _derived(opened, patients, chosen)
    if csv is not None:
        csv.write(as_csv(found))
    elif as_json:
        print_json([item.as_json() for item in found])
    else:
        _print([item.finding for item in found])
    return 1 if found else 0


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which findings to list: all, or those of some rules and severities."""

    rules: tuple[str, ...]
    severities: tuple[str, ...]

    def check(self, names: Set[str], moves: Set[str], more: str) -> None:
        """Refuse a rule that is not there.

        Raises
        ------
        NotFound
            With the names of all rules.
        """
        there_are = {in_words(name) for name in names}
        known = there_are | {in_words(move) for move in moves}
        for rule in sorted({in_words(rule) for rule in self.rules} - known):
            listed = ", ".join(sorted(there_are))
            raise NotFound(f"no rule '{rule}'; there are: {listed}; and {more}")

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is listed."""
        rules = {in_words(rule) for rule in self.rules}
        of_rule = not rules or in_words(finding.name) in rules
        return of_rule and (not self.severities or finding.severity in self.severities)


def _print(found: list[Finding]) -> None:
    for finding in found:
        click.echo(line(finding))
    if (words := unknown_words(found)) is not None:
        console().print(words)
    click.echo(summary(found), err=True)


def _recorded(
    store: Path, study: str | None, patients: tuple[str, ...], chosen: _Choice
) -> list[DatedFinding]:
    """Findings on the record as it is now."""
    chosen.check(NAMES, frozenset(), "those of the study, with --cutoff")
    with Store.open(store, vocabulary_with(study)) as opened:
        log = log_beside(opened)
        _say_undeclared(log, opened.vocabulary)
        listed, now = patients or log.patients, datetime.now(UTC)
        found = [
            finding for patient in listed for finding in findings(opened.history(patient), now=now)
        ]
        return _dated(opened, filter(chosen.takes, [*found, *_alike(log.patients, listed)]))


def _alike(patients: Iterable[str], listed: Collection[str]) -> list[Finding]:
    """Ids of a cohort that look alike, as far as they are listed."""
    return [finding for finding in ids_alike(patients) if finding.patient in listed]


def _say_undeclared(log: Log, vocabulary: Vocabulary) -> None:
    """Say which events were checked without knowing their kind."""
    kinds = undeclared_in_words(undeclared(log, vocabulary), "no study here declares")
    if kinds:
        click.echo(f"timeline: {kinds}; name their study by --study", err=True)


def _derived(opened: Session, patients: tuple[str, ...], chosen: _Choice) -> list[DatedFinding]:
    """Findings on the record and on what the study derives from it, as of a cutoff."""
    moves = names_of_moves(opened.study)
    chosen.check(NAMES | derived_names(opened.study), moves, "moves, as 'STATE from STATE'")
    replay, now = say_not_enrolled(opened.replay()), datetime.now(UTC)
    nearly = (finding.patient for finding in nearly_enrolled(replay))
    listed = patients or (*replay.patients.tolist(), *nearly)
    recorded = [
        finding
        for patient in listed
        for finding in findings(opened.store.history(patient), opened.as_of.has_on_record, now)
    ]
    derived = [finding for finding in derived_findings(replay) if finding.patient in listed]
    found = [*recorded, *derived, *_alike(replay.patients.tolist(), listed)]
    found.sort(key=lambda item: (item.patient, item.name, item.statement))
    return _dated(opened.store, filter(chosen.takes, found))


def _dated(store: Store, found: Iterable[Finding]) -> list[DatedFinding]:
    """Findings with the day of the first event that each cites."""
    dated = []
    for patient, group in groupby(found, key=lambda item: item.patient):
        known = store.history(patient).by_id
        for item in group:
            day = known[item.events[0]].occurred if item.events else ""
            dated.append(DatedFinding(item, day))
    return dated
