"""A question reads the same from options, from the query of a URL and from Python."""

from datetime import UTC, date, datetime, timedelta, timezone

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from console.application.question import Question, as_of_in_words
from console.application.question_values import InvalidQuestion
from console.cli.options import as_of_options
from projections.engine.outcomes import Censoring
from timeline.log import AsOf

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
    lambda name: not name.startswith("-")
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)
AS_OFS = st.builds(
    Question,
    study=st.none() | NAMES,
    cutoff=st.dates(),
    known_by=st.none() | INSTANTS,
    censoring=st.none() | st.sampled_from(Censoring),
    adjudications=st.sampled_from([None, "none", "applied"]),
    position=st.none() | st.integers(1, 10**17),
)
LOCKED = st.builds(Question, study=st.none() | NAMES, lock=NAMES)
QUESTIONS = AS_OFS | LOCKED


def from_options(question):
    """The question that a command is given by the options of another."""
    answered = []

    @click.command()
    @as_of_options
    def command(store, question):
        answered.append(question)

    options = (f"--{name.replace('_', '-')}={text}" for name, text in question.texts().items())
    result = CliRunner().invoke(command, list(options), env={"TIMELINE_STUDY": None})
    assert result.exit_code == 0, result.output
    return answered[0]


@given(QUESTIONS)
def test_the_query_of_a_question_asks_the_same(question):
    assert Question.from_query(question.to_query()) == question


@given(QUESTIONS)
def test_the_options_of_a_question_ask_the_same(question):
    assert from_options(question) == question


@given(QUESTIONS)
def test_the_keywords_of_a_question_ask_the_same_as_values_and_as_text(question):
    assert Question.parse(**question.keywords()) == question
    assert Question.parse(**question.texts()) == question


@given(QUESTIONS)
def test_a_question_can_be_a_key(question):
    assert {question: 1}[Question.from_query(question.to_query())] == 1


QUERIES = {
    "": "Name a data cutoff",
    "study=stanford": "Name a data cutoff",
    "cutoff": "not a query",
    "cutoff=": "cutoff: not a day",
    "cutoff=2019-02-30": "cutoff: not a day",
    "cutoff=2019-1-1": "cutoff: not a day",
    "cutoff=%EF%BC%92019-01-01": "cutoff: not a day",
    "cutoff=2019-01-01&cutoff=2019-01-01": "cutoff appears twice",
    "cutoff=2019-01-01&known_by=2019-01-01": "known_by: no time zone",
    "cutoff=2019-01-01&known_by=now": "known_by: not an instant",
    "cutoff=2019-01-01&known_by=0001-01-01T00:00:00%2B12:00": "known_by: outside the years",
    "cutoff=2019-01-01&censoring=strictly": "censoring: not one of administrative, strict",
    "cutoff=2019-01-01&adjudications=yes": "adjudications: not one of none, applied",
    "cutoff=2019-01-01&position=0": "position: not a store position",
    "cutoff=2019-01-01&position=1e3": "position: not a store position",
    "cutoff=2019-01-01&study=": "study: not a name",
    "cutoff=2019-01-01&cutof=2019-01-01": "no cutof; did you mean 'cutoff'",
    "cutoff=2019-01-01&study=%ff": "not a query",
    "lock=interim&cutoff=2019-01-01": "lock decides what cutoff decides",
    "lock=interim&censoring=administrative": "lock decides what censoring decides",
    "lock=interim&adjudications=none": "lock decides what adjudications decides",
    "lock=interim&position=4": "lock decides what position decides",
}


@pytest.mark.parametrize(("query", "fault"), QUERIES.items(), ids=lambda text: repr(text)[:40])
def test_a_query_that_does_not_ask_one_thing_is_refused(query, fault):
    with pytest.raises(InvalidQuestion, match=fault):
        Question.from_query(query)


WRONG_TYPES = [
    ("cutoff", 20190101),
    ("known_by", date(2019, 1, 1)),
    ("known_by", datetime(2019, 1, 1)),
    ("position", True),
    ("position", 4.0),
    ("study", 7),
    ("censoring", 1),
]


@pytest.mark.parametrize(("name", "value"), WRONG_TYPES, ids=repr)
def test_a_value_of_another_type_is_refused(name, value):
    with pytest.raises(ValueError, match=f"^{name}: "):
        Question.parse(**{"cutoff": date(2019, 1, 1), name: value})


def test_a_datetime_as_cutoff_is_its_day():
    asked_for = Question.parse(cutoff=datetime(2019, 12, 31, 23, tzinfo=UTC))
    assert asked_for == Question(cutoff=date(2019, 12, 31))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--lock=a", "--known-by=2019-01-01T00:00:00Z"], "--lock decides what --known-by decides"),
        (["--study=stanford"], "--cutoff YYYY-MM-DD, or --lock NAME"),
    ],
)
def test_a_command_names_the_options_at_fault(options, message):
    command = click.command()(as_of_options(lambda **_: None))
    result = CliRunner().invoke(command, options)
    assert (result.exit_code, message in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    ("known_by", "adjudications", "words"),
    [
        (None, "none", "data cutoff 2019-12-31, all records, strict censoring"),
        (
            datetime(2020, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))),
            "applied",
            "data cutoff 2019-12-31, known by 2020-01-01T00:00:00Z, strict censoring, "
            "adjudications applied",
        ),
    ],
)
def test_an_as_of_in_words_says_all_that_was_decided(known_by, adjudications, words):
    as_of = AsOf(date(2019, 12, 31), known_by).as_json()
    assert as_of_in_words(as_of, "strict", adjudications) == words
