"""How a kind of event is called in a sentence, and how tests of its fields qualify it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """The noun phrase of one kind of event, such as ``start of[ {setting}] therapy``.

    Parameters
    ----------
    text
        The phrase. A part in square brackets is there if its field is tested: ``{setting}`` for
        the value or the values of the field, ``{drugs*}`` for what a list includes, and
        ``{infusion#}`` for the number that counts the events of a patient, as an ordinal.
    fields
        How tests of other fields are put, by field: ``blasts of {}%``; of a yes or no what is
        said of either, as a pair.
    """

    text: str
    fields: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)
