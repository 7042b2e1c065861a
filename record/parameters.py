"""What an address asks for after its `?`: each parameter known, given once, and readable; or a 400 that helps."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.core.exceptions import BadRequest
from django.http import QueryDict

from record.refusals import as_typed

LONGEST = 200
# A cursor holds the values of a row, of which a folded name of 400 characters is the longest.
CURSORS = ("after", "before")
LONGEST_CURSOR = 2_500


class BadParameters(BadRequest):
    """An address whose parameters cannot be read: `names` as they were given, `refusals` what to do about each.

    Whichever view it leaves, the answer is 400.html, which lists the refusals; their keys can always be printed.
    """

    def __init__(self, refusals: Mapping[str, str]) -> None:
        super().__init__(" ".join(f"{as_typed(name)}: {said}" for name, said in refusals.items()))
        self.names = list(refusals)
        self.refusals = {as_typed(name)[1:-1]: said for name, said in refusals.items()}


def read_parameters(query: QueryDict, *known: str) -> dict[str, str]:
    """Return the text of each known parameter without the spaces around it, "" where it is empty or missing.

    Raises BadParameters, naming every one at once, for those that are unknown (unless empty), given more than
    once, too long, or hold characters that no database stores.
    """
    given = {name: [value.strip() for value in values if value.strip()] for name, values in query.lists()}
    refusals = {name: said for name, values in given.items() if (said := _refusal(name, values, known))}
    if refusals:
        raise BadParameters(refusals)
    return {name: "".join(given.get(name, [])) for name in known}


def one_of(name: str, value: str, allowed: Mapping[str, object]) -> str:
    """Return `value` if it is empty or among the allowed ones, or raise BadParameters."""
    if value and value not in allowed:
        raise BadParameters(
            {name: f"{as_typed(value)} is not known here. Choose one of: {', '.join(allowed)}."}
        )
    return value


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn a ValueError inside the block into the refusal of this parameter."""
    try:
        yield
    except ValueError as error:
        raise BadParameters({name: str(error)}) from error


def _refusal(name: str, values: list[str], known: tuple[str, ...]) -> str:
    if not values:
        return ""
    if name not in known or not _storable(name):
        return f"Nothing here goes by this name. Leave it out{_instead(known)}."
    if len(values) > 1:
        return "It is given more than once. Give it once."
    if len(values[0]) > (longest := LONGEST_CURSOR if name in CURSORS else LONGEST):
        return f"It is too long: at most {longest:,} characters can be read."
    if not _storable(values[0]):
        return "It holds characters that no text can hold. Type it again."
    return ""


def _instead(known: tuple[str, ...]) -> str:
    return f"; this page takes: {', '.join(known)}" if known else ": this page takes none"


def _storable(text: str) -> bool:
    """Whether both databases store the text: PostgreSQL refuses NUL, and neither takes a lone surrogate."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
