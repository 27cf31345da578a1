"""A definition that has no meaning cannot be composed; it is refused where it is written."""

import pytest

from projections.language import (
    Classes,
    Endpoint,
    InvalidDefinition,
    Source,
    earliest,
    elapsed,
    events,
    first,
    judged,
    last,
    one_of,
    reached,
    signal,
)
from projections.language.conditions import AllOf
from projections.language.cutoff_dependence import moves
from projections.language.milestones import Last

infusion = first(events("cell_infusion"))
death = first(events("death"))
marrow = events("marrow_blasts")
blasts = signal("marrow_blasts", "percent")
day_60 = elapsed(60, since=infusion)
latest = last(marrow)


@pytest.mark.parametrize(
    ("compose", "reason"),
    [
        (lambda: first(marrow, within=60), "'within' counts from"),
        (lambda: first(marrow, after=infusion, on_or_after=death), "not both"),
        (lambda: first(marrow, after=infusion, within=-1), "0 or more"),
        (lambda: elapsed(-1, since=infusion), "0 days or more"),
    ],
)
def test_a_window_counts_forward_from_one_start(compose, reason):
    with pytest.raises(InvalidDefinition, match=reason):
        compose()


@pytest.mark.parametrize(
    ("compose", "reason"),
    [
        (lambda: first(marrow, n=0), "n is 1 or more"),
        (lambda: Last(marrow, n=2), "n is 1 or more"),
        (lambda: first(blasts < 5, n=2), "count events"),
        (lambda: events("contact", "contact"), "each kind of event once"),
        (lambda: events("marrow_blasts", "blood_blasts", percent=5), "one kind"),
        (lambda: events("residual_disease", result=one_of()), "at least one value"),
    ],
)
def test_events_are_counted_from_one_and_told_apart_by_one_kind(compose, reason):
    with pytest.raises(InvalidDefinition, match=reason):
        compose()


@pytest.mark.parametrize(
    ("compose", "reason"),
    [
        (lambda: (blasts < 5) and reached(death), "with &, | and ~"),
        (lambda: not (blasts < 5), "with &, | and ~"),
        (lambda: 5 < blasts < 10, "with &, | and ~"),
        (lambda: (blasts < 5) & (blasts == 3), "is_\\(\\), not with =="),
        (lambda: (blasts < 5) & death, "a condition is needed here, not First"),
        (lambda: ~(blasts < 5) | death, "a condition is needed here, not First"),
        (lambda: AllOf(()), "at least one condition"),
        (lambda: first(death), "a condition is needed here, not First"),
        (lambda: reached(blasts < 5), "a milestone is needed here, not Compare"),
        (lambda: first(marrow, after=blasts < 5), "a milestone is needed here, not Compare"),
        (lambda: judged(death, at=blasts < 5), "a condition is needed here, not First"),
        (lambda: blasts.since(marrow), "a milestone is needed here, not Events"),
        (lambda: earliest(death, blasts < 5), "a milestone is needed here, not Compare"),
        (lambda: earliest(), "at least one milestone"),
        (lambda: elapsed(60, since=marrow), "a milestone is needed here, not Events"),
        (lambda: Endpoint(infusion, (), ()), "at least one event"),
        (lambda: Endpoint(infusion, (death,), ()), "a source is needed here, not First"),
        (lambda: Classes(()), "at least one case"),
    ],
)
def test_conditions_and_milestones_are_not_taken_for_each_other(compose, reason):
    with pytest.raises(InvalidDefinition, match=reason):
        compose()


@pytest.mark.parametrize(
    "deadline", [day_60, earliest(day_60, death), judged(blasts < 5, at=day_60)]
)
def test_a_deadline_is_no_event_to_look_for(deadline):
    with pytest.raises(InvalidDefinition, match="use 'judged' at it"):
        first(~reached(deadline) & (blasts < 5))


@pytest.mark.parametrize(
    "moving",
    [
        latest,
        first(events("contact"), after=latest),
        first(events("contact"), before=latest),
        first(blasts.since(latest) < 5),
        first(reached(latest) & (blasts < 5)),
        earliest(death, latest),
        elapsed(60, since=latest),
        judged(blasts < 5, at=latest),
        judged(~reached(latest), at=death),
    ],
)
def test_no_time_is_counted_from_what_moves_on_with_the_cutoff(moving):
    """What is last today may not be last tomorrow, and with it all that is composed of it."""
    seen = Source("last seen", latest)
    assert moves(moving)

    with pytest.raises(InvalidDefinition, match="moves on with the cutoff"):
        Endpoint(moving, (Source("death", death),), (seen,))
    with pytest.raises(InvalidDefinition, match="moves on with the cutoff"):
        Endpoint(infusion, (Source("relapse", moving),), (seen,))
    with pytest.raises(InvalidDefinition, match="moves on with the cutoff"):
        Endpoint(infusion, (Source("death", death),), (seen,), (Source("relapse", moving),))
