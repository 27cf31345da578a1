import json


def test_definitions_are_printed_as_sentences_with_their_source(timeline):
    outcome = timeline("definitions", "--study", "stanford")

    assert outcome.code == 0
    assert "Stanford heart transplant programme" in outcome.out
    assert "time from «acceptance» to «death»; else censored at «last seen»" in outcome.out


def test_as_json_every_definition_stands_under_its_study(timeline):
    outcome = timeline("definitions", "--json")

    told = json.loads(outcome.out)
    named = {entry["name"]: entry for entry in told["wudhikarn2021"]}
    assert named["EFS"]["place"] == "Endpoints"
    assert named["line_class"]["place"] == "In each salvage line"
    assert named["response_to_infusion"]["says"][0] == "not given if «infusion» is not reached"


def test_one_form_at_a_time(timeline):
    outcome = timeline("definitions", "--json", "--markdown")

    assert outcome.code == 2
    assert "not both" in outcome.err
