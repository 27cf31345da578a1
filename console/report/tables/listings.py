"""Tables of one row a patient, and of one row an episode."""

from console.report.appendix import Entry
from console.report.model import Cell, Row, Table
from console.report.sources import Sources
from console.report.words import printed
from projections.episodes import EpisodeRow, Value, episode_rows
from projections.language import Milestone, Node
from projections.report import EpisodeListing, EpisodeOutcomes, Listing

NOTHING = "–"


def listing(sources: Sources, block: Listing) -> Table:
    """Definitions of the patients of a group, one row each."""
    among = sources.among(block.among)
    rows = tuple(
        Row(
            Cell(who, f"patient-{who}"),
            tuple(_cell(sources, name, who) for name in block.columns),
        )
        for who in sorted(among, key=_natural)
    )
    headings = ("Patient", *(sources.name(name) for name in block.columns))
    return Table(block.label, block.title, headings, rows, (_reading(),), _words(headings))


def _cell(sources: Sources, name: str, patient: str) -> Cell:
    one = sources.appendix.values(name)[patient]
    link = sources.appendix.behind(name).of_patient(patient)
    if isinstance(sources.appendix.node(name), Milestone):
        return Cell(one.day or NOTHING, link)
    return Cell(NOTHING if one.value is None else sources.value(one.value), link)


def episode_listing(sources: Sources, block: EpisodeListing) -> Table:
    """Episodes in the order of patients, one row each."""
    found = _episodes(sources, block.episodes)
    behind = sources.appendix.enter(
        block.episodes,
        "each",
        sources.appendix.node(block.episodes),
        [(_key(one), _entry(one, printed(one.number), block.columns)) for one in found],
    )
    inside = sources.opened.study.inside[block.episodes]
    rows = []
    for one in found:
        values = (_value(sources, inside[name], one.values[name]) for name in block.columns)
        cells = (Cell(str(one.number)), Cell(one.start), *values)
        linked = tuple(Cell(cell.said, behind.link(*_key(one))) for cell in cells)
        rows.append(Row(Cell(one.patient, f"patient-{one.patient}"), linked))
    headings = ("Patient", "No.", "Start", *(sources.name(name) for name in block.columns))
    return Table(block.label, block.title, headings, tuple(rows), (_reading(),), _words(headings))


def episode_outcomes(sources: Sources, block: EpisodeOutcomes) -> Table:
    """Episodes by number and kind, and by outcome."""
    found = _episodes(sources, block.episodes)
    node = sources.opened.study.inside[block.episodes][block.outcome]
    order = [*(case.label for case in getattr(node, "cases", ())), getattr(node, "otherwise", "")]
    outcome = {id(one): str(one.values[block.outcome].value) for one in found}
    kind = {id(one): str(one.values[block.kind].value) for one in found}
    outcomes = [one for one in order if one in outcome.values()]
    entries = [
        (
            (f"{one.number}", kind[id(one)], outcome[id(one)]),
            _entry(
                one,
                f"{one.number}: {kind[id(one)]}, {outcome[id(one)]}",
                (block.kind, block.outcome),
            ),
        )
        for one in found
    ]
    behind = sources.appendix.enter(
        block.episodes, "outcomes", sources.appendix.node(block.episodes), entries
    )
    rows = []
    for number in sorted({one.number for one in found}):
        numbered = [one for one in found if one.number == number]
        for label in (None, *sorted({kind[id(one)] for one in numbered})):
            those = [one for one in numbered if label in (None, kind[id(one)])]
            cells = [Cell(str(len(those)), behind.link())]
            for result in outcomes:
                count = sum(outcome[id(one)] == result for one in those)
                link = behind.link(str(number), label, result) if label and count else ""
                cells.append(Cell(str(count) if count else NOTHING, link))
            head = (
                f"{sources.name(block.episodes)} {number}"
                if label is None
                else sources.value(label)
            )
            rows.append(Row(Cell(head), tuple(cells), 0 if label is None else 1))
    headings = ("", "n", *(sources.value(one) for one in outcomes))
    return Table(block.label, block.title, headings, tuple(rows))


def _episodes(sources: Sources, name: str) -> list[EpisodeRow]:
    return sorted(
        episode_rows(sources.replay, name), key=lambda one: (_natural(one.patient), one.number)
    )


def _key(one: EpisodeRow) -> tuple[str, ...]:
    return (one.patient, str(one.number))


def _entry(one: EpisodeRow, said: str, names: tuple[str, ...]) -> Entry:
    events = [one.begun_by, *(one.values[name].event for name in names)]
    cited = tuple(dict.fromkeys(event for event in events if event is not None))
    return Entry(one.patient, said, "", one.start, cited)


def _value(sources: Sources, node: Node, one: Value) -> Cell:
    if isinstance(node, Milestone):
        return Cell(one.date or NOTHING)
    return Cell(NOTHING if one.value is None else sources.value(one.value))


def _natural(patient: str) -> tuple[str, int, str]:
    """MSK7 before MSK15."""
    digits = "".join(character for character in patient if character.isdigit())
    return patient.rstrip("0123456789"), int(digits or 0), patient


def _reading() -> str:
    return "Dates are those of the deciding events. A dash: not reached, or not known."


def _words(headings: tuple[str, ...]) -> frozenset[int]:
    return frozenset(range(len(headings) - 1))
