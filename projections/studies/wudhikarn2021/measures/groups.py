"""Groups that several measures count in."""

from projections.studies.wudhikarn2021.response_classes import (
    CR_AT_ALL,
    NO_RESPONSE,
    NO_RESPONSE_LATE,
)
from projections.study.measures import Group, Known, Label, Member, Number, Reached, label

CR = CR_AT_ALL
NO_RESPONSES = (NO_RESPONSE, NO_RESPONSE_LATE)
SEVERE = ("grade 3", "grade 4", "grade 5")
ANY_GRADE = ("grade 1", "grade 2", *SEVERE, "present, grade unknown")
GROSS_SITES = ("marrow", "marrow and extramedullary", "extramedullary", "blood")
IN_MARROW = ("marrow", "marrow and extramedullary")

INFUSED: Group = (Member("infused"),)
EVALUABLE: Group = (*INFUSED, label("response_to_infusion", *CR, *NO_RESPONSES))
IN_CR: Group = (label("response_to_infusion", *CR),)
PROGRESSED: Group = (Member("progressed"),)
NOT_PROGRESSED: Group = (*INFUSED, label("progressed_or_not", "not progressed"))
RELAPSED: Group = (Member("relapsed"),)
REFRACTORY: Group = (label("response_to_infusion", *NO_RESPONSES),)

TREATED: Group = (Member("given salvage"),)
FIRST_CR: Group = (label("first_line_response", "CR"),)
FIRST_FAILED: Group = (label("first_line_response", "no response"),)
RESPONDED: Group = (label("salvage_response", "CR"),)
TRANSPLANTED: Group = (*PROGRESSED, Reached("transplant_after_progression"))
DIED: Group = (*PROGRESSED, Reached("death"))

BLINATUMOMAB: Group = (Member("given blinatumomab"),)
INOTUZUMAB: Group = (Member("given inotuzumab"),)
ANTIBODY: Group = (Reached("antibody_salvage"),)
ANTIBODY_CR: Group = (Reached("antibody_remission"),)

REINFUSED: Group = (Member("reinfused"),)
REINFUSED_FIRST: Group = (label("line_of_reinfusion", "first"),)
REINFUSED_LATER: Group = (label("line_of_reinfusion", "second", "third", "later"),)
REINFUSED_CR: Group = (label("response_to_reinfusion", *CR),)
EXPANDED: Group = (Number("peak_expansion_after_infusion", above=0),)
EXPANDED_AGAIN: Group = (Number("peak_expansion_after_reinfusion", above=0),)


def died_of(cause: str) -> Label:
    """Dead of this cause, as recorded."""
    return label("cause_of_death", cause)


CD19_KNOWN: Group = (*PROGRESSED, Known("cd19_at_progression"))
