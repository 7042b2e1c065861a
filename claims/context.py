"""The words around a quotation in the text it was taken from. Pure: plain text in, plain text out."""

from typing import NamedTuple

# More of a paragraph on either side than anybody reads to judge one sentence.
FARTHEST = 700


class Context(NamedTuple):
    """A quotation in its paragraph: what stands before it there, the words themselves, and what follows."""

    before: str
    words: str
    after: str


def in_paragraph(text: str, quotation: str, prefix: str = "") -> Context | None:
    """The quotation in its paragraph of the text, exactly as it stands there; None where it does not.

    Paragraphs end with their line. Of several places the one that `prefix` precedes is meant, else the first.
    """
    place = text.find(prefix + quotation) + len(prefix) if prefix and prefix + quotation in text else -1
    place = place if place >= 0 else text.find(quotation)
    if place < 0 or not quotation:
        return None
    end = place + len(quotation)
    paragraph = text.rfind("\n", 0, place) + 1
    last = text.find("\n", end)
    last = last if last >= 0 else len(text)
    return Context(_last_words(text[paragraph:place]), text[place:end], _first_words(text[end:last]))


def _last_words(text: str) -> str:
    return text if len(text) <= FARTHEST else f"… {text[-FARTHEST:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    return text if len(text) <= FARTHEST else f"{text[:FARTHEST].rpartition(' ')[0]} …"
