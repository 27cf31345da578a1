"""A small study of remission and relapse, and a patient's way through its states as a table."""

from datetime import date

from projections.cohort.replay import Censoring, Replay
from projections.language import (
    EPISODE_START,
    Episodes,
    elapsed,
    events,
    first,
    judged,
    last,
    reached,
    signal,
)
from projections.language.states import Move, State, States, in_each
from projections.states import histories, refused_moves, stays_of
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.facts.tables import events as told
from tests.spec.facts.tables import rows
from timeline.log import AsOf

marrow = signal("marrow_blasts", "percent")
registered = first(events("registered"))
infusion = first(events("cell_infusion"))
remission = first(marrow.since(infusion) < 5, after=infusion)
no_remission = judged(~reached(remission), at=elapsed(60, since=infusion))
relapse = first(marrow >= 5, after=infusion)
lines = Episodes((events("therapy_started", setting="salvage"),), after=infusion)

awaiting, infused = State("awaiting infusion", "waiting"), State("infused", "treated")
in_cr, relapsed = State("in CR", "remission"), State("relapsed", "relapse")
refractory = State("refractory", "refractory")
on_line = State("on line", "therapy", numbered=True)
lost = State("lost", "lost", absorbing=True)
dead = State("dead", "death", absorbing=True)
living = (awaiting, infused, in_cr, refractory, relapsed, on_line)

STUDY = Study(
    name="example",
    title="An example",
    enrolment=first(events()),
    definitions={"remission": remission, "relapse": relapse},
    populations={},
    endpoints=(),
    states=States(
        awaiting,
        registered,
        moves=(
            Move(infused, infusion, out_of=(awaiting,)),
            Move(in_cr, remission, out_of=(infused,)),
            Move(refractory, no_remission, out_of=(infused,), stays_in=(relapsed, on_line)),
            Move(relapsed, relapse, out_of=(in_cr,), finding="relapsed without remission"),
            Move(on_line, in_each(lines, EPISODE_START), out_of=(refractory, relapsed, on_line)),
            Move(lost, first(events("lost_to_follow_up")), out_of=living),
            Move(dead, first(events("death")), out_of=(*living, lost)),
        ),
        last_seen=last(events()),
    ),
)


def replayed(facts, cutoff="2020-12-31", censoring=Censoring.STRICT, study=STUDY):
    """The histories of the patients that a table of facts tells of, P1 unless it names others."""
    given = [{"record": str(n), **row} for n, row in enumerate(rows(facts))]
    heading = list(dict.fromkeys(name for row in given for name in row))
    lines = [" | ".join(heading)]
    lines += [" | ".join(row.get(name, "") for name in heading) for row in given]
    log = laid_out(told("\n".join(lines)))
    return histories(Replay(study, log, AsOf(date.fromisoformat(cutoff)), censoring))


def way(facts, **as_of):
    """The stays as a table: from, until, state, states passed through."""
    return [
        {
            "from": stay.dates[0],
            "until": stay.dates[1],
            "state": stay.label,
            "passing": ", ".join(item.label for item in stay.passed),
        }
        for stay in stays_of(replayed(facts, **as_of), "P1")
    ]


def expected(table):
    """A table of stays as written."""
    return [{"passing": "", **row} for row in rows(table)]


def findings(facts, **as_of):
    """Day and name of each finding."""
    return [(item.date, item.name) for item in refused_moves(replayed(facts, **as_of))]
