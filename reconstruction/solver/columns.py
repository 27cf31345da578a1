"""The columns of the covariates; imported as ``c``, a column reads ``c.AGE``."""

COLUMNS = (
    "age", "male", "lines", "philadelphia", "prior transplant", "blinatumomab", "inotuzumab",
    "bridging", "ldh", "platelets", "disease", "fludarabine", "crs", "icans", "steroid",
    "steroid day", "steroid days", "steroid dose", "tocilizumab", "consolidation", "blasts",
    "extramedullary", "cd19",
)  # fmt: skip
(
    AGE, MALE, LINES, PH, ALLO, BLIN, INO, BRIDGING, LDH, PLATELETS, DISEASE, FLU, CRS, ICANS,
    STEROID, STEROID_DAY, STEROID_DAYS, STEROID_DOSE, TOCI, CONSOLIDATION, BLASTS, EM, CD19,
) = range(len(COLUMNS))  # fmt: skip
