"""The classes of response to a treatment, by when and how it was found.

"Not evaluable" has several meanings in the paper: early death, loss to follow-up, and a response
that was never assessed ("Unknown" in Table 4). They are classes of their own here.
"""

from itertools import chain

LATE = "{}, found after the window"

NEGATIVE_CR, POSITIVE_CR, CR_UNKNOWN = "MRD-negative CR", "MRD-positive CR", "CR with MRD unknown"
CR_BY_RESIDUAL = {
    residual: (label, LATE.format(label))
    for residual, label in (
        ("negative", NEGATIVE_CR),
        ("positive", POSITIVE_CR),
        ("unknown", CR_UNKNOWN),
    )
}
"""Complete remission, found by the end of the window or after it, by its residual disease."""
CR_AT_ALL = tuple(chain(*CR_BY_RESIDUAL.values()))

NO_RESPONSE = "no response"
NO_RESPONSE_LATE = LATE.format(NO_RESPONSE)

EARLY_DEATH = "not evaluable: early death"
LOST = "not evaluable: lost to follow-up"
SITES_NOT_ASSESSED = "not evaluable: extramedullary disease not assessed"
NOT_ASSESSED = "not evaluable: not assessed"
NOT_EVALUABLE = (EARLY_DEATH, LOST, SITES_NOT_ASSESSED, NOT_ASSESSED)
NOT_YET = "not yet assessed"
