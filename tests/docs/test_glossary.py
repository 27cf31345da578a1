import re

import pytest

from tests.docs.commands import ROOT

PAGES = ("first-cohort.md", "analysis-plan.md", "lines-of-therapy.md")


def words():
    """The words that the glossary explains."""
    rows = re.findall(r"^\| ([^|]+) \| ", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    return [row for row in rows if row != "word"]


def test_the_glossary_explains_each_word_once_in_alphabetical_order():
    explained = [word.casefold() for word in words() if word != "–"]

    assert len(explained) == len(set(explained))
    assert explained == sorted(explained)


@pytest.mark.parametrize("page", PAGES)
def test_a_word_that_a_page_for_newcomers_sets_in_italics_is_in_the_glossary(page):
    text = (ROOT / "docs" / page).read_text("utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    italic = set(re.findall(r"(?<!\*)\*([a-z][\w -]+)\*(?!\*)", prose))
    known = {word.casefold() for word in words()}

    assert italic
    assert {word for word in italic if not {word, word.removesuffix("s")} & known} == set()
