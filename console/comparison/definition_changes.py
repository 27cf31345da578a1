"""How definitions differ from a pin or another version, and whose values that changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape

from console.application.errors import NotFound
from console.application.session import Session
from console.application.studies import study_named
from console.text.output import console, table
from projections.cohort.replay import Replay
from projections.comparison.changes import Change, changes
from projections.comparison.values import snapshot
from projections.study import Study
from projections.study.pin import Pins, Redefinition, pinned, read
from timeline.locks import lock_named, names_of_locks


@dataclass(frozen=True, slots=True)
class Base:
    """What definitions are compared with: a pin, or a version of the study that can be replayed."""

    name: str
    pins: Pins
    study: Study | None = None


def base(against: str | None, pin: Path, store: Path) -> Base:
    """The pin of the study, another by path, that of a lock, or another version of the study.

    Raises
    ------
    NotFound
        If there is no such file or study, or the study was never pinned.
    """
    if against in names_of_locks(store):
        return Base(f"lock '{against}'", read(lock_named(store, against).pin or ""))
    if against is not None and not against.endswith(".lock"):
        study = study_named(against)
        return Base(against, pinned(study), study)
    path = pin if against is None else Path(against)
    if not path.is_file():
        raise NotFound(f"no pin {path}; write one with 'timeline definitions --pin'")
    return Base(path.name, read(path.read_text(encoding="utf-8")))


def whose(opened: Session, was: Study) -> list[Change]:
    """Patients' values that differ between another version of the study and this one."""
    now = opened.replay()
    before = Replay(was, opened.log, opened.as_of, opened.censoring)
    names = list(dict.fromkeys([*opened.study.definitions, *was.definitions]))
    both = (set(was.definitions), set(opened.study.definitions))
    shared = [name for name in names if all(name in item for item in both)]
    return changes(snapshot(before, shared), snapshot(now, shared), shared)


def as_json(found: Iterable[Redefinition], against: str, moved: list[Change] | None) -> Any:
    """Plain values; ``patients`` is null where no patients were compared."""
    return {
        "against": against,
        "definitions": [
            {
                "name": item.name,
                "was": None if item.old is None else list(item.old.says),
                "now": None if item.new is None else list(item.new.says),
                "rests_on": list(item.rests_on),
            }
            for item in found
        ],
        "patients": None
        if moved is None
        else [
            {
                "patient": item.patient,
                "definition": item.name,
                "was": {"value": item.before.text, "date": item.before.date},
                "now": {"value": item.after.text, "date": item.after.date},
            }
            for item in moved
        ],
    }


def print_redefined(found: list[Redefinition], against: str, moved: list[Change] | None) -> None:
    """Words first, then what only rests on them, then the patients."""
    out = console()
    out.print(f"[bold]{len(found)} definitions[/] differ from {escape(against)}")
    for item in found:
        if item.in_words:
            _print_words(item)
    for item in found:
        if not item.in_words:
            because = f"rests on {', '.join(item.rests_on)}" if item.rests_on else "its source"
            out.print(f"[green]{escape(item.name)}[/] in the same words: {escape(because)}")
    if moved is not None:
        rows = [
            (escape(item.patient), escape(item.name), _text(item.before), _text(item.after))
            for item in moved
        ]
        out.print(f"\n[bold]{len({item.patient for item in moved})} patients[/] with other values")
        if rows:
            out.print(table("patient", "value", "was", "would be", rows=rows))


def _print_words(changed: Redefinition) -> None:
    out = console()
    out.print(f"[green]{escape(changed.name)}[/]")
    for label, version in (("was", changed.old), ("is ", changed.new)):
        lines = ("not defined",) if version is None else version.says
        for line in lines:
            out.print(f"  [dim]{label}[/] {escape(line)}")


def _text(value: Any) -> str:
    return escape(f"{value.text} on {value.date}" if value.date else value.text)
