"""The page of the quality rules, its tables written from the rules themselves.

``python -m tests.docs.quality_page`` writes them again.
"""

import re

from console.application.findings import DERIVED
from console.text.quality import page
from tests.docs.commands import ROOT
from timeline.quality import RULES, Severity

PAGE = ROOT / "docs" / "quality.md"
RULES_PART = re.compile(r"(?<=## The rules\n\n).*(?=\nA study names its own)", re.DOTALL)
SEVERITIES_PART = re.compile(
    r"(?<=\| severity \| meaning \|\n\|---\|---\|\n).*?(?=\n\n)", re.DOTALL
)


def written(text: str) -> str:
    """The page with both tables as the rules are now."""
    severities = "\n".join(f"| {severity} | {severity.meaning} |" for severity in Severity)
    text = SEVERITIES_PART.sub(lambda _: severities, text, count=1)
    return RULES_PART.sub(lambda _: page(RULES, DERIVED), text, count=1)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
