"""Words from which sentences are made: identifiers, ordinals, lists, tests of a field."""

from collections.abc import Sequence

from projections.language.events import FieldTest

OPPOSITES = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "is": "is not"}


def words(identifier: str) -> str:
    """An identifier as words."""
    return identifier.replace("_", " ")


def ordinal(n: int) -> str:
    """First, second, third, 4th ... 11th ... 21st."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(n % 10 if n % 100 not in (11, 12, 13) else 0, "th")
    return {1: "first", 2: "second", 3: "third"}.get(n, f"{n}{ending}")


def days(n: int) -> str:
    """One day, two days ..."""
    return f"{n} day" if n == 1 else f"{n} days"


def listed(texts: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *others, final = texts
    return f"{', '.join(others)} {last} {final}" if others else final


def plain(value: object) -> str:
    """A value of a field as it is printed: 5, not 5.0; true, not True."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def apart(texts: Sequence[str], junction: str) -> str:
    """Texts joined by ``and`` or ``or``, in brackets where they hold such a word themselves."""
    compound = [
        len(texts) > 1 and any(word in text for word in (" or ", " and ", " with "))
        for text in texts
    ]
    pairs = zip(texts, compound, strict=True)
    return f" {junction} ".join(f"({text})" if set_off else text for text, set_off in pairs)


def tested(test: FieldTest) -> str:
    """The test without its field: ``< 5``, ``is negative``, ``is a or b``, ``include a``."""
    return f"{_verb(test)} {listed(_values(test), 'or')}"


def denied(test: FieldTest) -> str:
    """The opposite test: ``>= 5``, ``is not negative``, ``is neither a nor b``."""
    if test.operator in OPPOSITES:
        return f"{OPPOSITES[test.operator]} {listed(_values(test))}"
    if test.operator == "one of":
        return f"is {'neither' if len(_values(test)) > 1 else 'not'} {' nor '.join(_values(test))}"
    return f"not {tested(test)}"


def places(which: str, per: str, cleared_by: Sequence[str]) -> str:
    """``at some site``, and what clears all of them."""
    clearing = f" (all are cleared by {listed(cleared_by, 'or')})" if cleared_by else ""
    return f"at {which} {words(per)}{clearing}"


def _verb(test: FieldTest) -> str:
    many = test.field.endswith("s")
    if test.operator.startswith("includes") or test.operator == "not understood":
        return "include" if many else "includes"
    if test.operator == "of class":
        return "include one of class" if many else "is of class"
    return "is" if test.operator == "one of" else test.operator


def _values(test: FieldTest) -> list[str]:
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return [plain(value) for value in values]
