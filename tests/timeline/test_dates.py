from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import partial_dates
from timeline.dates import (
    Imputation,
    certainly_after,
    day_from_number,
    day_number,
    imputed_day,
    possible_days,
)

any_day = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(any_day)
def test_a_day_lies_within_its_own_month_and_year(day):
    for known in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        first, last = possible_days(known)
        assert first <= day <= last


@given(any_day)
def test_the_days_of_a_month_are_all_that_share_its_name(day):
    first, last = possible_days(day.isoformat()[:7])

    assert {first.month, last.month} == {day.month}
    assert first.day == 1
    assert last == date.max or (last + timedelta(1)).month != last.month


@given(any_day, st.sampled_from(Imputation))
def test_the_imputed_day_is_one_of_the_possible_days(day, rule):
    for known in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        first, last = possible_days(known)
        assert first <= imputed_day(known, rule) <= last


@given(any_day)
def test_the_rules_are_in_the_order_of_their_names(day):
    for known in (day.isoformat()[:7], day.isoformat()[:4]):
        earliest, midpoint, latest = (imputed_day(known, rule) for rule in Imputation)
        assert earliest < midpoint < latest


@given(any_day)
def test_a_day_number_counts_days_and_can_be_turned_back(day):
    assert day_number(day) == (day - date(1970, 1, 1)).days
    assert day_from_number(day_number(day)) == day


@given(partial_dates, partial_dates, st.sampled_from(Imputation), st.sampled_from(Imputation))
def test_what_is_certainly_after_is_after_under_every_rule(one, other, rule, other_rule):
    if certainly_after(one, other):
        assert imputed_day(one, rule) > imputed_day(other, other_rule)
        assert not certainly_after(other, one)


@given(partial_dates)
def test_no_date_is_certainly_after_itself(one):
    assert not certainly_after(one, one)


@given(st.text("0123456789-", max_size=11))
def test_only_text_that_names_a_calendar_day_is_a_date(text):
    try:
        first, last = possible_days(text)
    except ValueError:
        assert text not in {day.isoformat()[: len(text)] for day in named_by(text)}
    else:
        assert len(text) in (4, 7, 10)
        assert {day.isoformat()[: len(text)] for day in (first, last)} == {text}


def named_by(text):
    """The first day of what a text of the right length would name, if there is one."""
    try:
        rest = {4: "-01-01", 7: "-01", 10: ""}[len(text)]
        return [date.fromisoformat(text + rest)]
    except (KeyError, ValueError):
        return []
