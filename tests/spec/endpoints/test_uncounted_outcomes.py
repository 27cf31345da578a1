"""An outcome that is on record and that no definition counts is a finding."""

from dataclasses import replace
from datetime import date

from projections.cohort.replay import Replay
from projections.findings.uncounted_outcomes import uncounted
from projections.language import Endpoint, Source, earliest, events, first, last, signal
from projections.language.states import Move, State, States
from projections.study import Study
from tests.projections.logs import laid_out
from tests.spec.tables import read_events, table
from timeline.log import AsOf

marrow = signal("marrow_blasts", "percent")
infusion = first(events("cell_infusion"))
remission = first(marrow.since(infusion) < 5, after=infusion)
transplant = first(events("transplant"), after=infusion)
relapse = first(
    events("response_stated", response="relapse"), after=remission, before=transplant, within=365
)
marrow_relapse = first(marrow >= 5, after=remission)
death = first(events("death"), after=infusion)
seen = Source("last seen", last(events()))
relapse_or_death = Endpoint(infusion, (Source("relapse", relapse), Source("death", death)), (seen,))

STUDY = Study(
    "s",
    "s",
    first(events()),
    {"infusion": infusion, "remission": remission, "relapse": relapse, "EFS": relapse_or_death},
    {},
    ("EFS",),
    parts={"transplant": transplant},
)


def found(record, study=STUDY, cutoff=date(2022, 12, 31)):
    """Patient and statement of each finding."""
    replay = Replay(study, laid_out(read_events(record)), AsOf(cutoff))
    return [{"patient": item.patient, "finding": item.statement} for item in uncounted(replay)]


def test_an_outcome_outside_the_window_of_its_definition_is_found_with_the_bound_it_breaks():
    assert found("""
        patient | occurred   | kind            | fields
        A       | 2020-01-10 | cell_infusion   | product=x infusion=1
        A       | 2020-03-01 | response_stated | response=relapse
        A       | 2020-04-01 | marrow_blasts   | percent=2
        B       | 2020-01-10 | cell_infusion   | product=x infusion=1
        B       | 2020-03-01 | response_stated | response=relapse
        C       | 2020-01-10 | cell_infusion   | product=x infusion=1
        C       | 2020-02-01 | marrow_blasts   | percent=2
        C       | 2020-03-01 | transplant      | donor=allogeneic graft=haematopoietic number=1
        C       | 2020-04-01 | response_stated | response=relapse
        D       | 2020-01-10 | cell_infusion   | product=x infusion=1
        D       | 2020-02-01 | marrow_blasts   | percent=2
        D       | 2021-03-01 | response_stated | response=relapse
        E       | 2020-01-01 | death           |
        E       | 2020-01-10 | cell_infusion   | product=x infusion=1
    """) == table("""
        patient | finding
        A | response stated of 2020-03-01 is on record, but «relapse» does not count it: not after «remission» (2020-04-01)
        B | response stated of 2020-03-01 is on record, but «relapse» does not count it: not after «remission» (not reached)
        C | response stated of 2020-04-01 is on record, but «relapse» does not count it: not before «transplant» (2020-03-01)
        D | response stated of 2021-03-01 is on record, but «relapse» does not count it: not within 365 days of «remission» (2020-02-01)
        E | death of 2020-01-01 is on record, but 'death' of «EFS» does not count it: not after «infusion» (2020-01-10)
    """)  # noqa: E501


def test_an_outcome_that_is_counted_once_is_no_finding_however_often_it_is_stated():
    assert not found("""
        occurred   | kind            | fields
        2020-01-10 | cell_infusion   | product=x infusion=1
        2020-01-15 | response_stated | response=relapse
        2020-02-01 | marrow_blasts   | percent=2
        2020-03-01 | response_stated | response=relapse
        2021-06-01 | response_stated | response=relapse
        2021-06-02 | response_stated | response="no response"
    """)


def test_what_another_part_of_the_milestone_counts_has_not_vanished():
    either = earliest(relapse, marrow_relapse)
    endpoint = replace(relapse_or_death, events=(Source("relapse", either),))
    study = replace(STUDY, definitions={**STUDY.definitions, "EFS": endpoint, "either": either})
    stated = """
        occurred   | kind            | fields
        2020-01-10 | cell_infusion   | product=x infusion=1
        2020-01-15 | response_stated | response=relapse
        2020-02-01 | marrow_blasts   | percent=2
    """
    assert [item["finding"] for item in found(stated, study)] == [
        "response stated of 2020-01-15 is on record, but «either» does not count it: "
        "not after «remission» (2020-02-01)"
    ]
    assert not found(stated + "        2020-03-01 | marrow_blasts | percent=40\n", study)


def test_a_measurement_outside_a_window_is_no_stated_outcome():
    """Every patient has blasts before the infusion; that is no relapse which nobody counts."""
    endpoint = replace(relapse_or_death, events=(Source("relapse", marrow_relapse),))
    study = replace(STUDY, definitions={**STUDY.definitions, "EFS": endpoint})

    assert not found(
        """
        occurred   | kind          | fields
        2020-01-01 | marrow_blasts | percent=80
        2020-01-10 | cell_infusion | product=x infusion=1
        2020-02-01 | marrow_blasts | percent=2
    """,
        study,
    )


def test_of_patients_without_the_origin_attrition_tells_and_no_finding():
    assert not found("""
        occurred   | kind            | fields
        2020-01-15 | response_stated | response=relapse
        2020-02-15 | death           |
    """)


def test_what_happens_after_the_cutoff_is_not_yet_on_record():
    record = """
        occurred   | kind            | fields
        2020-01-10 | cell_infusion   | product=x infusion=1
        2020-03-01 | response_stated | response=relapse
    """
    assert not found(record, cutoff=date(2020, 2, 1))
    assert len(found(record, cutoff=date(2020, 3, 1))) == 1


def test_moves_between_states_count_outcomes_too():
    well, ill = State("well"), State("ill")
    states = States(well, infusion, (Move(ill, relapse, out_of=(well,)),), last(events()))
    study = replace(STUDY, states=states, endpoints=(), definitions={"relapse": relapse})

    assert (
        len(
            found(
                """
        occurred   | kind            | fields
        2020-01-10 | cell_infusion   | product=x infusion=1
        2020-03-01 | response_stated | response=relapse
    """,
                study,
            )
        )
        == 1
    )
