from hypothesis import given, settings

from projections.cohort.replay import Replay
from projections.cohort.sweep import replays
from projections.sequence import flows, sequence_graph
from tests.projections.logs import laid_out
from tests.projections.random_histories import SPAN, day
from tests.sequence.random_rescues import rescues
from tests.sequence.rescue_study import STUDY
from timeline.log import AsOf


def counts(graph):
    return [(edge.source, edge.target, len(edge.arrivals)) for edge in graph.edges]


@given(rescues())
@settings(max_examples=200, deadline=None)
def test_flows_are_the_edges_of_the_graph_with_their_counts(rescue):
    events, as_of = rescue
    replay = Replay(STUDY, laid_out(events), as_of)

    found = [(source, target, count) for (source, target), count in flows(replay).items()]

    assert found == counts(sequence_graph(replay))


@given(rescues())
@settings(max_examples=100, deadline=None)
def test_the_graphs_of_a_sweep_are_those_of_the_single_replays(rescue):
    events, as_of = rescue
    log, dates = laid_out(events), [day(number) for number in range(0, 3 * SPAN, 10)]
    as_ofs = [*(AsOf(date, as_of.known_by) for date in dates), as_of]

    swept = [sequence_graph(replay).paths for replay in replays(STUDY, log, as_ofs)]

    assert swept == [sequence_graph(Replay(STUDY, log, item)).paths for item in as_ofs]
