"""Random courses of treatment with corrections and retractions, for the study that is shipped."""

from random import Random

from hypothesis import strategies as st

from tests.projections.random_histories import amendment, identified
from tests.studies.random_courses import courses
from timeline.vocabulary import CORE

seeds = st.integers(0, 2**32)


def amended_courses(random: Random, facts, amendments):
    """Events of two patients, some of them amended, some amendments amended, in any order."""
    events = courses(random, facts)
    for number in range(amendments):
        target = random.choice(events).model_dump()
        events.append(CORE.parse(identified(amendment(random, target), "query", number)))
    random.shuffle(events)
    return events
