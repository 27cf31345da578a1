"""Why a patient is refractory and not in remission: what failed, and what would have met it."""

from dataclasses import replace
from datetime import date, timedelta
from inspect import cleandoc

from projections.audit import Audit, AuditQuery, why_not
from projections.language import events, first
from projections.studies.wudhikarn2021 import STUDY
from tests.projections.logs import histories, laid_out
from tests.spec.clinical.asked import INFUSED, _events
from timeline.log import AsOf

RECORD = """
    record | day | kind            | fields
    1      | -5  | extramedullary  | site=cns status=present
    2      | 0   | cell_infusion   | product=x infusion=1
    3      | 28  | marrow_blasts   | percent=30
    4      | 40  | marrow_blasts   | percent=12
    5      | 45  | therapy_started | drugs=vincristine setting=salvage
    6      | 70  | marrow_blasts   | percent=1
"""


def refused(label, text=RECORD, cutoff=365):
    """Lines of what was unmet of the response to the infusion, and the example in days."""
    record, study = _events(text), replace(STUDY, enrolment=first(events()))
    as_of = AsOf(INFUSED + timedelta(days=cutoff))
    segment, index = laid_out(record).part_of("A")
    audit = Audit(study, segment.only(index), as_of)
    told = why_not(audit, AuditQuery("response_to_infusion"), label, histories(record)["A"])
    leaves = (leaf for item in told.unmet for leaf in item.leaves())
    lines = "\n".join(f"{leaf.sentence}: {leaf.found}" for leaf in leaves)
    days = [(item.kind, (date.fromisoformat(item.date) - INFUSED).days) for item in told.example]
    return told.value, lines, days


def test_a_refractory_patient_lacks_what_remission_asks_for_before_the_next_treatment():
    """The marrow of day 70 came after salvage had begun, and counts for nothing here."""
    value, lines, _ = refused("CR with MRD unknown")

    assert value == "no response"
    assert lines == cleandoc("""
        marrow blasts percent (since «infusion») < 5: lowest was 12 on 2020-02-10
        «extramedullary disease» does not hold or «sites assessed» is not reached: none of these holds
        extramedullary status is present at no site (all are cleared by whole body or extramedullary (not specified)): not assessed between 2020-01-02 and 2020-02-14; before, it was present at central nervous system on 2019-12-27
        «sites assessed» is not reached: reached on 2019-12-27
    """)  # noqa: E501


def test_with_what_was_lacking_between_infusion_and_salvage_the_patient_is_in_remission():
    _, _, example = refused("CR with MRD unknown")

    assert sorted(kind for kind, _ in example) == ["extramedullary", "marrow_blasts"]
    assert all(0 < day < 45 for _, day in example)


def test_a_patient_in_remission_is_not_refractory_because_remission_was_reached():
    in_remission = RECORD.replace("status=present", "status=absent").replace("=12", "=2")
    value, lines, example = refused("no response", in_remission)

    assert (value, example) == ("CR with MRD unknown", [])
    assert lines == cleandoc("""
        no earlier case holds: 'CR with MRD unknown' comes earlier and holds: «remission by window after infusion» is reached
    """)  # noqa: E501


def test_before_the_response_is_due_nothing_is_refractory_yet():
    value, _, example = refused("no response", RECORD, cutoff=27)

    assert (value, example) == ("not yet assessed", [("marrow_blasts", 24)])
