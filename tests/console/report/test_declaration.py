from dataclasses import replace

import pytest

from projections.language import InvalidDefinition
from projections.studies.stanford import STUDY
from projections.study.report import (
    Attrition,
    CurvesFigure,
    Description,
    Durations,
    EpisodeListing,
    FollowUp,
    HazardRatios,
    Listing,
    PairedFigure,
    Report,
    Section,
    SharesFigure,
)


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (
            HazardRatios("Table 1", "", "unplanned"),
            "cites the analysis .* 'unplanned', which is none",
        ),
        (
            CurvesFigure("Figure 1", "", "unplanned"),
            "cites the analysis .* 'unplanned', which is none",
        ),
        (
            PairedFigure("Figure 1", "", ("unplanned",), "", ("", "")),
            "cites the analysis .* 'unplanned', which is none",
        ),
        (Listing("Table 1", "", "accepted", ("size",)), "cites the definition 'size'"),
        (Listing("Table 1", "", "everybody", ("age",)), "population or milestone 'everybody'"),
        (
            Listing("Table 1", "", "accepted", ("age",), {"size": "death"}),
            "cites the column 'size'",
        ),
        (
            Listing("Table 1", "", "accepted", ("age",), {"age": "surgery"}),
            "cites the milestone 'surgery'",
        ),
        (
            Description("Table 1", "", "accepted", ("age",), ("size",)),
            "cites the row 'size'",
        ),
        (FollowUp("Table 1", "", ("death",)), "cites the endpoint 'death'"),
        (
            Durations("Table 1", "", ("incidence of transplant",)),
            "cites the analysis .* 'incidence of transplant', which is none",
        ),
        (SharesFigure("Figure 1", "", "age", "surgery", "accepted"), "cites the definition 'age'"),
        (Description("Table 1", "", "accepted", ("size",)), "cites the definition 'size'"),
        (EpisodeListing("Table 1", "", "surgery", ("drug",)), "cites the episodes 'surgery'"),
    ],
)
def test_a_report_that_cites_what_the_study_does_not_know_is_refused(block, fault) -> None:
    with pytest.raises(InvalidDefinition, match=fault):
        replace(STUDY, report=Report((Section("One", (block,)),)))


def test_two_blocks_of_one_label_are_refused() -> None:
    twice = (Attrition("Table 1", "One"), Attrition("Table 1", "Another"))

    with pytest.raises(InvalidDefinition, match="two blocks labelled 'Table 1'"):
        replace(STUDY, report=Report((Section("One", twice),)))


def test_what_a_report_prints_does_not_change_what_a_result_rests_on() -> None:
    assert replace(STUDY, report=None).version == STUDY.version
