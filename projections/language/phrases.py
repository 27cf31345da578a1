"""What sentences of all nodes have in common: who is cited by name, and what is set off."""

from collections.abc import Mapping
from functools import singledispatch

from projections.language.conditions import AllOf, AnyOf, Condition
from projections.language.node import Node
from projections.language.wording import words


@singledispatch
def phrase(node: Node, names: Mapping[int, str]) -> str:
    """What a node says, citing those that it is composed of by name."""
    raise NotImplementedError(f"no sentence for {type(node).__name__}")


def cited(node: Node, names: Mapping[int, str]) -> str:
    """A definition's name if it has one, else what it says."""
    name = names.get(id(node))
    return f"«{words(name)}»" if name else phrase(node, names)


def stated(condition: Condition, names: Mapping[int, str]) -> str:
    """A condition as a clause; one that has a name holds or not."""
    return cited(condition, names) + (" holds" if id(condition) in names else "")


def grouped(part: Condition, names: Mapping[int, str]) -> str:
    """A condition as a clause that can stand beside others."""
    text = stated(part, names)
    return f"({text})" if isinstance(part, AllOf | AnyOf) and id(part) not in names else text


def set_off(node: Node, names: Mapping[int, str]) -> str:
    """Cited so that its own commas are not read as those of the sentence around it."""
    text = cited(node, names)
    return f"({text})" if "," in text and id(node) not in names else text
