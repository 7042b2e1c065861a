"""How a refusal quotes what was typed: short, and safe to send to any page, log or terminal."""


def as_typed(text: str, limit: int = 60) -> str:
    """Return `text` in quotes for an error message, shortened to `limit` characters.

    Characters that do not print (NUL, lone surrogates, bidirectional controls) become U+FFFD: a message that
    carried them could not be encoded as UTF-8, or could reorder the sentence around it.
    """
    start = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:limit])
    return f"'{start}…'" if len(text) > limit else f"'{start}'"
