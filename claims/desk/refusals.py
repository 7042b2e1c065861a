"""Why a step at the desk was not taken: an HTTP status for the script, and sentences for the editor."""

from collections.abc import Iterable, Mapping


class Refused(Exception):
    """A step that was not taken, and changed nothing."""

    status = 400

    def __init__(self, *sentences: str, fields: Mapping[str, Iterable[str]] | None = None) -> None:
        self.fields = {name: list(said) for name, said in (fields or {}).items()}
        self.sentences = list(sentences) or [one for said in self.fields.values() for one in said]
        super().__init__(" ".join(self.sentences))


class Unreadable(Refused):
    """It was not sent by the desk's own page, or not whole."""


class NotAllowed(Refused):
    """This user may not do that."""

    status = 403


class Gone(Refused):
    """What it names is not there, or not any more."""

    status = 404


class Overtaken(Refused):
    """The record has moved on since the page was shown."""

    status = 409


class Invalid(Refused):
    """What was typed cannot be kept as it is: `fields` says which and why."""

    status = 422
