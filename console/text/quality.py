"""Data-quality findings and the rules behind them, as lines, as CSV and as a table of a page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from csv import DictWriter
from dataclasses import dataclass
from io import StringIO
from itertools import chain

from rich.markup import escape
from rich.table import Table

from console.text.output import table
from timeline.quality import Declaration, Finding, Severity
from timeline.spreadsheets import inert

COLUMNS = ("patient", "rule", "severity", "day", "statement", "events")


@dataclass(frozen=True, slots=True)
class DatedFinding:
    """A finding with the day on which the first event that it cites occurred, if it cites any."""

    finding: Finding
    day: str

    def as_json(self) -> dict[str, str | list[str]]:
        """Plain values."""
        return {
            "name": self.finding.name,
            "severity": str(self.finding.severity),
            "patient": self.finding.patient,
            "day": self.day,
            "statement": self.finding.statement,
            "events": [str(event) for event in self.finding.events],
        }


def in_words(name: str) -> str:
    """The name of a rule as it is printed, whether it was typed with hyphens or underscores."""
    return name.replace("-", " ").replace("_", " ")


def line(finding: Finding) -> str:
    """A finding in one line."""
    name = in_words(finding.name)
    return f"{finding.patient}  {finding.severity}  {name}: {finding.statement}"


def summary(found: Sequence[Finding]) -> str:
    """How many findings there are, of which severity and of which rules."""
    total = "1 finding" if len(found) == 1 else f"{len(found)} findings"
    severities = Counter(item.severity for item in found)
    counts = ", ".join(_counted(severity, severities) for severity in Severity)
    names = Counter(in_words(item.name) for item in found)
    rules = ", ".join(f"{count} {name}" for name, count in names.most_common())
    return "; ".join(filter(None, (f"{total}: {counts}" if found else total, rules)))


def _counted(severity: Severity, counts: Counter[Severity]) -> str:
    count = counts[severity]
    return f"{count} {severity}" if count == 1 else f"{count} {severity}s"


def unknown_words(found: Sequence[Finding]) -> Table | None:
    """Each word that no term knows once, with the number of patients and records that have it."""
    unknown = [finding for finding in found if finding.name == "unknown_word"]
    patients = Counter(finding.statement for finding in unknown)
    records: Counter[str] = Counter()
    for finding in unknown:
        records[finding.statement] += len(finding.events)
    rows = [(escape(word), str(n), str(records[word])) for word, n in patients.most_common()]
    headings = ("unknown words", "patients", "records")
    return table(*headings, rows=rows, right=frozenset({1, 2})) if rows else None


def as_csv(found: Iterable[DatedFinding]) -> str:
    """One row a finding; no cell is a formula to a spreadsheet."""
    text = StringIO(newline="")
    rows = DictWriter(text, COLUMNS)
    rows.writeheader()
    for item in found:
        finding = item.finding
        events = " ".join(str(event) for event in finding.events)
        cells = (finding.patient, finding.name, finding.severity, item.day, finding.statement)
        rows.writerow(dict(zip(COLUMNS, map(inert, (*map(str, cells), events)), strict=True)))
    return text.getvalue()


def page(rules: Iterable[Declaration], derived: Iterable[Declaration]) -> str:
    """The rules as two tables in Markdown: of the record alone, and those that need a study."""
    titles = ("### Of the record", "### Of the record against a study, with `--cutoff`")
    parts = zip(titles, (_by_severity(rules), _by_severity(derived)), strict=True)
    return "\n".join(chain.from_iterable(_section(title, part) for title, part in parts))


def _by_severity(rules: Iterable[Declaration]) -> list[Declaration]:
    """The gravest first, then by name."""
    order = list(Severity)
    return sorted(rules, key=lambda rule: (order.index(rule.severity), rule.name))


def _section(title: str, rules: Iterable[Declaration]) -> Iterator[str]:
    yield from (title, "", "| rule | severity | what it means | what to do |", "|---|---|---|---|")
    for rule in rules:
        cells = (in_words(rule.name), rule.severity, rule.meaning, rule.action)
        yield f"| {' | '.join(cells)} |"
    yield ""
