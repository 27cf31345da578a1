"""The paths of the rescue study told a second time, one patient at a time, from the history."""

from itertools import pairwise

from tests.oracle.naive import visible

ANTIBODIES = {"blinatumomab", "inotuzumab ozogamicin"}
JOINED_WITHIN = 7


def path(history, as_of):
    """Names of the nodes of a patient's path; None outside the population."""
    seen = [item for item in visible(history, as_of) if item.day <= as_of.last_day]
    if not any(item.kind == "registered" for item in seen):
        return None
    infused = _first(seen, lambda e: e.kind == "cell_infusion" and e.payload["infusion"] == 1)
    if infused is None:
        return None
    after = seen[infused + 1 :]
    progressed = _first(after, _diseased)
    if progressed is None:
        return None
    lines = _lines(after[progressed + 1 :])
    steps = [f"{number}/{_treatment(one)}/{_response(one)}" for number, one in enumerate(lines, 1)]
    return ["progressed", *(steps or ["no treatment"]), f"end/{_ending(seen, lines)}"]


def told(history, as_of):
    """Whether blasts came back in each line after a remission; None outside the population."""
    if path(history, as_of) is None:
        return None
    seen = [item for item in visible(history, as_of) if item.day <= as_of.last_day]
    infused = _first(seen, lambda e: e.kind == "cell_infusion" and e.payload["infusion"] == 1)
    after = seen[infused + 1 :]
    return [_relapsed(line) for line in _lines(after[_first(after, _diseased) + 1 :])]


def _relapsed(line):
    blasts = [event.payload["percent"] for event in line if event.kind == "marrow_blasts"]
    remitted = _first(blasts, lambda percent: percent < 5)
    return remitted is not None and any(percent >= 5 for percent in blasts[remitted:])


def _lines(events):
    starts = []
    for place, event in enumerate(events):
        if _begins_a_line(event) and (
            not starts or event.day > events[starts[-1]].day + JOINED_WITHIN
        ):
            starts.append(place)
    return [events[start:end] for start, end in pairwise([*starts, len(events)])]


def _begins_a_line(event):
    payload = event.payload
    if event.kind == "cell_infusion":
        return payload["infusion"] == 2
    return event.kind == "therapy_started" and payload["setting"] == "salvage"


def _treatment(line):
    drugs = {drug for event in line for drug in event.payload.get("drugs", [])}
    if any(event.kind == "cell_infusion" for event in line):
        return "reinfusion"
    if drugs & ANTIBODIES:
        return "blinatumomab or inotuzumab"
    return "intensive" if "cytarabine" in drugs else "nonintensive"


def _response(line):
    blasts = [event.payload["percent"] for event in line if event.kind == "marrow_blasts"]
    if any(percent < 5 for percent in blasts):
        return "CR"
    return "no response" if blasts else "not evaluable"


def _ending(seen, lines):
    causes = [event.payload["cause"] for event in seen if event.kind == "death"]
    for cause in ("disease", "treatment"):
        if cause in causes:
            return f"dead of {cause}"
    if causes:
        return "dead of other or unknown cause"
    if any(event.kind == "lost_to_follow_up" for event in seen):
        return "lost"
    blasts = [event.payload["percent"] for event in seen if event.kind == "marrow_blasts"]
    if blasts[-1] >= 5:
        return "alive with disease"
    remitted = any(_response(line) == "CR" for line in lines)
    return "alive in CR" if remitted else "alive, disease unknown"


def _diseased(event):
    return event.kind == "marrow_blasts" and event.payload["percent"] >= 5


def _first(events, test):
    return next((place for place, event in enumerate(events) if test(event)), None)
