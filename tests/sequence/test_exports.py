import json
import re
from datetime import date
from xml.etree import ElementTree

import networkx
import pandas
import pytest

from projections.cohort.replay import Replay
from projections.sequence import Sort, sequence_graph
from projections.sequence.exports import as_json, dot, graphml
from tests.projections.logs import laid_out
from tests.sequence.cohort import rescued
from tests.sequence.rescue_study import STUDY, study_with
from timeline.log import AsOf

STAMP = {"as_of": {"cutoff": "2030-01-01"}}


def graph_of(record, study=STUDY):
    return sequence_graph(Replay(study, laid_out(record), AsOf(date(2030, 1, 1))))


@pytest.fixture(scope="module")
def graph():
    return graph_of(rescued(80))


def test_the_data_frame_has_a_row_for_each_patient_on_each_edge(graph):
    frame = graph.to_pandas()
    dates = {
        (edge.target.name, p): s.date for edge in graph.edges for p, s in edge.arrivals.items()
    }

    sizes = frame.groupby(["source", "target"]).size().to_dict()
    assert sizes == {
        (edge.source.name, edge.target.name): len(edge.arrivals) for edge in graph.edges
    }
    for row in frame.itertuples():
        date_ = dates[row.target, row.patient]
        assert (row.date is pandas.NaT) if date_ is None else (row.date.isoformat()[:10] == date_)


def test_json_holds_every_arrival_with_its_events(graph):
    said = json.loads(json.dumps(as_json(graph, STAMP)))
    cited = {
        (edge["source"], edge["target"], arrival["patient"], *arrival["events"])
        for edge in said["edges"]
        for arrival in edge["arrivals"]
    }

    assert said["as_of"] == STAMP["as_of"]
    assert [node["id"] for node in said["nodes"]] == [place.name for place in graph.nodes]
    assert cited == {
        (edge.source.name, edge.target.name, patient, *map(str, step.events))
        for edge in graph.edges
        for patient, step in edge.arrivals.items()
    }


def test_json_gives_every_treatment_its_denominators(graph):
    nodes = {node["id"]: node for node in as_json(graph, STAMP)["nodes"]}
    found = graph.denominators(1, "intensive")

    assert nodes["1/intensive/CR"]["denominators"] == {
        "treated": found.treated,
        "evaluable": found.evaluable,
        "not_evaluable": found.not_evaluable,
        "successes": found.successes,
        "first_successes": found.first_successes,
    }
    assert nodes["end/lost"]["denominators"] is None


def test_graphml_is_read_back_as_the_same_graph(graph):
    read = networkx.parse_graphml(graphml(graph, STAMP))

    assert list(read.nodes) == [place.name for place in graph.nodes]
    assert {
        (source, target): data["patients"] for source, target, data in read.edges(data=True)
    } == {(edge.source.name, edge.target.name): len(edge.arrivals) for edge in graph.edges}
    assert json.loads(read.graph["stamp"]) == STAMP


def test_dot_has_a_line_for_every_node_and_edge(graph):
    text = dot(graph, STAMP)

    assert len(re.findall(r" -> ", text)) == len(graph.edges)
    assert all(f'"{place.name}" [label=' in text for place in graph.nodes)


def test_quotes_in_the_words_of_a_study_are_escaped():
    graph = graph_of(rescued(80), study_with(untreated='no "treatment" <&>\\'))

    assert r'"no \"treatment\" <&>\\" [label=' in dot(graph, STAMP)
    assert ElementTree.fromstring(graphml(graph, STAMP)) is not None


@pytest.mark.parametrize("form", [graphml, dot, lambda *of: json.dumps(as_json(*of))])
def test_equal_records_give_equal_bytes(form):
    record = rescued(60)

    assert form(graph_of(record), STAMP) == form(graph_of(record[::-1]), STAMP)


def test_the_untreated_arm_and_the_endings_are_told_apart_in_every_form(graph):
    names = {place.name for place in graph.nodes if place.sort in (Sort.UNTREATED, Sort.ENDING)}

    assert {"no treatment", "end/dead of disease", "end/dead of treatment", "end/lost"} <= names
    assert names <= {node["id"] for node in as_json(graph, STAMP)["nodes"]}
