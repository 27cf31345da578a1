"""What a user asked for and is not there."""


class NotFound(Exception):
    """No such study, definition or file; the message names what there is."""
