from collections import Counter

from reconstruction.mgus2_events import FOLDER, events, events_csv
from timeline.vocabulary import CORE


def test_the_shipped_events_are_what_the_builder_writes() -> None:
    assert (FOLDER / "events.csv").read_text(encoding="utf-8") == events_csv()


def test_every_event_can_be_told_in_the_vocabulary() -> None:
    for event in events():
        told = {name: value for name, value in event.items() if value != ""}
        assert CORE.parse({**told, "occurred": str(told["occurred"])}).provenance == "published"


def test_every_row_of_the_source_is_told() -> None:
    kinds = Counter(str(event["kind"]) for event in events())
    assert (kinds["registered"], kinds["diagnosis"], kinds["death"]) == (1384, 115, 963)
