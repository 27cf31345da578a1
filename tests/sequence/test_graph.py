from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings

from projections.cohort.replay import Replay
from projections.language import InvalidDefinition
from projections.sequence import Place, Sort, sequence_graph
from tests.projections.logs import histories, laid_out
from tests.sequence.cohort import rescued, told
from tests.sequence.naive_paths import path
from tests.sequence.naive_paths import told as naively_told
from tests.sequence.random_rescues import rescues
from tests.sequence.rescue_study import STUDY, TELLING, study_with
from timeline.log import AsOf

END = AsOf(date(2030, 1, 1))


def graph_of(events, as_of=END, study=STUDY):
    return sequence_graph(Replay(study, laid_out(events), as_of))


def names(graph, patient):
    return [step.place.name for step in graph.paths[patient]]


def flows(graph):
    arriving, leaving = Counter(), Counter()
    for edge in graph.edges:
        arriving[edge.target] += len(edge.arrivals)
        leaving[edge.source] += len(edge.arrivals)
    return arriving, leaving


def assert_counts_sum(graph):
    arriving, leaving = flows(graph)
    for place, patients in graph.nodes.items():
        if place.sort is not Sort.POPULATION:
            assert arriving[place] == len(patients)
        if place.sort is not Sort.ENDING:
            assert leaving[place] == len(patients)
    everyone = len(graph.paths)
    endings = [place for place in graph.nodes if place.sort is Sort.ENDING]
    assert leaving[graph.root] == everyone
    assert sum(arriving[place] for place in endings) == everyone


def assert_each_patient_follows_one_path(graph):
    for patient, steps in graph.paths.items():
        first, *between, last = [step.place for step in steps]
        assert first == graph.root
        assert last.sort is Sort.ENDING
        untreated = [Place(Sort.UNTREATED, graph.definition.untreated)]
        numbers = [place.number for place in between]
        assert between == untreated or numbers == list(range(1, len(between) + 1))
        assert all(patient in graph.nodes[step.place] for step in steps)


@given(rescues())
@settings(max_examples=300, deadline=None)
def test_counts_sum_at_every_node_of_any_history_at_any_cutoff(drawn):
    graph = graph_of(*drawn)

    assert_counts_sum(graph)
    assert_each_patient_follows_one_path(graph)


@given(rescues())
@settings(max_examples=300, deadline=None)
def test_the_paths_are_those_of_a_naive_reading_of_each_history(drawn):
    events, as_of = drawn
    read = {name: path(one, as_of) for name, one in sorted(histories(events).items())}
    graph = graph_of(events, as_of)

    assert {path: names(graph, path) for path in graph.paths} == {
        patient: steps for patient, steps in read.items() if steps is not None
    }


@given(rescues())
@settings(max_examples=200, deadline=None)
def test_what_came_between_lines_is_what_a_naive_reading_finds(drawn):
    events, as_of = drawn
    graph = graph_of(events, as_of, TELLING)
    read = {name: naively_told(one, as_of) for name, one in histories(events).items()}

    assert {
        patient: [
            "then relapse" in step.remarks for step in steps if step.place.sort is Sort.TREATMENT
        ]
        for patient, steps in graph.paths.items()
    } == {patient: lines for patient, lines in read.items() if lines is not None}


def test_those_who_were_never_treated_are_told_by_what_they_were_given():
    progressed = (
        ("registered", 0, {"study": "rescue"}),
        ("cell_infusion", 10, {"product": "x", "infusion": 1}),
        ("marrow_blasts", 100, {"percent": 40}),
    )
    graph = graph_of(
        [
            *told("A", *progressed, ("supportive_care_only", 110, {})),
            *told("B", *progressed),
            *told(
                "C",
                *progressed,
                ("therapy_started", 105, {"drugs": ["cytarabine"], "setting": "salvage"}),
                ("supportive_care_only", 160, {}),
            ),
        ],
        study=TELLING,
    )

    middle = {patient: path[1] for patient, path in graph.paths.items()}
    assert middle["A"].remarks == ("supportive care",)
    assert middle["B"].remarks == ("nothing recorded",)
    assert middle["C"].remarks == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"care": "progression"}, "cites the classification of patients 'progression'"),
        ({"between": (("relapse", "response"),)}, "cites the milestone inside episodes 'response'"),
    ],
)
def test_a_sequence_that_tells_what_the_study_does_not_know_is_refused(changes, fault):
    with pytest.raises(InvalidDefinition, match=fault):
        study_with(**changes)


@given(rescues())
@settings(max_examples=100, deadline=None)
def test_every_event_on_an_edge_had_happened_to_that_patient_by_the_cutoff(drawn):
    events, as_of = drawn
    graph = graph_of(events, as_of)
    seen = {
        patient: {fact.event.id for fact in history.facts() if as_of.sees(fact)}
        for patient, history in histories(events).items()
    }

    for edge in graph.edges:
        for patient, step in edge.arrivals.items():
            assert set(step.events) <= seen[patient]


@given(rescues())
@settings(max_examples=100, deadline=None)
def test_denominators_add_up_and_count_nobody_twice(drawn):
    graph = graph_of(*drawn)
    lines = [graph.denominators(number) for number in range(1, graph.length + 1)]

    for number, whole in enumerate(lines, start=1):
        parts = [graph.denominators(number, label) for label in graph.labels]
        assert whole.treated == sum(part.treated for part in parts)
        assert whole.first_successes == sum(part.first_successes for part in parts)
        assert whole.treated == whole.evaluable + whole.not_evaluable
    assert sum(line.first_successes for line in lines) == len(graph.successful)


def test_the_counts_of_a_large_cohort_sum_at_every_node():
    graph = graph_of(rescued(2000))

    assert len(graph.paths) == 2000
    assert_counts_sum(graph)
    assert_each_patient_follows_one_path(graph)


def test_the_order_in_which_events_arrive_does_not_matter():
    events = rescued(40)
    graph, other = graph_of(events), graph_of(events[::-1])

    assert list(graph.nodes.items()) == list(other.nodes.items())
    assert graph.edges == other.edges


def test_a_patient_who_remits_again_is_one_patient_in_remission():
    graph = graph_of(
        told(
            "A",
            ("registered", 0, {"study": "rescue"}),
            ("cell_infusion", 10, {"product": "x", "infusion": 1}),
            ("marrow_blasts", 100, {"percent": 40}),
            ("therapy_started", 110, {"drugs": ["cytarabine"], "setting": "salvage"}),
            ("marrow_blasts", 140, {"percent": 1}),
            ("marrow_blasts", 150, {"percent": 2}),
            ("marrow_blasts", 300, {"percent": 40}),
            ("therapy_started", 310, {"drugs": ["blinatumomab"], "setting": "salvage"}),
            ("marrow_blasts", 340, {"percent": 1}),
        )
    )
    first, second = graph.denominators(1), graph.denominators(2)

    assert names(graph, "A")[1:3] == ["1/intensive/CR", "2/blinatumomab or inotuzumab/CR"]
    assert (first.successes, first.first_successes) == (1, 1)
    assert (second.successes, second.first_successes) == (1, 0)
    assert graph.successful == ("A",)


def test_the_untreated_arm_is_kept_and_leads_to_an_ending():
    graph = graph_of(
        told(
            "A",
            ("registered", 0, {"study": "rescue"}),
            ("cell_infusion", 10, {"product": "x", "infusion": 1}),
            ("marrow_blasts", 100, {"percent": 40}),
            ("death", 120, {"cause": "disease"}),
        )
    )

    assert names(graph, "A") == ["progressed", "no treatment", "end/dead of disease"]
    assert graph.paths["A"][1].events == ()


def test_a_step_cites_what_began_the_treatment_and_what_settled_its_outcome():
    events = told(
        "A",
        ("registered", 0, {"study": "rescue"}),
        ("cell_infusion", 10, {"product": "x", "infusion": 1}),
        ("marrow_blasts", 100, {"percent": 40}),
        ("therapy_started", 110, {"drugs": ["cytarabine"], "setting": "salvage"}),
        ("marrow_blasts", 140, {"percent": 1}),
    )
    root, line, ending = graph_of(events).paths["A"]

    assert (root.date, root.events) == ("2012-04-10", (events[2].id,))
    assert (line.date, line.events) == ("2012-04-20", (events[3].id, events[4].id))
    assert ending.place.label == "alive in CR"


def test_an_earlier_cutoff_knows_of_no_later_line():
    events = rescued(60)
    early = graph_of(events, AsOf(date(2012, 9, 1)))

    assert early.length < graph_of(events).length
    assert_counts_sum(early)


def test_a_name_finds_a_node_or_all_nodes_below_it():
    graph = graph_of(rescued(60))

    assert [place.name for place in graph.under("1/intensive/CR")] == ["1/intensive/CR"]
    assert {place.outcome for place in graph.under("1/intensive")} > {"CR", "no response"}
    assert {place.sort for place in graph.under("end")} == {Sort.ENDING}
    assert graph.under("1/int") == []


def test_the_network_holds_the_nodes_and_edges_of_the_graph():
    graph = graph_of(rescued(60))
    network = graph.network()

    assert list(network.nodes) == list(graph.nodes)
    assert {(edge.source, edge.target) for edge in graph.edges} == set(network.edges)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"label": "colour"}, "'colour'"),
        ({"ending": "infusion"}, "'infusion'"),
        ({"successes": ("cured",)}, "'cured'"),
    ],
)
def test_a_sequence_that_names_what_is_not_there_is_refused(changes, fault):
    with pytest.raises(InvalidDefinition, match=fault):
        graph_of(rescued(1), study=study_with(**changes))
