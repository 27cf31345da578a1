from dataclasses import replace

from projections.language import events, first, reached
from projections.studies.stanford import STUDY
from projections.study.fingerprint import fingerprint


def test_the_same_words_have_the_same_fingerprint() -> None:
    one, other = (first(events("death", cause="disease")) for _ in range(2))
    assert one is not other
    assert fingerprint(one) == fingerprint(other)


def test_another_word_anywhere_is_another_fingerprint() -> None:
    deaths = [events("death"), events("death", cause="disease"), events("death", cause="other")]
    milestones = [first(death) for death in deaths] + [first(deaths[0], n=2)]
    values = [*deaths, *milestones, *(reached(milestone) for milestone in milestones)]
    assert len({fingerprint(value) for value in values}) == len(values)


def test_numbers_and_texts_are_told_apart() -> None:
    assert len({fingerprint(value) for value in (1, "1", 1.0, True, None, (1,), ((1,),))}) == 7


def test_a_study_has_another_version_when_a_definition_or_convention_changes() -> None:
    fewer = {name: node for name, node in STUDY.definitions.items() if name != "last_seen"}
    changed = (replace(STUDY, definitions=fewer), replace(STUDY, interval="plain"))
    assert len({STUDY.version, *(study.version for study in changed)}) == 3
