import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import FIXTURES, Timeline
from timeline.locks import digest_of

LOCKS = Path("timeline.db.locks")


@pytest.fixture
def locked(stanford: Timeline) -> Timeline:
    """The Stanford programme, with a lock in the middle of it."""
    assert stanford("lock", "interim", "--cutoff", "1972-06-30").code == 0
    return stanford


def death_of(patient: str, day: str) -> dict[str, Any]:
    """A death that claims to have been recorded long before the lock."""
    envelope = {"recorder": "registry", "source_system": "late", "source_record": patient}
    return {
        "kind": "death",
        "patient": patient,
        "occurred": day,
        "recorded": f"{day}T23:00:00Z",
    } | {**envelope}


def imported(timeline: Timeline, *events: dict[str, Any]) -> None:
    Path("more.jsonl").write_text("".join(json.dumps(event) + "\n" for event in events))
    assert timeline("import", "more.jsonl").code == 0


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_a_lock_gives_the_same_bytes_whatever_is_recorded_later(
    locked: Timeline, form: list[str]
) -> None:
    commands = (
        ["replay", *form],
        ["patient", "STAN-005", *form],
        ["audit", "STAN-005", "OS", *form],
        ["analyse", *form],
    )
    before = [locked(*command, "--lock", "interim").out for command in commands]
    backdated = death_of("STAN-100", "1972-01-01"), death_of("STAN-102", "1972-06-01")
    retraction = {
        "kind": "retracted",
        "patient": "STAN-005",
        "occurred": "1968-06-09",
        "recorded": "1971-01-01T00:00:00Z",
        "recorder": "registry",
        "source_system": "jasa",
        "source_record": "5:death:never",
        "target_record": "5:death",
        "reason": "confused with another patient",
    }
    imported(locked, *backdated, retraction)
    locked("import", FIXTURES / "stanford/events.csv")

    assert [locked(*command, "--lock", "interim").out for command in commands] == before
    now = locked("replay", "--cutoff", "1972-06-30", *form).out
    assert now != before[0]


def test_a_lock_says_that_its_replay_gives_the_same_bytes(locked: Timeline) -> None:
    imported(locked, death_of("STAN-100", "1972-01-01"))
    stamp = json.loads(locked("replay", "--lock", "interim", "--json").out)["stamp"]
    assert stamp["store_position"] == 394
    assert stamp["lock"] == {"name": "interim", "changed_since": [], "same_bytes": True}


def test_a_lock_holds_as_of_position_definitions_and_software(locked: Timeline) -> None:
    lock = json.loads(locked("lock", "interim", "--show", "--json").out)
    replay = json.loads(locked("replay", "--cutoff", "1972-06-30", "--json").out)
    assert (lock["cutoff"], lock["known_by"], lock["position"]) == ("1972-06-30", None, 394)
    assert lock["definitions"] == replay["stamp"]["definitions"]
    assert lock["software"] == replay["stamp"]["software"]


def test_a_state_of_knowledge_and_a_policy_are_locked_too(stanford: Timeline) -> None:
    asked = ["--cutoff", "1974-04-01", "--known-by", "1970-06-30T02:00:00+02:00"]
    asked += ["--censoring", "strict"]
    assert stanford("lock", "known", *asked).code == 0
    direct = json.loads(stanford("replay", "--json", *asked).out)
    locked = json.loads(stanford("replay", "--json", "--lock", "known").out)
    assert locked["stamp"].pop("lock")["same_bytes"]
    assert locked == direct


def test_a_lock_is_made_no_earlier_than_what_it_holds(stanford: Timeline) -> None:
    imported(stanford, death_of("STAN-100", "1999-01-01"))
    wanted = ("lock", "next", "--cutoff", "1974-04-01")
    early = stanford(*wanted, "--recorded", "1999-01-01T22:59:59Z")
    assert early.code == 2
    assert "--recorded lies before 1999-01-01T23:00:00Z" in early.err
    assert not LOCKS.exists()
    assert stanford(*wanted, "--recorded", "1999-01-01T23:00:00Z").code == 0


def test_what_a_lock_leaves_out_may_be_recorded_after_it(stanford: Timeline) -> None:
    imported(stanford, death_of("STAN-100", "1999-01-01"))
    known = ("--cutoff", "1974-04-01", "--known-by", "1975-01-01T00:00Z")
    assert stanford("lock", "next", *known, "--recorded", "1975-01-02T00:00Z").code == 0


def test_whether_decisions_of_experts_apply_is_locked_too(stanford: Timeline) -> None:
    decided = ("study=stanford", "definition=transplantation", "decision=not reached")
    about = ("adjudicated", "STAN-014", "1968-10-27", *decided, "reason=graft never worked")
    assert stanford("record", *about, "--recorder", "dr", "--record", "adj-14").code == 0
    asked = ("--cutoff", "1974-04-01", "--adjudications", "applied")
    assert "adjudications applied" in " ".join(stanford("lock", "decided", *asked).out.split())
    direct = json.loads(stanford("replay", "--json", *asked).out)
    locked = json.loads(stanford("replay", "--json", "--lock", "decided").out)
    assert direct["populations"]["transplanted"] == 68
    assert locked["stamp"].pop("lock")["same_bytes"]
    assert locked == direct
    both = stanford("replay", "--lock", "decided", "--adjudications", "none")
    assert (both.code, both.out) == (2, "")
    nothing = json.loads(stanford("diff", "decided", "now", "--json").out)
    assert nothing["changes"] == []


def test_the_locks_of_a_store_are_listed(locked: Timeline) -> None:
    locked("lock", "final", "--cutoff", "1974-04-01")
    listed = json.loads(locked("lock", "--list", "--json").out)
    assert [item["name"] for item in listed] == ["final", "interim"]
    assert locked("lock", "--list").out.count("stanford") == 2


def test_the_command_that_a_missing_lock_names_makes_one(stanford: Timeline) -> None:
    missing = stanford("replay", "--lock", "final")
    assert missing.code == 3
    assert "'timeline lock NAME --cutoff YYYY-MM-DD --by AUTHOR' makes one" in missing.err
    assert stanford("lock", "final", "--cutoff", "1974-04-01", "--by", "dm2").code == 0


def test_the_command_that_a_missing_patient_names_lists_all(stanford: Timeline) -> None:
    missing = stanford("patient", "NOBODY", "--cutoff", "1974-04-01")
    assert missing.code == 3
    assert "see 'timeline patient --list --cutoff YYYY-MM-DD'" in missing.err
    assert len(stanford("patient", "--list", "--cutoff", "1974-04-01").out.splitlines()) == 103


def test_a_damaged_lock_is_named_and_hides_no_other(locked: Timeline) -> None:
    locked("lock", "final", "--cutoff", "1974-04-01")
    locked("lock", "second", "--cutoff", "1973-04-01")
    (LOCKS / "interim.json").write_text("{}")
    listed = locked("lock", "--list", "--json")
    assert [item["name"] for item in json.loads(listed.out)] == ["final", "second"]
    assert listed.code == 1
    shown = locked("lock", "--list")
    assert (shown.code, shown.out.count("stanford"), "interim" in shown.out) == (1, 2, False)
    for outcome in (listed, shown):
        assert "the file of lock 'interim' is not as it was written" in outcome.err


def test_a_lock_says_when_and_by_whom_it_was_made(stanford: Timeline) -> None:
    asked = ("--cutoff", "1974-04-01", "--by", "cra.jones", "--recorded", "1975-01-02T03:04:05Z")
    made = stanford("lock", "final", *asked)
    assert "made 1975-01-02 03:04Z, by cra.jones" in made.out
    assert stanford("lock", "final").out == made.out
    shown = json.loads(stanford("lock", "final", "--json").out)
    assert (shown["made"], shown["made_by"]) == ("1975-01-02T03:04:05Z", "cra.jones")
    stanford("lock", "second", "--cutoff", "1974-04-01")
    listed = json.loads(stanford("lock", "--list", "--json").out)
    assert [item["made_by"] for item in listed] == ["cra.jones", "dm1"]
    assert "1975-01-02 03:04Z  cra.jones" in stanford("lock", "--list").out


def test_a_lock_without_an_author_or_of_the_future_is_not_made(
    stanford: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    future = stanford("lock", "next", "--cutoff", "1974-04-01", "--recorded", "9000-01-01T00:00Z")
    monkeypatch.delenv("TIMELINE_BY")
    nobody = stanford("lock", "next", "--cutoff", "1974-04-01")
    assert (future.code, nobody.code) == (2, 2)
    assert "lies in the future" in future.err
    assert "Name who makes the lock: --by NAME, or set TIMELINE_BY." in nobody.err
    assert not LOCKS.exists()


def test_of_a_lock_of_the_second_format_the_author_is_not_recorded(locked: Timeline) -> None:
    lock = json.loads((LOCKS / "interim.json").read_text())
    del lock["seal"], lock["made"], lock["made_by"]
    lock["format"] = 2
    lock["seal"] = digest_of(lock)
    (LOCKS / "interim.json").write_text(json.dumps(lock))

    assert locked("replay", "--lock", "interim").code == 0
    assert "made not recorded, by not recorded" in locked("lock", "interim").out
    shown = json.loads(locked("lock", "interim", "--json").out)
    assert (shown["made"], shown["made_by"], shown["seal"]) == (None, None, lock["seal"])


STUDY = (FIXTURES.parent / "docs/examples/waiting_study.py").read_text()


@pytest.fixture
def mine(timeline: Timeline) -> Timeline:
    """The Stanford programme, locked with a study of one's own."""
    Path("mine.py").write_text(STUDY)
    timeline("import", FIXTURES / "stanford/events.csv")
    assert timeline("lock", "first", "--study", "mine.py", "--cutoff", "1972-06-30").code == 0
    return timeline


def test_a_lock_is_not_replayed_with_other_definitions_of_the_same_name(mine: Timeline) -> None:
    Path("other.py").write_text(STUDY.replace("elapsed(30,", "elapsed(60,"))
    for command in (["replay"], ["patient", "STAN-005"], ["audit", "STAN-005", "OS"], ["analyse"]):
        changed = mine(*command, "--lock", "first", "--study", "other.py")
        assert (changed.code, changed.out) == (1, "")
        assert "lock 'first' holds other definitions of study" in changed.err
        assert "(long_wait)" in changed.err
    assert mine("replay", "--lock", "first", "--study", "mine.py").code == 0


def test_a_convention_that_no_definition_says_is_locked_too(mine: Timeline) -> None:
    Path("mine.py").write_text(STUDY.replace("report_at=(30, 90)", "report_at=(30, 60)"))
    changed = mine("replay", "--lock", "first", "--study", "mine.py")
    assert (changed.code, changed.out) == (1, "")
    assert "(its plan, measures or units)" in changed.err


def test_a_lock_keeps_the_words_that_it_locked(mine: Timeline) -> None:
    Path("mine.py").write_text(STUDY.replace("elapsed(30,", "elapsed(60,"))
    asked = ("definitions", "--changes", "--study", "mine.py", "--against", "first", "--json")
    found = mine(*asked)
    changes = json.loads(found.out)
    assert (found.code, changes["against"]) == (1, "lock 'first'")
    assert any("day 30" in change["was"][0] for change in changes["definitions"])
    assert any("day 60" in change["now"][0] for change in changes["definitions"])


def test_a_module_that_a_lock_names_is_never_run(mine: Timeline) -> None:
    Path("mine.py").write_text("from pathlib import Path\nPath('ran').touch()\n" + STUDY)
    for command in (["replay", "--lock", "first"], ["diff", "first", "now"], ["lock", "--list"]):
        assert mine(*command).code == (0 if "--list" in command else 1)
    assert "was in mine.py; name its module with --study" in mine("replay", "--lock", "first").err
    assert not Path("ran").exists()


def test_a_replay_that_differs_from_its_lock_fails(locked: Timeline) -> None:
    lock = json.loads((LOCKS / "interim.json").read_text())
    lock |= {"replay": "0" * 64, "software": {**lock["software"], "numpy": "0.1"}}
    del lock["seal"]
    lock["seal"] = digest_of(lock)
    (LOCKS / "interim.json").write_text(json.dumps(lock))

    differing = locked("replay", "--lock", "interim", "--json")
    stamp = json.loads(differing.out)["stamp"]
    assert differing.code == 1
    assert not stamp["lock"]["same_bytes"]
    assert "numpy 0.1 ->" in stamp["lock"]["changed_since"][0]
    assert "since lock 'interim': numpy" in differing.err
    assert "differs from the one that was locked" in differing.err


def test_a_lock_of_the_first_format_is_replayed_as_before(locked: Timeline) -> None:
    lock = json.loads((LOCKS / "interim.json").read_text())
    del lock["seal"], lock["pin"], lock["made"], lock["made_by"]
    lock["format"] = 1
    lock["seal"] = digest_of(lock)
    (LOCKS / "interim.json").write_text(json.dumps(lock))

    assert locked("replay", "--lock", "interim").code == 0


def test_a_lock_is_for_its_owner_alone(locked: Timeline) -> None:
    assert LOCKS.stat().st_mode & 0o777 == 0o700
    assert (LOCKS / "interim.json").stat().st_mode & 0o777 == 0o600


def test_a_lock_is_never_changed(locked: Timeline) -> None:
    before = (LOCKS / "interim.json").read_bytes()
    again = locked("lock", "interim", "--cutoff", "1974-04-01")
    assert (again.code, again.out) == (1, "")
    assert "there is a lock 'interim' already" in again.err
    assert [file.name for file in LOCKS.iterdir()] == ["interim.json"]
    assert (LOCKS / "interim.json").read_bytes() == before


def test_another_store_in_the_place_of_the_locked_one_is_refused(locked: Timeline) -> None:
    Path("timeline.db").unlink()
    locked("import", FIXTURES / "stanford/events.csv")
    outcome = locked("replay", "--lock", "interim")
    assert (outcome.code, outcome.out) == (1, "")
    assert "is of another store" in outcome.err


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-40],
        lambda text: text.replace("1972-06-30", "1972-06-29"),
        lambda text: text.replace('"seal"', '"real"'),
        lambda text: text.replace('"position": 394', '"position": "394"'),
        lambda _: "[]",
        lambda _: "\xff",
    ],
)
def test_a_damaged_lock_is_refused(locked: Timeline, damage: Any) -> None:
    file = LOCKS / "interim.json"
    file.write_text(damage(file.read_text()), encoding="latin-1")
    outcome = locked("replay", "--lock", "interim")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "timeline: the file of lock 'interim' is not as it was written; put it back from a copy\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["replay", "--lock", "interm"], 3, "no lock of that name; there are: interim"),
        (["replay", "--lock", "../timeline"], 3, "no lock of that name"),
        (["replay", "--lock", "interim", "--cutoff", "1972-06-30"], 2, "name one of them"),
        (["replay", "--lock", "interim", "--study", "mgus2"], 1, "is of study 'stanford'"),
        (["replay"], 2, "--cutoff YYYY-MM-DD, or --lock NAME"),
        (["lock", "next"], 2, "--cutoff YYYY-MM-DD"),
        (["lock", "../next", "--cutoff", "1972-06-30"], 1, "begins with a letter"),
        (["lock", "1972-06-30", "--cutoff", "1972-06-30"], 1, "begins with a letter"),
        (["replay", "--lock", "interim", "--store", "no.db"], 3, "no store at no.db"),
        (["lock"], 2, "or give --list"),
        (["lock", "next", "--show"], 3, "no lock of that name"),
        (["lock", "next", "--cutoff", "1972-06-30", "--store", "no.db"], 3, "no store at no.db"),
    ],
)
def test_what_cannot_be_locked_is_said_with_its_remedy(
    locked: Timeline, arguments: list[str], code: int, message: str
) -> None:
    outcome = locked(*arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert message in outcome.err


def test_no_lock_takes_the_name_of_the_present(stanford: Timeline) -> None:
    refused = stanford("lock", "now", "--cutoff", "1972-06-30")

    assert refused.code == 1
    assert "'now' stands for the store as it is" in refused.err
