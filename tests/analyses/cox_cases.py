"""The Cox models that R fitted, fitted here."""

import numpy as np

from analyses.survival.cox.regression import cox_regression
from tests.analyses.data_sets import columns
from tests.analyses.golden import golden

GOLDEN = golden("cox")
TIED = GOLDEN["tied"]["data"]


def heart(**options):
    data = columns("heart")
    covariates = {name: data[name] for name in ("transplant", "age", "surgery")}
    if "cluster" in options:
        options["cluster"] = data["id"]
    return cox_regression(data["stop"], data["event"], covariates, entry=data["start"], **options)


def lung(*names, **options):
    data = columns("lung")
    covariates = {name: data[name] for name in names}
    if "strata" in options:
        options["strata"] = data[options["strata"]]
    return cox_regression(data["time"], data["death"], covariates, **options)


def veteran():
    data = columns("veteran")
    covariates = {name: data[name] for name in ("trt", "celltype", "karno", "age")}
    return cox_regression(data["time"], data["status"], covariates)


def mgus2(cause, *names, **options):
    data = columns("mgus2")
    covariates = {name: data[name] for name in names}
    return cox_regression(data["months"], data["cause"] == cause, covariates, **options)


def tied(entry=True, **options):
    covariates = {"x": TIED["x"], "z": TIED["z"]}
    for name, column in (("strata", "stratum"), ("weights", "weight"), ("cluster", "cluster")):
        if name in options:
            options[name] = TIED[column]
    start = TIED["entry"] if entry else None
    return cox_regression(TIED["time"], TIED["event"], covariates, entry=start, **options)


FITS = {
    "heart": heart,
    "heart_breslow": lambda: heart(ties="breslow"),
    "heart_by_patient": lambda: heart(cluster="id"),
    "lung": lambda: lung("age", "sex", "ph.ecog", "wt.loss"),
    "lung_by_institution": lambda: lung("age", "ph.karno", strata="sex"),
    "veteran": veteran,
    "mgus2_death": lambda: mgus2(2, "age", "sex", "hgb", "creat", "mspike"),
    "mgus2_malignancy": lambda: mgus2(1, "age", "sex", "mspike", ties="breslow"),
    "tied/efron": tied,
    "tied/breslow": lambda: tied(ties="breslow"),
    "tied/weighted": lambda: tied(weights=True, cluster=True),
    "tied/everything": lambda: tied(weights=True, cluster=True, strata=True),
    "tied/without_entry": lambda: tied(entry=False, strata=True),
}


def expected(name):
    found = GOLDEN
    for key in name.split("/"):
        found = found[key]
    return found


def simulated(rows=300, seed=1):
    """Rows with ties, late entry, strata and two covariates, for properties of a fit."""
    random = np.random.default_rng(seed)
    x, z = random.normal(size=rows), random.integers(0, 2, rows)
    time = np.ceil(random.exponential(20 * np.exp(-0.5 * x + 0.4 * z))) + 1
    return {
        "time": time,
        "event": random.random(rows) < 0.7,
        "covariates": {"x": x, "z": z},
        "entry": np.floor(time * random.random(rows) * 0.9),
        "strata": random.integers(0, 3, rows),
    }
