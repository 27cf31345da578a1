"""What a user asked for and is not there, or cannot be read."""


class NotFound(Exception):
    """No such study, definition or file; the message names what there is."""


class InvalidStudy(Exception):
    """A study module that cannot be used; the message names file, line, fault and remedy."""
