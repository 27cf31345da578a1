"""The store's patients who are not in the study, in words."""


def in_words(count: int) -> str:
    """How many there are, as a line of a result."""
    return f"patients of the store not enrolled: {count}"
