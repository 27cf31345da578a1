"""What happened to each progressor, in order and without days: the discrete part of the cohort.

The nineteen printed patients keep the treatments, days and responses of Tables 4 and 5. The other
nineteen are named by their course, and get their numbers last.
"""

from dataclasses import dataclass

REMISSION, NONE, UNKNOWN = "complete remission", "no response", "not evaluable"
CELLS, ANTIBODY = "CAR T cells", "blinatumomab or inotuzumab"
INTENSIVE, NONINTENSIVE = "intensive", "nonintensive"
BLINATUMOMAB, INOTUZUMAB = "blinatumomab", "inotuzumab ozogamicin"
SECOND = "second infusion"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of salvage: its class, its response, and what followed a remission."""

    kind: str
    response: str
    day: int = -1
    drug: str = ""
    residual: str = ""
    transplanted: bool = False
    relapsed: bool = False
    molecular: bool = False
    lymphocytes: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A progressor: response to the cells, lines of salvage, and the end."""

    name: str
    residual: str  # "": refractory to the cells
    lines: tuple[Line, ...]
    status: str
    cause: str = ""
    molecular: bool = False
    printed: bool = True

    @property
    def refractory(self) -> bool:
        return not self.residual


def chemo(response: str, kind: str = NONINTENSIVE, **what: object) -> Line:
    return Line(kind, response, **what)  # type: ignore[arg-type]


def blinatumomab(day: int, response: str, **what: object) -> Line:
    return Line(ANTIBODY, response, day, BLINATUMOMAB, **what)  # type: ignore[arg-type]


def inotuzumab(day: int, response: str, **what: object) -> Line:
    return Line(ANTIBODY, response, day, INOTUZUMAB, **what)  # type: ignore[arg-type]


def cells(day: int, response: str, **what: object) -> Line:
    return Line(CELLS, response, day, SECOND, **what)  # type: ignore[arg-type]


NEG, POS, UNSTATED = "negative", "positive", "unknown"
DISEASE, TREATMENT = "disease", "treatment"

PRINTED = (
    History("MSK7", NEG, (chemo(NONE), cells(166, NONE)), "dead", DISEASE),
    History("MSK9", NEG, (cells(204, NONE), chemo(NONE)), "dead", DISEASE, molecular=True),
    History(
        "MSK13", NEG,
        (chemo(NONE), chemo(NONE, INTENSIVE), cells(1041, NONE), chemo(NONE)), "dead", DISEASE,
    ),
    History(
        "MSK15", NEG,
        (
            chemo(REMISSION, INTENSIVE, residual=NEG, relapsed=True),
            chemo(NONE),
            blinatumomab(1500, REMISSION, residual=NEG, lymphocytes=True),
        ),
        "alive",
    ),
    History(
        "MSK16", NEG,
        (
            chemo(REMISSION, residual=POS),
            cells(104, REMISSION, residual=NEG, transplanted=True, relapsed=True),
        ),
        "dead", DISEASE,
    ),
    History("MSK17", NEG, (cells(104, REMISSION, residual=NEG),), "dead", TREATMENT),
    History("MSK24", POS, (chemo(NONE), cells(80, NONE), chemo(NONE)), "dead", "unknown"),
    History(
        "MSK26", NEG,
        (
            chemo(NONE),
            chemo(REMISSION, INTENSIVE, residual=POS, transplanted=True, relapsed=True),
            inotuzumab(253, UNKNOWN),
        ),
        "dead", TREATMENT,
    ),
    History(
        "MSK29", NEG, (blinatumomab(895, NONE), inotuzumab(965, NONE), cells(1110, NONE)),
        "dead", DISEASE,
    ),
    History(
        "MSK34", NEG,
        (
            chemo(REMISSION, INTENSIVE, residual=POS, transplanted=True, relapsed=True),
            chemo(NONE),
            blinatumomab(318, REMISSION, residual=NEG, relapsed=True),
        ),
        "dead", DISEASE,
    ),
    History(
        "MSK35", "",
        (
            chemo(NONE),
            blinatumomab(73, NONE),
            inotuzumab(116, REMISSION, residual=POS, transplanted=True),
        ),
        "dead", TREATMENT,
    ),
    History(
        "MSK36", POS,
        (chemo(NONE), chemo(NONE, INTENSIVE), cells(343, NONE), chemo(NONE)), "alive",
    ),
    History("MSK39", "", (chemo(NONE), blinatumomab(54, REMISSION, residual=UNSTATED)), "lost"),
    History(
        "MSK44", POS,
        (
            chemo(NONE),
            cells(451, REMISSION, residual=POS, relapsed=True),
            inotuzumab(564, REMISSION, residual=NEG),
        ),
        "lost",
    ),
    History("MSK46", NEG, (inotuzumab(484, UNKNOWN),), "dead", DISEASE),
    History(
        "MSK50", NEG,
        (inotuzumab(136, REMISSION, residual=POS, transplanted=True, relapsed=True),),
        "dead", DISEASE,
    ),
    History(
        "MSK53", NEG,
        (
            chemo(REMISSION, residual=NEG, relapsed=True),
            chemo(NONE, INTENSIVE),
            inotuzumab(198, REMISSION, residual=UNSTATED, relapsed=True),
        ),
        "dead", DISEASE,
    ),
    History(
        "MSK55", "", (chemo(NONE), blinatumomab(90, NONE), inotuzumab(229, NONE)), "dead", DISEASE,
    ),
    History(
        "MSK56", POS,
        (
            cells(164, REMISSION, residual=NEG, relapsed=True, molecular=True),
            blinatumomab(361, NONE),
        ),
        "dead", "unknown", molecular=True,
    ),
)  # fmt: skip


def _other(name: str, residual: str, lines: tuple[Line, ...], *end: str) -> History:
    return History(name, residual, lines, *end, printed=False)


_EARLY = (chemo(UNKNOWN),)
OTHERS = (
    _other("relapse after transplant", NEG,
           (chemo(NONE), chemo(REMISSION, INTENSIVE, residual=POS, transplanted=True,
                               relapsed=True)), "dead", DISEASE),
    _other("cured by transplant", NEG,
           (chemo(REMISSION, INTENSIVE, residual=UNSTATED, transplanted=True),), "alive"),
    _other("six lines", NEG, (chemo(NONE),) * 3 + (chemo(NONE, INTENSIVE),) + (chemo(NONE),) * 2,
           "dead", DISEASE),
    _other("two lines", POS, (chemo(NONE), chemo(NONE)), "dead", DISEASE),
    _other("persistent 1", NEG, (chemo(NONE, INTENSIVE),), "dead", DISEASE),
    _other("persistent 2", POS, (chemo(NONE),), "dead", DISEASE),
    _other("early 1", "", (chemo(UNKNOWN, INTENSIVE),), "dead", DISEASE),
    _other("early 2", "", _EARLY, "dead", DISEASE),
    _other("early 3", NEG, _EARLY, "dead", DISEASE),
    _other("early 4", NEG, _EARLY, "dead", "unknown"),
    _other("early 5", NEG, (chemo(UNKNOWN, INTENSIVE),), "lost"),
    *(_other(f"supportive {n}", "", (), "dead", DISEASE) for n in (1, 2, 3, 4)),
    _other("supportive 5", POS, (), "dead", DISEASE),
    _other("supportive 6", POS, (), "dead", "unknown"),
    _other("supportive 7", UNSTATED, (), "dead", DISEASE),
    _other("supportive 8", UNSTATED, (), "lost"),
)  # fmt: skip

HISTORIES = PRINTED + OTHERS
