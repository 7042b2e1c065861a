"""How two texts differ, word by word. Pure: plain text in, plain data out.

The longest common runs of words are found by difflib (Ratcliff and Obershelp, Dr. Dobb's Journal, July 1988).
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# A word with the space after it, so that runs of words can be put together again.
WORD = re.compile(r"\s*\S+\s*?(?=\s|$)|\s+")
# Beyond this many words the comparison, which is quadratic at worst, gives way to the two texts whole.
MOST_WORDS = 4_000
# How many words that both have are shown beside a difference.
AROUND = 8


class Span(NamedTuple):
    """A run of words that both texts have, or that one of them alone has."""

    kind: Literal["same", "removed", "added"]
    text: str


def differences(before: str, after: str) -> list[Span]:
    """The two texts as one: what stayed, what went and what came, in order. Joined without what went, it is `after`."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [span for span in (Span("removed", before), Span("added", after)) if span.text]
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    return list(_spans(matcher, old, new))


def _spans(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Span]:
    for tag, start, end, begin, finish in matcher.get_opcodes():
        if tag == "equal":
            yield Span("same", "".join(old[start:end]))
            continue
        if start < end:
            yield Span("removed", "".join(old[start:end]))
        if begin < finish:
            yield Span("added", "".join(new[begin:finish]))


def in_brief(spans: list[Span]) -> list[Span]:
    """The same with long stretches that stayed cut down to a few words on the side of each difference."""
    last = len(spans) - 1
    return [
        _cut(span, first=place == 0, last=place == last) if span.kind == "same" else span
        for place, span in enumerate(spans)
    ]


def _cut(span: Span, *, first: bool, last: bool) -> Span:
    words = WORD.findall(span.text)
    shown_before, shown_after = (0 if first else AROUND), (0 if last else AROUND)
    if len(words) <= shown_before + shown_after + 2:
        return span
    tail = words[len(words) - shown_after :] if shown_after else []
    return Span("same", "".join([*words[:shown_before], " … ", *tail]))
