from dataclasses import replace

from projections.comparison import edits, only_in
from projections.comparison.definitions import with_definitions_of
from projections.language import events, first
from projections.studies.wudhikarn2021 import study as wudhikarn2021
from projections.study.fingerprint import fingerprint
from tests.projections.comparison.small_study import study


def names(before, after):
    return [edit.name for edit in edits(before, after)]


def test_two_studies_of_the_same_words_have_no_edits():
    assert names(study(), study()) == []


def test_a_definition_that_cites_an_edited_one_was_not_edited_itself():
    assert names(study(), study(limit=2)) == ["remission", "relapse"]
    assert names(study(), study(death=first(events("death"), n=2))) == ["death"]


def test_a_definition_that_only_one_version_has_is_told_apart():
    more = study(second=first(events("transplant")))
    assert only_in(more, study()) == ["second"]
    assert only_in(study(), more) == []
    assert names(study(), more) == []


def test_all_edits_put_back_give_the_other_version():
    before, after = wudhikarn2021(), wudhikarn2021(molecular_progression=False)
    back = with_definitions_of(before, names(before, after), after)
    assert fingerprint(back.definitions) == fingerprint(before.definitions)
    assert fingerprint(back.states) == fingerprint(before.states)
    assert fingerprint(back.inside) == fingerprint(before.inside)
    assert fingerprint(back.populations) == fingerprint(before.populations)


def test_a_definition_put_back_rests_on_the_new_versions_of_what_it_cites():
    before, after = study(), study(limit=2, death=first(events("death"), n=2))
    back = with_definitions_of(before, ["relapse"], after)
    assert names(back, after) == ["relapse"]
    assert names(back, before) == ["remission", "death"]


def test_parts_that_nothing_edited_touches_stay_the_same_objects():
    before = study()
    after = replace(before, definitions={**before.definitions, "death": first(events("death"))})
    back = with_definitions_of(before, ["remission"], after)
    assert back.definitions["remission"] is before.definitions["remission"]
    assert back.definitions["infusion"] is before.definitions["infusion"]
