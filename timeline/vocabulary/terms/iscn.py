"""ISCN, the nomenclature of karyotypes, as far as definitions need it.

McGowan-Jordan J, Hastings RJ, Moore S (eds). ISCN 2020: An International System for Human
Cytogenomic Nomenclature. Karger, 2020. Clones are separated by ``/``; a clone is the number of
chromosomes, the sex chromosomes and the abnormalities, separated by commas, and in brackets the
number of cells.
"""

import re
from dataclasses import dataclass, replace
from typing import Self

_OPERATION = (
    r"(?:t|inv|del|dup|ins|add|psu ?dic|dic|idic|ider|der|iso|i|r|trp|tas|hsr|rea)"
    r"(?:\([0-9XYpqvcenthsr;.,?~:>→-]+\))+"
)
_ABNORMALITY = re.compile(
    rf"""[+-]?\??(?:{_OPERATION})+(?P<times>x\d)?(?P<inborn>c)?
    |    [+-]\??(?:\d{{1,2}}|[XY]|(?:\d(?:~\d)?)?(?:mar|r)\d?)(?:x\d)?(?P<inborn_too>c)?
    |    \d{{0,3}}(?:~\d{{1,3}})?dmin""",
    re.IGNORECASE | re.VERBOSE,
)
_TRANSLOCATION = re.compile(r"(?<![a-z])t\(([0-9XY;]+)\)(?:\(([pq0-9.;]+)\))?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{2,3})(?:[~-](\d{2,3}))?(?:<\dn>)?[±]?")
_CELLS = re.compile(r"\[(?:cp)?\d+\]")
_ONE_CELL = re.compile(r"\[1\]\s*$")
_SOMY = re.compile(r"(mono|tri)somy\s?(\d{1,2}|X|Y)", re.IGNORECASE)
_ARM_LOST = re.compile(r"(\d{1,2})([pq])-", re.IGNORECASE)
_AT_ONE_CHROMOSOME = re.compile(r"\??([a-z]+)\((\d{1,2}|X|Y)\)?\(?([pq][0-9.pq]*)\)")
_SEX = re.compile(r"(?:X{1,4}Y{0,3}|\?)c?", re.IGNORECASE)
_EARLIER = re.compile(r"(?:idem|sl|sdl\d?)(?:x\d)?", re.IGNORECASE)

End = tuple[str, str]
"""A chromosome and its band, empty where none is written."""


@dataclass(frozen=True, slots=True)
class Translocation:
    """Which chromosomes exchanged material, and at which bands; by number of chromosome."""

    ends: tuple[End, ...]

    @property
    def banded(self) -> bool:
        """Whether the breakpoints are written."""
        return all(band for _, band in self.ends)

    def shows(self, known: Self) -> bool:
        """Whether this is the known translocation, or a variant that involves a third chromosome.

        Bands agree if one is written to a finer resolution: q11.2 lies in q11.
        """
        if [end for end, _ in self.ends] == [end for end, _ in known.ends]:
            return not (self.banded and known.banded) or self._holds(known)
        return len(self.ends) > len(known.ends) and self.banded and self._holds(known)

    def _holds(self, known: Self) -> bool:
        bands = dict(self.ends)
        return all(_same_band(bands.get(chromosome), band) for chromosome, band in known.ends)


def _same_band(written: str | None, known: str) -> bool:
    """Whether one band lies in the other; of a chromosome that is not involved there is none."""
    if not written or not known:
        return False
    return written.startswith(known) or known.startswith(written)


def translocations(text: str) -> list[Translocation]:
    """The translocations in an abnormality, those of derivative chromosomes too."""
    found = []
    for chromosomes, bands in _TRANSLOCATION.findall(text):
        numbers = chromosomes.upper().split(";")
        places = bands.lower().split(";") if bands else [""] * len(numbers)
        if len(places) == len(numbers):
            found.append(Translocation(tuple(sorted(zip(numbers, places, strict=True), key=_rank))))
    return found


def _rank(end: End) -> tuple[int, str]:
    return (int(end[0]) if end[0].isdecimal() else 100, end[0])


def abnormality(text: str) -> str | None:
    """One abnormality in its usual spelling; None if the text is none."""
    tidy = re.sub(r"\s", "", _CELLS.sub("", text)).replace("−", "-").replace("–", "-")
    if _ABNORMALITY.fullmatch(tidy) is None:
        return None
    return tidy.lower().replace("x", "X").replace("y", "Y").replace("iso(", "i(")


def in_symbols(text: str) -> str:
    """An abnormality in the symbols of ISCN where it is written in words, as ``monosomy 7``."""
    if somy := _SOMY.fullmatch(text.strip()):
        return f"{'-' if somy[1].lower() == 'mono' else '+'}{somy[2]}"
    lost = _ARM_LOST.fullmatch(text.strip())
    return f"del({lost[1]}{lost[2].lower()})" if lost else text


def by_arm(spelt: str) -> str:
    """What is the same abnormality written to any resolution: del(9)(p21) and del(9p) are."""
    found = _AT_ONE_CHROMOSOME.fullmatch(spelt)
    arms = set(re.findall("[pq]", found[3])) if found else ()
    return f"{found[1]}({found[2]}{arms.pop()})" if found and len(arms) == 1 else spelt


@dataclass(frozen=True, slots=True)
class Clone:
    """Cells of one karyotype.

    Attributes
    ----------
    is_one
        False where a single cell was found: that is no clone.
    fewest, most
        Number of chromosomes, a range if it varies.
    abnormalities
        As ``abnormality`` spells them, those of the clone it came from included.
    """

    fewest: int
    most: int
    abnormalities: tuple[str, ...]
    is_one: bool = True

    @property
    def acquired(self) -> tuple[str, ...]:
        """The abnormalities that are not constitutional."""
        return tuple(
            abnormality for abnormality in self.abnormalities if not abnormality.endswith("c")
        )


def clones(text: str) -> list[Clone] | None:
    """The clones of a whole karyotype; None if the text is none or cannot be read to its end."""
    found: list[Clone] = []
    for written in text.strip(" .").replace("//", "/").split("/"):
        symbols = _CELLS.sub("", written).strip(" .")
        clone = _clone([part.strip() for part in symbols.split(",")], found)
        if clone is None:
            return None
        found.append(replace(clone, is_one=_ONE_CELL.search(written) is None))
    return found


def _clone(parts: list[str], earlier: list[Clone]) -> Clone | None:
    number, *rest = parts
    counted = _NUMBER.fullmatch(number.replace(" ", ""))
    if counted is None or not rest:
        return None
    abnormalities: list[str] = []
    if _EARLIER.fullmatch(rest[0]) and earlier:
        abnormalities.extend(earlier[0 if rest[0][0] in "iI" else -1].abnormalities)
    elif not _SEX.fullmatch(rest[0]):
        return None
    for part in rest[1:]:
        read = abnormality(part)
        if read is None:
            return None
        abnormalities.append(read)
    fewest = int(counted[1])
    return Clone(fewest, int(counted[2] or fewest), tuple(dict.fromkeys(abnormalities)))
