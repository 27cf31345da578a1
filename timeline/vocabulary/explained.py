"""What the words of a field mean, said where the field is declared and shown by ``schema``."""

from collections.abc import Mapping
from typing import Any


class Explained:
    """Annotates a field of fixed words with a plain explanation of each.

    Raises
    ------
    ValueError
        When the schema is asked for, if the words explained are not those of the field.
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self.meanings = dict(meanings)

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        """One entry for each word, with its explanation, in place of the bare list."""
        schema: dict[str, Any] = handler(core_schema)
        if schema.pop("enum") != list(self.meanings):
            raise ValueError("explain the words of the field, in their order")
        words = [{"const": word, "description": text} for word, text in self.meanings.items()]
        return {**schema, "oneOf": words}
