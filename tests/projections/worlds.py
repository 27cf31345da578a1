"""A random record, a random study of it and a random as-of, drawn by Hypothesis as one."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from hypothesis import strategies as st

from projections.audit import Audit
from projections.cohort.replay import Censoring, Replay
from projections.study import Study
from tests.oracle.naive_episodes import EpisodeReading
from tests.projections.logs import histories, laid_out
from tests.projections.random_definitions import ANY, study
from tests.projections.random_histories import as_of, record
from timeline.log import AsOf


@dataclass(repr=False)
class World:
    """Everything a replay needs; ``random`` draws more where a test needs more."""

    random: Random
    events: list
    study: Study
    as_of: AsOf
    censoring: Censoring
    drawn: tuple

    def _repr_pretty_(self, printer, cycle):
        """The draws that give this world again; written out it would fill pages."""
        printer.text(f"composed{self.drawn}")

    @cached_property
    def log(self):
        return laid_out(self.events)

    @cached_property
    def replay(self):
        return Replay(self.study, self.log, self.as_of, self.censoring)

    @cached_property
    def readings(self):
        """The naive reading of each patient of the study."""
        known = sorted(histories(self.events).items())
        read = {
            patient: EpisodeReading(history, self.as_of, self.censoring)
            for patient, history in known
        }
        return {name: one for name, one in read.items() if one.moment(self.study.enrolment)}

    def audit(self, patient):
        segment, index = self.log.part_of(patient)
        return Audit(self.study, segment.only(index), self.as_of, self.censoring)


def worlds(seek=ANY):
    """Worlds of up to 40 facts, 5 amendments and 22 definitions."""

    sizes = st.integers(1, 40), st.integers(0, 5), st.integers(1, 10)
    return st.tuples(st.integers(0, 2**32), *sizes).map(lambda drawn: composed(*drawn, seek))


def composed(seed, facts, amendments, steps, seek=ANY):
    """The world that a seed gives within some sizes."""
    random, drawn = Random(seed), (seed, facts, amendments, steps, seek)
    events = record(random, facts, amendments)
    censoring = random.choice(list(Censoring))
    return World(random, events, study(random, steps, seek), as_of(random), censoring, drawn)
