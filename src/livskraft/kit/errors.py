"""How does a rule or an action say no? In a Swedish sentence that the person can act on."""


class Refused(Exception):
    """The request cannot be carried out; `message` is shown to the person, beside `field` when one is named."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Conflict(Exception):
    """Somebody else changed the record after this person opened it; nothing was written."""


class Gone(Exception):
    """Somebody else removed the record after this person opened it; nothing was written."""
