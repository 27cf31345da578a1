"""The claims check of a study: what its paper prints, compared with what the replay gives."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from console.application.errors import NotFound
from console.application.session import Session
from console.application.shipped import as_typed, shared
from console.claims.files import MISSES, claims_of, read_claims, read_misses
from console.claims.model import (
    STATUSES,
    CheckedClaim,
    CheckedConflict,
    CheckedSide,
    ImpliedValue,
    Publication,
)
from projections.cohort.replay import Replay
from projections.findings.not_enrolled import not_enrolled
from projections.study import Study
from projections.study.claims import Claim, Conflict

if TYPE_CHECKING:
    from analyses.claims.check import Agreement, Checked, Denied
    from analyses.plan import PlanResults

COHORT = "cohort.jsonl"


def publication(
    opened: Session, printed: Path | None = None, results: "PlanResults | None" = None
) -> Publication:
    """Every printed claim of the session's study, or of a file, compared with its replay.

    ``results`` are those of the session's replay, if there are any already.

    Raises
    ------
    NotFound
        If no claims come with the study, or the store holds no patient of it.
    """
    from analyses.claims.check import agreement, check
    from analyses.plan import PlanResults

    study, folder = opened.study, shared("fixtures")
    claims, conflicts = (read_claims(printed, study), ()) if printed else claims_of(folder, study)
    results = results or PlanResults(opened.replay())
    _check_enrolled(results.replay)
    checked = check(results, claims, conflicts)
    agreeing = agreement(checked)
    at_home = not printed and opened.as_of.cutoff == study.cutoff
    why = read_misses(folder / study.name / MISSES, claims) if at_home else {}
    counts = Counter[str](item.status for item in checked)
    return Publication(
        as_of=opened.as_of,
        as_of_in_words=opened.as_of_in_words,
        stamp=opened.stamp(),
        conventions=study.conventions,
        counts={status: counts[status] for status in STATUSES},
        claims=tuple(_claim(item, why) for item in checked),
        conflicts=tuple(_conflict(conflict, agreeing) for conflict in conflicts),
        measures=_measures(study, claims),
        not_replayed={claim.id: claim.not_replayed for claim in claims if claim.not_replayed},
        not_enrolled=sum(not_enrolled(results.replay).values()),
    )


def _check_enrolled(replay: Replay) -> None:
    study = replay.study
    if not len(replay.patients) and replay.as_of.cutoff == study.cutoff:
        raise NotFound(
            f"the store holds no patient of study '{study.name}'; import the cohort that the "
            f"claims are about, {as_typed(f'fixtures/{study.name}/{COHORT}')}"
        )


def _measures(study: Study, claims: Iterable[Claim]) -> dict[str, str]:
    """What the claims measure, in words."""
    from projections.study.measures import sentence

    names = {item.measure for claim in claims for item in claim.printed if item.measure}
    return {name: sentence(study.measures[name]) for name in sorted(names)}


def _claim(checked: "Checked", why: Mapping[str, str]) -> CheckedClaim:
    """Published and replayed values by name, and why they differ."""
    from analyses.claims.printed import shown

    claim, readings = checked.claim, checked.readings
    found = [(claim.key(reading.printed), reading) for reading in readings]
    return CheckedClaim(
        id=claim.id,
        place=claim.place,
        section=claim.section,
        measures=tuple(dict.fromkeys(item.measure for item in claim.printed)),
        status=checked.status,
        published={name: reading.printed.text for name, reading in found},
        replayed={name: None if item.refusal else item.value for name, item in found},
        shown={
            name: None if item.refusal else shown(item.printed.text, item.value)
            for name, item in found
        },
        implied={
            claim.key(item.printed): item.implied.text for item in checked.denied if item.implied
        },
        note=_note(checked, why.get(claim.id, "")),
    )


def _conflict(conflict: Conflict, agreeing: "Agreement") -> CheckedConflict:
    """What conflicts, side by side, and which sides the cohort takes."""
    from analyses.claims.check import taken

    return CheckedConflict(
        conflict.id,
        conflict.severity,
        conflict.why,
        tuple(
            ImpliedValue(f"{item.claim}/{item.value}", tuple(item.by), item.text, item.because)
            for item in conflict.implied
        ),
        tuple(
            CheckedSide(
                side.id,
                side.says,
                tuple("/".join(filter(None, claim)) for claim in side.claims),
                taken(side, agreeing),
            )
            for side in conflict.sides
        ),
    )


def _note(checked: "Checked", why: str) -> str:
    """Why a claim is not reproduced, as far as the source, the cohort or its author says."""
    refusals = dict.fromkeys(reading.refusal for reading in checked.readings if reading.refusal)
    standing = {item.printed for item in checked.denied if item.stands}
    shown = [item for item in checked.denied if item.stands or item.printed not in standing]
    denials = (
        _denial(checked.claim, list(alike))
        for _, alike in groupby(sorted(shown, key=_group), key=_group)
    )
    reason = (why,) if why and checked.status == "missed" else ()
    return ". ".join((*refusals, *denials, *reason))


def _group(denied: "Denied") -> tuple[str, tuple[str, ...]]:
    """The conflict, and the sides that the cohort takes."""
    return denied.conflict.id, tuple(denied.implied.by) if denied.implied else ()


def _denial(claim: Claim, denied: "Sequence[Denied]") -> str:
    """A conflict, and what follows from the sides that the cohort takes."""
    conflict, implied = denied[0].conflict, denied[0].implied
    if not implied:
        return f"{conflict.id}: {conflict.why}"
    sides = "; ".join(side.says for side in conflict.sides if side.id in implied.by)
    follows = ", ".join(
        f"{claim.key(item.printed)} {item.implied.text}"
        + ("" if item.stands else " (not replayed)")
        for item in denied
        if item.implied
    )
    return f"{conflict.id}: {conflict.why}; the cohort takes: {sides}; implied: {follows}"
