"""Which fields of a kind of event are read by a terminology."""

from functools import cache

from pydantic import BaseModel

from timeline.vocabulary.terms.term import Terms


@cache
def terminology_names(model: type[BaseModel]) -> dict[str, str]:
    """The free-text fields of a kind that name a terminology, and its name."""
    return {
        name: item.terminology
        for name, described in model.model_fields.items()
        for item in described.metadata
        if isinstance(item, Terms)
    }
