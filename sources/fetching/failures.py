"""Why a page was not fetched: a word for the kind of failure, and sentences for the editor."""

from record.refusals import as_typed

PASTE = "Open it in your browser and paste its text below."
WAIT = "Try again later, or open it in your browser and paste its text below."

# What the more frequent refusals of a site mean (RFC 9110, 6585 and 7725).
STATUSES = {
    401: ("login", f"The site asks for a log-in (401). {PASTE}"),
    402: ("paywall", f"The site asks to be paid for this page (402). If you have access: {PASTE}"),
    403: ("forbidden", f"The site refuses to show this page to our server (403). {PASTE}"),
    404: (
        "missing",
        "There is no page at this address (404). Check it, or try the address of an archived copy.",
    ),
    410: ("gone", "The page was taken down (410). Try the address of an archived copy."),
    429: ("busy", f"The site says that it is asked too often (429). {WAIT}"),
    451: (
        "forbidden",
        f"The site says that it may not show this page here, for legal reasons (451). {PASTE}",
    ),
}


class NotFetched(Exception):
    """A page could not be had. `kind` says in a word what went wrong, the text what happened and what to do."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind = kind


def refused(what: str) -> NotFetched:
    """An address that this server must not ask, whoever wants it."""
    return NotFetched("refused", f"This address is not fetched: {what}.")


def not_an_address(words: str) -> NotFetched:
    return NotFetched("address", words)


def unknown_host(host: str) -> NotFetched:
    return NotFetched("unknown", f"No site has the name {as_typed(host)}. Check how the address is written.")


def unreachable(host: str) -> NotFetched:
    return NotFetched("unreachable", f"The site {host} does not answer, or broke off. {WAIT}")


def no_certificate(host: str) -> NotFetched:
    return NotFetched(
        "certificate", f"The site {host} cannot prove that it is itself (its certificate). {PASTE}"
    )


def too_slow(seconds: float) -> NotFetched:
    return NotFetched("timeout", f"The page had not come whole after {seconds:g} seconds. {WAIT}")


def too_big(limit: int) -> NotFetched:
    return NotFetched("size", f"The page is larger than {round(limit / 1_000_000)} MB. {PASTE}")


def too_many_redirects(limit: int) -> NotFetched:
    return NotFetched(
        "redirects", f"The address leads on to another more than {limit} times, perhaps in a circle. {PASTE}"
    )


def not_text(content_type: str) -> NotFetched:
    what = content_type.partition(";")[0].strip()[:60] or "of a kind that the site does not name"
    return NotFetched("type", f"What is at this address is no page of text but {what}. {PASTE}")


def unreadable(words: str) -> NotFetched:
    return NotFetched("unreadable", f"The site sent {words}. {PASTE}")


def bad_status(status: int) -> NotFetched:
    if status in STATUSES:
        return NotFetched(*STATUSES[status])
    if status >= 500:
        return NotFetched("failing", f"The site itself is failing ({status}). {WAIT}")
    return NotFetched("status", f"The site answered {status} instead of a page. {PASTE}")
