"""A stated response decides nothing; it is held against the derived one."""

from tests.spec.clinical.asked import value

RECORD = """
    record | day | kind            | fields
    1      | -5  | extramedullary  | site=cns status=absent
    2      | 0   | cell_infusion   | product=x infusion=1
    3      | 28  | marrow_blasts   | percent=40
    5      | 60  | contact         |
    4      | 28  | response_stated | response="complete remission" treatment="first infusion"
"""


def test_a_stated_remission_makes_no_remission():
    assert value("stated_response_to_infusion", RECORD) == "complete remission"
    assert value("response_to_infusion", RECORD, cutoff=60) == "no response"
