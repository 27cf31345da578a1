"""The page of the quality rules is what the rules say now."""

from console.application.findings import DERIVED
from tests.docs.quality_page import PAGE, written
from timeline.quality import RULES


def test_the_page_lists_every_rule_with_its_severity_as_declared():
    text = PAGE.read_text(encoding="utf-8")

    assert text == written(text), "run 'python -m tests.docs.quality_page'"
    for rule in (*RULES, *DERIVED):
        assert f"| {rule.name.replace('_', ' ')} | {rule.severity} | {rule.meaning} |" in text


def test_every_rule_says_in_sentences_what_it_means_and_what_to_do():
    for rule in (*RULES, *DERIVED):
        for sentence in (rule.meaning, rule.action):
            assert sentence[:1].isupper(), rule.name
            assert sentence.endswith("."), rule.name
            assert len(sentence.split()) > 3, rule.name


def test_no_two_rules_share_a_name():
    names = [rule.name for rule in (*RULES, *DERIVED)]

    assert len(names) == len(set(names))
