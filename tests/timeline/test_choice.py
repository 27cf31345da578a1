import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.projections.logs import segment_of
from tests.strategies import records
from timeline.log.patient_selection import chosen

PATIENTS = ("P1", "P2", "P3", "P4")


@given(records(PATIENTS), st.sets(st.sampled_from(PATIENTS)))
@settings(max_examples=200, deadline=None)
def test_chosen_patients_are_laid_out_as_if_there_were_no_others(events, names):
    whole = segment_of(events)
    index = [i for i in range(len(whole.patients)) if whole.patient_id(i) in names]

    found = chosen(whole, np.array(index, dtype=np.intp))

    alone = segment_of([event for event in events if event.patient in names])
    assert contents(found) == contents(alone)


def contents(segment):
    """Everything on the tables, with what stands in each column."""
    tables = {
        kind: [
            (*(getattr(table, name)[place].tolist() for name in FIXED), _payload(table, place))
            for place in range(len(table))
        ]
        for kind, table in segment.tables.items()
    }
    return segment.patients.tolist(), tables


FIXED = ("patient", "day", "row", "recorded", "superseded", "id")


def _payload(table, place):
    said = {name: column.at(place) for name, column in table.columns.items()}
    return {name: value for name, value in said.items() if value is not None}
