"""The published claims held against the replay: how many agree, and each with its values."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from console.claims.check import STATUSES, publication
from console.report.model import Cell, Row, Table, slug
from console.report.sources import Sources
from projections.study.report import ClaimsCheck, ClaimsListing

CHECKED = "claims"


def claims_check(sources: Sources, block: ClaimsCheck) -> Table:
    """Claims by part of the source and by status."""
    claims, listing = _checked(sources)["claims"], _listing(sources)
    counts = Counter((claim["section"], claim["status"]) for claim in claims)
    sections = dict.fromkeys(claim["section"] for claim in claims)
    rows = [_row(section, [counts[section, status] for status in STATUSES]) for section in sections]
    totals = [sum(claim["status"] == status for claim in claims) for status in STATUSES]
    whole = Row(Cell("All", listing), _row("", totals).cells)
    headings = ("Part", "Claims", *(status.capitalize() for status in STATUSES))
    return Table(block.label, block.title, headings, (*rows, whole), (_reading(sources),))


def claims_listing(sources: Sources, block: ClaimsListing) -> Table:
    """Every claim of the statuses asked for, with what is printed and what is replayed."""
    claims = [item for item in _checked(sources)["claims"] if item["status"] in block.statuses]
    note = ("Note",) if any(claim["note"] for claim in claims) else ()
    headings = ("Claim", "Where", "Status", "Printed", "Replayed", "Unrounded", *note)
    cells = (tuple(map(Cell, _told(claim)))[: len(headings) - 1] for claim in claims)
    rows = tuple(Row(Cell(one["id"]), told) for one, told in zip(claims, cells, strict=True))
    return Table(block.label, block.title, headings, rows, (), frozenset(range(6)))


def _checked(sources: Sources) -> dict[str, Any]:
    if CHECKED not in sources.results:
        sources.results[CHECKED] = publication(sources.opened, results=sources.plan)
    return sources.results[CHECKED]


def _row(section: str, counts: list[int]) -> Row:
    return Row(Cell(section), tuple(Cell(str(item)) for item in (sum(counts), *counts)))


def _listing(sources: Sources) -> str:
    """Where the claims are listed, if they are."""
    blocks = sources.report.blocks()
    listings = (block.label for block in blocks if isinstance(block, ClaimsListing))
    return slug(next(listings, ""))


def _told(claim: Mapping[str, Any]) -> tuple[str, ...]:
    printed = "; ".join(f"{name} {text}" for name, text in claim["published"].items())
    shown, unrounded = (
        "; ".join("–" if item is None else str(item) for item in claim[of].values())
        for of in ("shown", "replayed")
    )
    return claim["place"], claim["status"], printed, shown, unrounded, claim["note"]


def _reading(sources: Sources) -> str:
    left = _checked(sources)["not_replayable"]
    return (
        "Reproduced: every printed value, at its printed precision. Contradicted: the source says "
        "otherwise elsewhere, and the cohort has what follows from that. Missed: neither. "
        f"{left} further claims are not replayable: no event could show them."
    )
