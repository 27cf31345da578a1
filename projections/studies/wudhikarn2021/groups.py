"""The groups of patients that the paper reports on, by name."""

from collections.abc import Mapping

from projections.language import Condition, Milestone, Node, judged, reached
from projections.studies.wudhikarn2021.response import after_infusion
from projections.studies.wudhikarn2021.risk import gross_disease
from projections.studies.wudhikarn2021.treatments import (
    blinatumomab,
    death,
    infusion,
    inotuzumab,
    reinfusion,
)

GROSS_BEFORE_INFUSION = judged(gross_disease, at=infusion)


def populations(named: Mapping[str, Node]) -> dict[str, Condition]:
    """The groups, made of the study's definitions by name."""

    def milestone(name: str) -> Milestone:
        node = named[name]
        assert isinstance(node, Milestone), f"{name} is no milestone"
        return node

    def has(name: str) -> Condition:
        return reached(milestone(name))

    progressed = has("progression")
    remitted_before = judged(reached(after_infusion.remission), at=milestone("progression"))
    return {
        "infused": reached(infusion),
        "morphologic before infusion": reached(GROSS_BEFORE_INFUSION),
        "evaluable after infusion": (
            has("remission_after_infusion") | has("no_response_to_infusion")
        ),
        "given tocilizumab": has("tocilizumab_after_infusion"),
        "given steroids": has("steroid_after_infusion"),
        "died": reached(death),
        "progressed": progressed,
        "died after progression": progressed & reached(death),
        "relapsed": reached(remitted_before),
        "progressed in the marrow": has("in_marrow"),
        "progressed, CD19 known": progressed & has("cd19_tested"),
        "given salvage": progressed & has("first_line"),
        "evaluable after first salvage": (
            has("remission_in_first_line") | has("no_response_in_first_line")
        ),
        "given blinatumomab": reached(blinatumomab),
        "given inotuzumab": reached(inotuzumab),
        "reinfused": reached(reinfusion),
    }
