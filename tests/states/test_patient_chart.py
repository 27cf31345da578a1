from datetime import date
from xml.etree import ElementTree

from console.figures.event_rows import rows_of
from console.figures.patient_chart import PatientChart
from console.figures.swimlanes import lane_of
from console.figures.text_chart import text_chart
from projections.states import stays_of
from tests.spec.facts.tables import events
from tests.spec.states.way import replayed
from timeline.dates import day_number

SVG = "{http://www.w3.org/2000/svg}"
FACTS = """
    record | occurred   | fact
    0      | 2019-06-01 | marrow_blasts percent=60
    1      | 2020-01-01 | registered study=x
    2      | 2020-02-01 | cell_infusion product=y infusion=1
    3      | 2020-02-05 | cytokine_release_grade grade=3
    4      | 2020-02-08 | cytokine_release_grade present=true
    5      | 2020-03-01 | marrow_blasts percent=2
    6      | 2020-03-01 | residual_disease result=negative
    7      | 2020-05-01 | marrow_blasts percent=30
    8      | 2020-05-10 | therapy_started drugs=a+b setting=salvage
    9      | 2020-06-10 | therapy_stopped drugs=a+b setting=salvage
    10     | 2020-06-20 | drug_given drug=tocilizumab
    11     | 2020-07-01 | death
"""
CHART = """
months since registration           0      1      2      3     4      5
                                    |      |      |      |     |      |
awaiting infusion                   ███████
infused                                    ███████
in CR                                             █████████████
relapsed                                                       ██
on line 1                                                        ████████████
dead                                                                         ✕

treatment
  y cells                                  1
  a + b                                                          ───────
  tocilizumab                                                              •

disease
  marrow blasts, %                                2            30
  residual disease                                −

toxicity, by grade
  cytokine release                          3
                                             ?
"""


def charted(facts=FACTS):
    found = replayed(facts)
    zero = int(found.origin[0])
    lane = lane_of(stays_of(found, "P1"), "P1", zero)
    recorded = sorted(events(facts), key=lambda event: event.day)
    return found, lane, rows_of(recorded, zero, 0, lane.end)


def test_rows_are_grouped_and_each_begins_with_its_first_event():
    rows = charted()[2]
    assert [(row.group, row.label, row.spans, tuple(map(tuple, row.notes))) for row in rows] == [
        ("treatment", "y cells", (), ((31, "1"),)),
        ("treatment", "a + b", ((130, 161),), ()),
        ("treatment", "tocilizumab", (), ((171, "•"),)),
        ("disease", "marrow blasts, %", (), ((60, "2"), (121, "30"))),
        ("disease", "residual disease", (), ((60, "−"),)),
        ("toxicity, by grade", "cytokine release", (), ((35, "3"), (38, "?"))),
    ]


def test_a_course_without_an_end_is_a_point():
    rows = charted(FACTS.replace("therapy_stopped drugs=a+b", "therapy_stopped drugs=c"))[2]
    course = next(row for row in rows if row.label == "a + b")
    assert (course.spans, course.notes) == ((), ((130, "•"),))


def test_the_text_chart_has_one_time_axis_for_states_treatment_disease_and_toxicity():
    _, lane, rows = charted()
    lines = list(text_chart(lane, rows, "registration", 80))
    assert "\n".join(lines) == CHART.strip("\n")


def test_no_line_of_the_text_chart_is_wider_than_the_terminal():
    _, lane, rows = charted()
    for width in (60, 80, 100, 200):
        assert max(map(len, text_chart(lane, rows, "registration", width))) <= width


def test_the_figure_shows_every_row_and_is_the_same_bytes_twice():
    found, lane, rows = charted()
    figure = PatientChart(lane, found.labels.states, tuple(rows), "P<1>", ("note",), "day", "SYN")
    root = ElementTree.fromstring(figure.svg())
    texts = ["".join(item.itertext()) for item in root.iter(f"{SVG}text")]
    assert {"P<1>", "note", "SYN", *(row.label for row in rows)} <= set(texts)
    assert figure.svg() == figure.svg()


def test_the_figure_of_the_first_day_alone_can_be_drawn():
    found, lane, rows = charted("""
        record | occurred   | fact
        1      | 2020-01-01 | registered study=x
    """)
    figure = PatientChart(lane, found.labels.states, tuple(rows), "P1", (), "day")
    assert ElementTree.fromstring(figure.svg()).tag == f"{SVG}svg"
    assert found.until[0] == day_number(date(2020, 1, 1))
