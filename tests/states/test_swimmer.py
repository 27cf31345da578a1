from itertools import pairwise
from xml.etree import ElementTree

import pytest

from console.figures.state_colours import looks_of
from console.figures.svg import width_of
from console.figures.swimlanes import Lane, lane_of, lanes_of
from console.figures.swimmer import Swimmer
from projections.states import stays_of
from projections.studies.wudhikarn2021 import STUDY
from tests.spec.states.way import replayed

STATES = STUDY.states.states
SVG = "{http://www.w3.org/2000/svg}"
FACTS = """
    patient | occurred   | fact
    P1      | 2020-01-01 | registered study=x
    P1      | 2020-02-01 | cell_infusion product=y infusion=1
    P1      | 2020-03-01 | marrow_blasts percent=2
    P1      | 2020-05-01 | marrow_blasts percent=30
    P1      | 2020-05-10 | therapy_started drugs=a setting=salvage
    P1      | 2020-07-01 | death
    P2      | 2020-01-01 | registered study=x
    P2      | 2020-09-01 | contact
    <&>     | 2020-01-01 | registered study=x
    <&>     | 2020-02-01 | lost_to_follow_up
    P0      | 2020-01-01 | registered study=x
    P0      | 2020-09-01 | contact
    X       | 2020-01-01 | contact
"""


def swimmer(lanes, warning="", title="Example"):
    states = replayed(FACTS).labels.states
    return Swimmer(tuple(lanes), states, title, ("n patients",), "registration", warning)


def lanes():
    return lanes_of(replayed(FACTS))


def drawn(figure):
    return ElementTree.fromstring(figure.svg())


def texts(root):
    return ["".join(item.itertext()) for item in root.iter(f"{SVG}text")]


def test_the_longest_followed_come_first_then_the_smaller_id():
    assert [lane.patient for lane in lanes()] == ["P0", "P2", "P1", "<&>"]


def test_a_lane_has_a_bar_for_every_stay_and_a_title_that_says_so():
    root = drawn(swimmer(lanes()))
    titles = [title.text for title in root.findall(f"{SVG}rect/{SVG}title")]
    assert titles == [
        "P0: awaiting infusion, days 0 to 244",
        "P2: awaiting infusion, days 0 to 244",
        "P1: awaiting infusion, days 0 to 31",
        "P1: infused, days 31 to 60",
        "P1: in CR, days 60 to 121",
        "P1: relapsed, days 121 to 130",
        "P1: on line 1, days 130 to 182",
        "<&>: awaiting infusion, days 0 to 31",
    ]


def test_bars_of_a_lane_touch_and_do_not_overlap():
    root = drawn(swimmer(lanes()))
    bars = [item for item in root.findall(f"{SVG}rect") if item.find(f"{SVG}title") is not None]
    mine = [bar for bar in bars if bar.find(f"{SVG}title").text.startswith("P1")]
    edges = [
        (float(item.get("x")), float(item.get("x")) + float(item.get("width"))) for item in mine
    ]
    for (_, end), (start, _) in pairwise(edges):
        assert start == pytest.approx(end, abs=0.02)


def test_a_figure_says_what_it_is_to_those_who_cannot_see_it():
    root = drawn(swimmer(lanes(), warning="SYNTHETIC"))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Example"
    assert root.find(f"{SVG}desc").text == "n patients; SYNTHETIC"
    assert set(root.get("aria-labelledby").split()) <= {item.get("id") for item in root.iter()}


def test_what_is_made_up_is_marked_on_the_figure_itself():
    assert "SYNTHETIC" in texts(drawn(swimmer(lanes(), warning="SYNTHETIC")))


def test_text_is_escaped_wherever_it_comes_from():
    root = drawn(swimmer(lanes(), title="<script> & 'co'"))
    assert texts(root)[0] == "<script> & 'co'"
    assert "<&>" in texts(root)
    assert not list(root.iter(f"{SVG}script"))


def test_no_name_is_given_to_two_elements():
    names = [item.get("id") for item in drawn(swimmer(lanes())).iter() if item.get("id")]
    assert len(names) == len(set(names))


def test_every_hatching_that_is_referred_to_is_defined():
    svg = swimmer(lanes()).svg()
    defined = {item.get("id") for item in ElementTree.fromstring(svg).iter(f"{SVG}pattern")}
    used = {part.split(")")[0] for part in svg.split("url(#")[1:]}
    assert used == defined


def test_equal_histories_give_equal_bytes():
    assert swimmer(lanes()).svg() == swimmer(lanes()).svg()


def test_the_legend_lists_what_is_shown_and_nothing_else():
    lost, died = lanes()[3], lanes()[2]
    assert texts(drawn(swimmer([lost])))[-2:] == ["awaiting infusion", "lost to follow-up"]
    assert texts(drawn(swimmer([died])))[-8:] == [
        "awaiting infusion",
        "infused",
        "in CR",
        "relapsed",
        "on line (number)",
        "response",
        "relapse",
        "death",
    ]


def test_a_sign_marks_the_day_on_which_a_patient_comes_into_another_kind_of_state():
    signs = {lane.patient: [(point.day, point.sign) for point in lane.points] for lane in lanes()}
    assert signs == {
        "P0": [],
        "P1": [(60, "response"), (121, "relapse"), (182, "death")],
        "P2": [],
        "<&>": [(31, "lost")],
    }


def test_those_alive_when_last_seen_have_an_arrow():
    assert [lane.patient for lane in lanes() if lane.ongoing] == ["P0", "P2"]


def test_states_look_different_in_colour_and_in_grey():
    looks = looks_of(STATES)
    seen = {(grey(look.fill) // 12, look.lines) for look in looks.values()}
    assert len(seen) == len(looks)
    assert len({look.fill for look in looks.values()}) == len(looks)


def grey(colour):
    """Lightness of a colour as printed in grey, from 0 to 255."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("count", [1, 19, 56, 200, 700])
def test_no_text_leaves_the_figure(count):
    base = lanes()[2]
    many = [Lane(f"PATIENT-{n:03d}", *base[1:]) for n in range(count)]
    root = drawn(swimmer(many))
    width, height = float(root.get("width")), float(root.get("height"))
    for item in root.iter(f"{SVG}text"):
        size, x, y = (float(item.get(name)) for name in ("font-size", "x", "y"))
        reach = width_of("".join(item.itertext()), size)
        anchor = item.get("text-anchor", "start")
        left = x - {"start": 0, "middle": reach / 2, "end": reach}[anchor]
        assert left >= 0
        assert left + reach <= width
        assert size <= y <= height


def test_a_patient_with_no_day_of_follow_up_has_a_lane_without_bars():
    found = replayed("""
        patient | occurred   | fact
        P1      | 2020-01-01 | registered study=x
        P1      | 2020-01-01 | death
    """)
    lane = lane_of(stays_of(found, "P1"), "P1", int(found.origin[0]))
    assert lane.bars == ()
    assert not lane.ongoing


def test_a_cohort_of_nobody_is_an_empty_figure():
    assert texts(drawn(swimmer([])))[0] == "Example"
