"""``timeline quality``: contradictions and oddities in the record."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence, Set
from csv import DictWriter
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import click
from rich.markup import escape

from console.application.errors import NotFound
from console.application.findings import derived_findings, derived_names, names_of_moves
from console.application.session import Session
from console.application.studies import vocabulary_with
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
from console.cli.undeclared_kinds import in_words
from console.text.output import console, print_json, table
from projections.findings.not_enrolled import nearly_enrolled
from timeline.log import Log
from timeline.log.undeclared import undeclared
from timeline.quality import NAMES, Finding, findings, ids_alike
from timeline.spreadsheets import inert
from timeline.store import Store
from timeline.vocabulary import Vocabulary


@click.command(name="quality")
@click.argument("patients", nargs=-1)
@store_option
@study_option
@click.option("--cutoff", type=CutoffDate(), help="Data cutoff; with it the study is asked too.")
@click.option("--known-by", type=ZonedInstant(), help="Database lock, with --cutoff.")
@click.option("--rule", "rules", multiple=True, help="Only findings of this name; may be repeated.")
@file_output("--csv", "Write one row a finding to this file instead.")
@json_option
def command(
    patients: tuple[str, ...],
    store: Path,
    study: str | None,
    cutoff: date | None,
    known_by: datetime | None,
    rules: tuple[str, ...],
    csv: OutputFile | None,
    as_json: bool,
) -> int:
    """List data-quality findings of all patients, or of PATIENTS; exit code 1 if there are any.

    Without a cutoff, the record as it stands now. With one, the record and the study's
    contradictions between what was stated and what follows, as of that cutoff.
    """
    if cutoff is None:
        found, names, moves = _standing(store, study, patients), NAMES, frozenset[str]()
    else:
        question = question_of(study=study, cutoff=cutoff, known_by=known_by)
        with open_session(store, question) as opened:
            _say_undeclared(opened.log, opened.store.vocabulary)
            found, names = _as_of(opened, patients), NAMES | derived_names(opened.study)
            moves = names_of_moves(opened.study)
    more = "those of the study, with --cutoff" if cutoff is None else "moves, as 'STATE from STATE'"
    found = _of_rules(found, _checked(rules, names, moves, more))
    if csv is not None:
        csv.write(_csv(found))
    elif as_json:
        print_json([_json(finding) for finding in found])
    else:
        _print(found)
    return 1 if found else 0


def _printed(name: str) -> str:
    """The name of a rule as it is printed, whether it was typed with hyphens or underscores."""
    return name.replace("-", " ").replace("_", " ")


def _checked(rules: tuple[str, ...], names: Set[str], moves: Set[str], more: str) -> frozenset[str]:
    """Rules as they are printed.

    Raises
    ------
    NotFound
        If there is no such rule, with the names of all.
    """
    there_are, wanted = {_printed(name) for name in names}, {_printed(rule) for rule in rules}
    for rule in sorted(wanted - there_are - {_printed(move) for move in moves}):
        raise NotFound(f"no rule '{rule}'; there are: {', '.join(sorted(there_are))}; and {more}")
    return frozenset(wanted)


def _of_rules(found: list[Finding], wanted: Set[str]) -> list[Finding]:
    """The findings of some rules, or all if none are named."""
    return [item for item in found if not wanted or _printed(item.name) in wanted]


def _print(found: list[Finding]) -> None:
    for finding in found:
        click.echo(f"{finding.patient}  {finding.name.replace('_', ' ')}: {finding.statement}")
    _print_unknown_words(found)
    names = Counter(item.name.replace("_", " ") for item in found)
    counted = ", ".join(f"{count} {name}" for name, count in names.most_common())
    total = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    click.echo(f"{total}: {counted}" if len(names) > 1 else total, err=True)


def _csv(found: list[Finding]) -> str:
    text = StringIO(newline="")
    rows = DictWriter(text, ("patient", "name", "statement", "events"))
    rows.writeheader()
    for item in found:
        events = " ".join(str(event) for event in item.events)
        said = {**_json(item), "events": events}
        rows.writerow({name: inert(str(value)) for name, value in said.items()})
    return text.getvalue()


def _standing(store: Path, study: str | None, patients: tuple[str, ...]) -> list[Finding]:
    with Store.open(store, vocabulary_with(study)) as opened:
        log = log_beside(opened)
        _say_undeclared(log, opened.vocabulary)
        asked = patients or log.patients
        now = datetime.now(UTC)
        recorded = [
            finding for patient in asked for finding in findings(opened.history(patient), now=now)
        ]
        return [*recorded, *_alike(log.patients, asked)]


def _alike(patients: Iterable[str], asked: Collection[str]) -> list[Finding]:
    """Ids of a cohort that look alike, as far as they were asked about."""
    return [finding for finding in ids_alike(patients) if finding.patient in asked]


def _say_undeclared(log: Log, vocabulary: Vocabulary) -> None:
    """Say which events were looked at without knowing their kind."""
    said = in_words(undeclared(log, vocabulary), "no study here declares")
    if said:
        click.echo(f"timeline: {said}; name their study by --study", err=True)


def _as_of(opened: Session, patients: tuple[str, ...]) -> list[Finding]:
    replay, now = say_not_enrolled(opened.replay()), datetime.now(UTC)
    nearly = (finding.patient for finding in nearly_enrolled(replay))
    asked = patients or (*replay.patients.tolist(), *nearly)
    recorded = [
        finding
        for patient in asked
        for finding in findings(opened.store.history(patient), opened.as_of.has_on_record, now)
    ]
    derived = [finding for finding in derived_findings(replay) if finding.patient in asked]
    found = [*recorded, *derived, *_alike(replay.patients.tolist(), asked)]
    return sorted(found, key=lambda one: (one.patient, one.name, one.statement))


def _print_unknown_words(found: Sequence[Finding]) -> None:
    """Each word that no term knows once, with how many patients and records have it."""
    unknown = [finding for finding in found if finding.name == "unknown_word"]
    patients = Counter(finding.statement for finding in unknown)
    records: Counter[str] = Counter()
    for finding in unknown:
        records[finding.statement] += len(finding.events)
    rows = [(escape(said), str(n), str(records[said])) for said, n in patients.most_common()]
    if rows:
        grid = table("unknown words", "patients", "records", rows=rows, right=frozenset({1, 2}))
        console().print(grid)


def _json(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "patient": finding.patient,
        "statement": finding.statement,
        "events": [str(event) for event in finding.events],
    }
