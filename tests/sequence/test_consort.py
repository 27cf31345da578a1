import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from console.figures.consort import consort, notes_of, plate
from console.figures.consort.branches import (
    EVERYBODY,
    LARGEST_BRANCHES,
    MOST_BRANCHES,
    MOST_COLUMNS,
    MOST_LABELS,
    Branches,
    Tone,
)
from console.figures.consort.drawing import COLOURS, PLATE_COLUMNS, captions_of, composed
from console.figures.consort.scene import Extent
from projections.cohort.replay import Replay
from projections.language import Case, Classes, events, first, includes, reached
from projections.sequence import sequence_graph
from tests.projections.logs import laid_out
from tests.sequence.cohort import rescued, told
from tests.sequence.random_rescues import rescues
from tests.sequence.rescue_study import STUDY, TELLING, study_inside, study_with
from timeline.log import AsOf

END = AsOf(date(2040, 1, 1))


def graph_of(record, as_of=END, study=STUDY):
    return sequence_graph(Replay(study, laid_out(record), as_of))


def scene_of(graph, *, synthetic=True):
    drawn = Branches(graph)
    return composed(drawn, captions_of(drawn, "as of some day", synthetic=synthetic))


def course(arrow, steps=24):
    """Points along an arrow."""
    if arrow.start is None:
        return [(arrow.land, arrow.end[1]), arrow.end]
    (x, y), points = arrow.start, []
    points += [(x + share * (arrow.bend - x) / steps, y) for share in range(steps + 1)]
    if arrow.end is None:
        return points
    end_x, end_y = arrow.end
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        corners = ((arrow.bend, y), (arrow.middle, y), (arrow.middle, end_y), (arrow.land, end_y))
        pairs = list(zip(weights, corners, strict=True))
        points.append((sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)))
    return [*points, (end_x, end_y)]


def assert_well_laid_out(scene):
    paper = Extent(0, 0, scene.width, scene.height)
    for one, other in combinations([frame.extent for frame in scene.frames], 2):
        assert not one.overlaps(other)
    for one, other in combinations(scene.texts, 2):
        assert not one.extent.overlaps(other.extent), (one.said, other.said)
    for text in scene.texts:
        assert paper.holds(text.extent), text.said
        for frame in scene.frames:
            inside = frame.extent.holds(text.extent)
            assert inside or not frame.extent.overlaps(text.extent), text.said
    assert_arrows_cross_neither_boxes_nor_texts(scene)


def assert_arrows_cross_neither_boxes_nor_texts(scene):
    for arrow in scene.arrows:
        points, half = course(arrow), arrow.width / 2
        for text in nearby(scene.texts, points, half):
            assert not any(text.extent.overlaps(mark(*point, half)) for point in points), text.said
        for frame in nearby(scene.frames, points, half):
            left, right = frame.extent.left, frame.extent.right
            meets = [x for x, y in points if frame.extent.overlaps(mark(x, y, half))]
            assert all(x in (left, right) for x in meets), frame.title


def nearby(things, points, half):
    """Things that the rectangle around some points touches."""
    across, down = zip(*points, strict=True)
    around = Extent(min(across), min(down) - half, max(across), max(down) + half)
    return [thing for thing in things if thing.extent.overlaps(around)]


def mark(x, y, half):
    """What an arrow covers at a point."""
    return Extent(x - 0.01, y - half, x + 0.01, y + half)


@pytest.fixture(scope="module")
def large():
    """The graph of 5,000 patients."""
    return graph_of(rescued(5000))


@pytest.mark.parametrize("patients", [1, 5, 19, 38, 56, 300])
def test_no_box_text_or_arrow_meets_another(patients):
    assert_well_laid_out(scene_of(graph_of(rescued(patients))))


def test_no_box_text_or_arrow_meets_another_in_a_large_cohort(large):
    assert_well_laid_out(scene_of(large))


@given(rescues())
@settings(max_examples=50, deadline=None)
def test_no_box_text_or_arrow_meets_another_in_any_history(drawn):
    assert_well_laid_out(scene_of(graph_of(*drawn)))


@pytest.mark.parametrize("patients", [1, 5, 38, 300])
def test_nothing_meets_another_where_it_is_told_what_came_between(patients):
    assert_well_laid_out(scene_of(graph_of(rescued(patients), study=TELLING)))


@pytest.mark.parametrize("patients", [38, 2000])
def test_what_came_between_is_counted_once_a_patient_below_its_outcome(patients):
    graph = graph_of(rescued(patients), study=TELLING)
    drawn = Branches(graph)
    lines = [
        (place.number, place.label, patient)
        for place, arrivals in graph.nodes.items()
        for patient, step in arrivals.items()
        if "then relapse" in step.remarks
    ]
    shown = {
        (place.column, place.label): dict(row.remarks).get("then relapse", 0)
        for place, rows in drawn.boxes.items()
        for row in rows
        if row.tone is Tone.SUCCESS
    }

    assert lines
    for column in range(1, drawn.columns + 1 - drawn.joins_last):
        for label in drawn.labels:
            if (column, label) in shown:
                there = sum(line[:2] == (column, label) for line in lines)
                assert shown[column, label] == there
    if drawn.joins_last:
        last = {patient for number, _, patient in lines if number >= drawn.columns}
        assert sum(n for (column, _), n in shown.items() if column == drawn.columns) == len(last)


def test_a_plate_has_few_columns_and_says_of_what_the_last_is(large):
    drawn = ElementTree.fromstring(plate(large, synthetic=True))
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]

    headings = [text for text in texts if re.match(r"Line \d", text or "")]
    assert headings == ["Line 1", "Line 2", "Line 3 and later"]
    assert not any("Treatment sequence" in text for text in texts)
    assert any("Line 3 and later" in note for note in notes_of(large))


def test_nothing_meets_another_on_a_plate(large):
    drawn = Branches(large, PLATE_COLUMNS)
    captions = replace(captions_of(drawn, "", synthetic=True), title="", notes=())

    assert_well_laid_out(composed(drawn, captions))


def test_the_box_of_the_untreated_says_what_they_were_given():
    drawn = Branches(graph_of(rescued(300), study=TELLING))
    (box,) = [rows for place, rows in drawn.boxes.items() if place == (1, None)]

    for row in box:
        assert row.remarks == (("nothing recorded", row.patients),)


def test_an_empty_cohort_has_a_figure_too():
    scene = scene_of(graph_of([*rescued(3)][:1]))

    assert_well_laid_out(scene)


def counted(drawn, place):
    arriving = sum(b.patients for b in drawn.branches if b.target == place)
    leaving = sum(b.patients for b in drawn.branches if b.source == place)
    return arriving, leaving


@pytest.mark.parametrize("patients", [38, 5000])
def test_what_is_drawn_sums_at_every_box_and_to_the_cohort(patients, large):
    drawn = Branches(large if patients == 5000 else graph_of(rescued(patients)))

    for place in drawn.boxes:
        arriving, leaving = counted(drawn, place)
        if place != EVERYBODY and not place.is_root:
            assert arriving == drawn.patients(place)
        if place.label is not None:
            assert leaving == drawn.patients(place)
    assert drawn.patients(EVERYBODY) == patients


def test_small_branches_are_summed_where_they_leave_and_where_they_arrive(large):
    scene = scene_of(large)
    left = [int(a.count) for a in scene.arrows if a.end is None and a.count]
    arrived = [int(a.count) for a in scene.arrows if a.start is None]

    assert sum(left) == sum(arrived) > 0


def test_few_branches_are_drawn_through_where_many_join_two_columns(large):
    drawn = Branches(large)

    for column, smallest in enumerate(drawn.smallest):
        leaving = [b.patients for b in drawn.branches if b.source.column == column]
        through = [patients for patients in leaving if patients >= smallest]
        crowded = len(leaving) > MOST_BRANCHES
        assert len(through) <= (LARGEST_BRANCHES if crowded else MOST_BRANCHES)


def test_late_lines_are_drawn_together_and_a_patient_counts_once_in_them(large):
    drawn = Branches(large)
    late = [path for path in large.paths.values() if len(path) - 2 >= MOST_COLUMNS]
    (together,) = (p for p in drawn.boxes if p.column == MOST_COLUMNS and p.label)

    assert large.length > MOST_COLUMNS
    assert drawn.patients(together) == len(late)


def test_rare_treatments_are_drawn_as_one():
    drugs = sorted(
        (
            "asparaginase",
            "blinatumomab",
            "cytarabine",
            "dasatinib",
            "etoposide",
            "ponatinib",
            "vincristine",
        )
    )
    cases = tuple(
        Case(drug, reached(first(events("therapy_started", drugs=includes(drug)))))
        for drug in drugs
    )
    study = study_inside(treatment=Classes(cases))
    events_ = [event for number in range(40) for event in one_line(number, drugs[number % 7])]
    drawn = Branches(graph_of(events_, study=study))
    labels = [place.label for place in drawn.boxes if place.column == 1]

    assert labels == [*drugs[:5], "other treatments"]
    assert len(labels) == MOST_LABELS


def one_line(number, drug):
    return told(
        f"P{number}",
        ("registered", 0, {"study": "rescue"}),
        ("cell_infusion", 10, {"product": "x", "infusion": 1}),
        ("marrow_blasts", 100, {"percent": 40}),
        ("therapy_started", 110, {"drugs": [drug], "setting": "salvage"}),
    )


def test_the_same_graph_is_drawn_in_the_same_bytes():
    record = rescued(60)

    one = consort(graph_of(record), "as of some day", synthetic=True)
    other = consort(graph_of(record[::-1]), "as of some day", synthetic=True)

    assert one == other


def test_the_figure_is_well_formed_and_says_what_it_is():
    root = ElementTree.fromstring(consort(graph_of(rescued(38)), "as of D", synthetic=False))
    title, description = root[0], root[1]

    assert title.text == "Treatment sequence: progressed, n = 38"
    assert description.text.startswith("as of D. CR: ")


def test_a_figure_of_made_up_events_says_so():
    graph = graph_of(rescued(5))

    assert "SYNTHETIC" in consort(graph, "", synthetic=True)
    assert "SYNTHETIC" not in consort(graph, "", synthetic=False)


def test_words_of_a_study_cannot_break_the_figure():
    study = study_with(untreated='<script>&"')
    figure = consort(graph_of(rescued(60), study=study), "a < b", synthetic=False)

    assert "<script>" not in figure
    assert ElementTree.fromstring(figure) is not None


def test_long_words_make_wider_boxes():
    cases = (Case("methylprednisolonehemisuccinatecombination", reached(first(events()))),)
    graph = graph_of(rescued(20), study=study_inside(treatment=Classes(cases)))

    assert_well_laid_out(scene_of(graph))


def test_branches_are_told_apart_without_colour():
    figure = consort(graph_of(rescued(200)), "", synthetic=False)
    dashed = set(re.findall(r'stroke="(#\w+)" stroke-width="[\d.]+" stroke-dasharray', figure))

    assert dashed == {COLOURS[Tone.UNCLEAR]}
    assert contrast(COLOURS[Tone.SUCCESS], COLOURS[Tone.FAILURE]) > 2
    assert all(contrast(colour, "#ffffff") > 3 for colour in COLOURS.values())


def contrast(one, other):
    """Contrast of two colours as the Web Content Accessibility Guidelines define it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
