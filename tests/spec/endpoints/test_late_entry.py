"""Before patients are observed nothing can happen to them: from when that is must be said."""

from dataclasses import replace
from datetime import date

import pytest

from projections.cohort.replay import Replay
from projections.language import Endpoint, InvalidDefinition, Source, events, first, last
from projections.language.sentences import sentence
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.tables import read_events, table, told
from timeline.log import AsOf

diagnosed = first(events("diagnosis"))
referred = first(events("registered"))
death = Source("death", first(events("death")))
survival = Endpoint(diagnosed, events=(death,), censors=(), entry=referred)

RECORD = """
    patient | record | occurred   | kind       | fields
    A       | a1     | 2020-01-01 | diagnosis  | disease=leukaemia
    A       | a2     | 2020-02-01 | registered | study=s
    A       | a3     | 2020-03-01 | death      |
    B       | b1     | 2020-01-01 | diagnosis  | disease=leukaemia
    B       | b2     | 2020-02-01 | registered | study=s
    B       | b3     | 2020-02-01 | death      |
    C       | c1     | 2020-01-01 | diagnosis  | disease=leukaemia
    C       | c2     | 2020-02-01 | death      |
    D       | d1     | 2020-01-01 | registered | study=s
    D       | d2     | 2020-02-01 | diagnosis  | disease=leukaemia
    D       | d3     | 2020-03-01 | death      |
"""


def followed(endpoint):
    study = Study("s", "s", first(events("registered")), {"OS": endpoint}, {}, ("OS",))
    return Replay(study, laid_out(read_events(RECORD)), AsOf(date(2020, 12, 31))).endpoint("OS")


def test_who_ended_by_the_day_of_entry_or_never_entered_is_outside():
    assert told(survival, RECORD) == table("""
        patient | value                                   | date       | decided by
        A       | death after 60 days                     | 2020-03-01 | a1, a3
        B       | not in the analysis: ended by entry |            | b3
        C       | not in the analysis: entry not reached  |            |
        D       | death after 29 days                     | 2020-03-01 | d2, d3
    """)


def test_entry_is_a_day_of_each_patient_and_no_earlier_than_the_origin():
    found = followed(survival)
    entered = dict(zip(found.patient.tolist(), (found.entry - found.origin).tolist(), strict=True))

    assert entered == {"A": 31, "D": 0}
    assert found.outside == {"ended by entry": 1}  # C is no patient of the study
    assert found.late == ()


def test_who_enters_the_study_after_the_origin_is_named_where_no_entry_is_declared():
    found = followed(replace(survival, entry=None))

    assert found.entry is None
    assert found.patient.tolist() == ["A", "B", "D"]
    assert found.late == ("A", "B")
    assert found.among({"A", "D"}, "a group").late == ("A",)


def test_the_sentence_says_from_when_patients_were_observed():
    assert sentence(survival, {id(diagnosed): "diagnosed", id(referred): "referred"}) == (
        "time from «diagnosed», observed from «referred» on, to the first death; "
        "else censored at the last sign of life"
    )


def test_an_entry_does_not_move_with_the_cutoff():
    with pytest.raises(InvalidDefinition, match="moves on with the cutoff"):
        replace(survival, entry=last(events("contact")))
