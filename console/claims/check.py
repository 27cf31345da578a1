"""The claims check of a study as plain values: what is printed, what the replay gives."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.application.errors import NotFound
from console.application.session import Session
from console.application.shipped import as_typed, shared
from console.claims.files import MISSES, claims_of, read_claims, read_misses
from projections.study.claims import Conflict

if TYPE_CHECKING:
    from analyses.plan import PlanResults

COHORT = "cohort.jsonl"
STATUSES = ("reproduced", "contradicted", "missed")


def publication(
    opened: Session, printed: Path | None = None, results: "PlanResults | None" = None
) -> dict[str, Any]:
    """Every printed claim of the session's study, or of a file, compared with its replay.

    ``results`` are those of the session's replay, if there are any already.

    Raises
    ------
    NotFound
        If no claims come with the study, or the store holds no patient of it.
    """
    from analyses.claims.check import agreement, check
    from analyses.plan import PlanResults
    from projections.study.measures import sentence

    study, folder = opened.study, shared("fixtures")
    claims, conflicts = (read_claims(printed, study), ()) if printed else claims_of(folder, study)
    results = results or PlanResults(opened.replay())
    if not len(results.replay.patients) and opened.as_of.cutoff == study.cutoff:
        raise NotFound(
            f"the store holds no patient of study '{study.name}'; import the cohort that the "
            f"claims are about, {as_typed(f'fixtures/{study.name}/{COHORT}')}"
        )
    checked = check(results, claims, conflicts)
    agreeing = agreement(checked)
    at_home = not printed and opened.as_of.cutoff == study.cutoff
    why = read_misses(folder / study.name / MISSES, claims) if at_home else {}
    counts = Counter[str](item.status for item in checked)
    return {
        "as_of": opened.as_of.as_json(),
        "stamp": opened.stamp(),
        "conventions": list(study.conventions),
        **{status: counts[status] for status in STATUSES},
        "not_replayable": len(claims) - len(checked),
        "claims": [_claim(item, why) for item in checked],
        "conflicts": [_conflict(conflict, agreeing) for conflict in conflicts],
        "measures": {
            name: sentence(study.measures[name])
            for name in sorted({p.measure for claim in claims for p in claim.printed if p.measure})
        },
        "not_replayed": {claim.id: claim.not_replayed for claim in claims if claim.not_replayed},
    }


def _claim(checked: Any, why: Mapping[str, str]) -> dict[str, Any]:
    """One claim: published and replayed values by name, and what there is to say of them."""
    from analyses.claims.printed import shown

    claim = checked.claim
    return {
        "id": claim.id,
        "place": claim.place,
        "section": claim.section,
        "measures": list(dict.fromkeys(item.measure for item in claim.printed)),
        "status": checked.status,
        "published": {
            claim.key(reading.printed): reading.printed.text for reading in checked.readings
        },
        "replayed": {
            claim.key(reading.printed): None if reading.refusal else reading.value
            for reading in checked.readings
        },
        "shown": {
            claim.key(reading.printed): None
            if reading.refusal
            else shown(reading.printed.text, reading.value)
            for reading in checked.readings
        },
        "implied": {
            claim.key(item.printed): item.implied.text for item in checked.denied if item.implied
        },
        "note": _note(checked, why.get(claim.id, "")),
    }


def _conflict(conflict: Conflict, agreeing: Any) -> dict[str, Any]:
    """What collides, side by side, and which sides the cohort takes."""
    from analyses.claims.check import taken

    return {
        "id": conflict.id,
        "severity": conflict.severity,
        "why": conflict.why,
        "implied": [
            {
                "claim": f"{item.claim}/{item.value}",
                "by": list(item.by),
                "value": item.text,
                "because": item.because,
            }
            for item in conflict.implied
        ],
        "sides": [
            {
                "id": side.id,
                "says": side.says,
                "claims": ["/".join(filter(None, claim)) for claim in side.claims],
                "taken": taken(side, agreeing),
            }
            for side in conflict.sides
        ],
    }


def _note(checked: Any, why: str) -> str:
    """Why a claim is not reproduced, as far as the source, the cohort or its author says."""
    refusals = dict.fromkeys(reading.refusal for reading in checked.readings if reading.refusal)
    standing = {item.printed for item in checked.denied if item.stands}
    told = [item for item in checked.denied if item.stands or item.printed not in standing]
    denials = (
        _denial(checked.claim, list(of)) for _, of in groupby(sorted(told, key=_group), key=_group)
    )
    reason = (why,) if why and checked.status == "missed" else ()
    return ". ".join((*refusals, *denials, *reason))


def _group(denied: Any) -> tuple[str, tuple[str, ...]]:
    """The conflict, and the sides that the cohort takes."""
    return denied.conflict.id, denied.implied.by if denied.implied else ()


def _denial(claim: Any, denied: list[Any]) -> str:
    """A conflict, and what follows from the sides that the cohort takes."""
    conflict, implied = denied[0].conflict, denied[0].implied
    if not implied:
        return f"{conflict.id}: {conflict.why}"
    sides = "; ".join(side.says for side in conflict.sides if side.id in implied.by)
    follows = ", ".join(
        f"{claim.key(item.printed)} {item.implied.text}"
        + ("" if item.stands else " (not replayed)")
        for item in denied
    )
    return f"{conflict.id}: {conflict.why}; the cohort takes: {sides}; implied: {follows}"
