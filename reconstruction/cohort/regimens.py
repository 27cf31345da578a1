"""What is given for acute lymphoblastic leukaemia before the cells, as its year allowed."""

from reconstruction.cohort.chance import between, chosen, one_in
from reconstruction.cohort.tables import Patient

INDUCTION = (
    ("hyper-CVAD", ("cyclophosphamide", "vincristine", "doxorubicin", "dexamethasone")),
    ("CALGB 8811", ("cyclophosphamide", "daunorubicin", "vincristine", "asparaginase")),
    ("E2993", ("daunorubicin", "vincristine", "prednisone", "asparaginase")),
)
LATER = (
    ("FLAG-Ida", ("fludarabine", "cytarabine", "idarubicin")),
    ("mitoxantrone-cytarabine", ("mitoxantrone", "cytarabine")),
    ("vincristine-dexamethasone", ("vincristine", "dexamethasone")),
    ("clofarabine-cytarabine", ("clofarabine", "cytarabine")),
    ("methotrexate-mercaptopurine", ("methotrexate", "mercaptopurine")),
    ("hyper-CVAD B", ("methotrexate", "cytarabine")),
)
INTENSIVE_BRIDGING = (
    ("cyclophosphamide", "vincristine", "doxorubicin", "dexamethasone"),
    ("mitoxantrone", "cytarabine"),
    ("cyclophosphamide", "etoposide"),
    ("methotrexate", "cytarabine"),
)
NONINTENSIVE_BRIDGING = (
    ("vincristine", "dexamethasone"),
    ("methotrexate", "mercaptopurine"),
    ("vincristine", "prednisone"),
)
INHIBITORS = ((2001, "imatinib"), (2006, "dasatinib"), (2012, "ponatinib"))
"""Inhibitors of the tyrosine kinase, each with the year before which it was not given."""

Regimen = tuple[str, tuple[str, ...]]


def prior_regimen(patient: Patient, number: int, year: int) -> Regimen:
    """The name and drugs of a line before the study, numbered from 0."""
    regimens = INDUCTION if number == 0 else LATER
    turn = between(patient.name, "regimens", 0, 17) + number
    name, drugs = regimens[turn % len(regimens)]
    return name, (*drugs, *_inhibitor(patient, number, year))


def bridging_regimen(patient: Patient) -> tuple[str, ...]:
    """The drugs between the collection of cells and lymphodepletion."""
    intensive = patient.is_(bridging="intensive")
    choices = INTENSIVE_BRIDGING if intensive else NONINTENSIVE_BRIDGING
    spared = one_in(patient.name, "no inhibitor", 4)
    inhibitor = () if spared else _inhibitor(patient, 1, patient.infused.year)
    return (*chosen(patient.name, "bridging", choices), *inhibitor)


def _inhibitor(patient: Patient, number: int, year: int) -> tuple[str, ...]:
    """With the Philadelphia chromosome: a stronger one in each line, as far as there was one."""
    if patient.is_(philadelphia="negative"):
        return ()
    known = [name for since, name in INHIBITORS if year >= since]
    return (known[min(number, len(known) - 1)],)
