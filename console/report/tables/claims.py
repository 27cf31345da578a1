"""The published claims compared with the replay: how many agree, and each with its values."""

from collections import Counter

from console.claims.model import STATUSES, CheckedClaim
from console.report.formats import NOTHING, printed
from console.report.model import Cell, Row, Table, slug
from console.report.sources import Sources
from projections.study.report import ClaimsCheck, ClaimsListing


def claims_check(sources: Sources, block: ClaimsCheck) -> Table:
    """Claims by part of the source and by status."""
    checked, listing = sources.publication, _listing(sources)
    counts = Counter((claim.section, claim.status) for claim in checked.claims)
    rows = [
        _row(section, [counts[section, status] for status in STATUSES])
        for section in checked.sections
    ]
    totals = [checked.counts[status] for status in STATUSES]
    whole = Row(Cell("All", listing), _row("", totals).cells)
    headings = ("Part", "Claims", *(status.capitalize() for status in STATUSES))
    return Table(block.label, block.title, headings, (*rows, whole), (_reading(sources),))


def claims_listing(sources: Sources, block: ClaimsListing) -> Table:
    """Every claim of the statuses asked for, with what is printed and what is replayed."""
    claims = [item for item in sources.publication.claims if item.status in block.statuses]
    note = ("Note",) if any(claim.note for claim in claims) else ()
    headings = ("Claim", "Where", "Status", "Printed", "Replayed", "To four digits", *note)
    rows = tuple(
        Row(Cell(claim.id), tuple(map(Cell, _cells(claim)))[: len(headings) - 1])
        for claim in claims
    )
    return Table(block.label, block.title, headings, rows, (), frozenset(range(6)))


def _row(section: str, counts: list[int]) -> Row:
    return Row(Cell(section), tuple(Cell(str(item)) for item in (sum(counts), *counts)))


def _listing(sources: Sources) -> str:
    """Where the claims are listed, if they are."""
    blocks = sources.report.blocks()
    listings = (block.label for block in blocks if isinstance(block, ClaimsListing))
    return slug(next(listings, ""))


def _cells(claim: CheckedClaim) -> tuple[str, ...]:
    published = "; ".join(f"{name} {text}" for name, text in claim.published.items())
    shown, replayed = (
        "; ".join(NOTHING if item is None else printed(item) for item in values.values())
        for values in (claim.shown, claim.replayed)
    )
    return claim.place, claim.status, published, shown, replayed, claim.note


def _reading(sources: Sources) -> str:
    left = len(sources.publication.not_replayed)
    return (
        "Reproduced: every printed value, at its printed precision. Contradicted: the source says "
        "otherwise elsewhere, and the cohort has what follows from that. Missed: neither. "
        f"{left} further claims are not replayable: no event could show them."
    )
