"""What an editor sees of an article at the desk: its paragraphs, what is logged in each, and what is left to do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

from claims.desk.anchoring import Span, anchor, occurrences
from claims.desk.paragraphs import HEADLINE, Paragraph, Sheet, sheet
from claims.models import Dossier, Evidence, NothingToLog
from sources.models import Article, ArticleText

# Why a passage cannot be marked in the text.
PARAPHRASED = "a paraphrase, which has no place of its own in the text"
NO_PASSAGE = "no passage was given"
NOT_THERE = "these exact words are not in the text held here"
SEVERAL = "these words stand here more than once, and nothing tells which of them is meant"


@dataclass(frozen=True)
class Logged:
    """A passage on record, and where it stands in the sheet; None, with the reason, where that cannot be said."""

    evidence: Evidence
    span: Span | None
    why_not: str = ""


@dataclass(frozen=True)
class Segment:
    """A stretch of a paragraph under the same passages; `ends` are those that end with it."""

    text: str
    under: tuple[Logged, ...]
    ends: tuple[Logged, ...]


@dataclass(frozen=True)
class Shown:
    """A paragraph as it is shown: its segments, and what has become of it."""

    paragraph: Paragraph
    segments: tuple[Segment, ...]
    dismissed_by: Any = None

    @property
    def state(self) -> str:
        """One of logged, dismissed, untouched."""
        if any(segment.under for segment in self.segments):
            return "logged"
        return "dismissed" if self.dismissed_by is not None else "untouched"

    @property
    def sentence_bounds(self) -> str:
        """The sentences as the page hands them to its script: "0-14 15-32", in characters of the paragraph."""
        return " ".join(f"{start}-{end}" for start, end in self.paragraph.sentences)


@dataclass
class Desk:
    """An article on the desk, read for a dossier. Made by `load`."""

    article: Article
    dossier: Dossier
    sheet: Sheet
    sha256: str
    logged: list[Logged] = field(default_factory=list)
    dismissed: dict[str, str] = field(default_factory=dict)  # the digest of a paragraph's words -> by whom

    @property
    def shown(self) -> list[Shown]:
        """Every paragraph, in order."""
        return [
            Shown(one, tuple(segments(one, self.logged)), self.dismissed.get(one.words_sha256))
            for one in self.sheet.paragraphs
        ]

    @property
    def orphaned(self) -> list[Logged]:
        """Passages that the text does not show."""
        return [one for one in self.logged if one.span is None]


def coverage(shown: Iterable[Shown]) -> Counter[str]:
    """How many paragraphs are logged, dismissed, untouched. The headline is none of them."""
    return Counter(one.state for one in shown if one.paragraph.number != HEADLINE)


def load(article: Article, dossier: Dossier, *, user: Any) -> Desk:
    """Lay the article on the desk, with every passage of it on record, whichever dossier its claim is in.

    Four queries, however long the text. An article whose text is not held has its headline alone.
    """
    laid_out, text_sha256 = _laid_out(article)
    desk = Desk(article, dossier, laid_out, text_sha256)
    rows = Evidence.objects.visible_to(user).citing(article).select_related("claim", "created_by")
    desk.logged = [place(row, laid_out) for row in rows.order_by("pk")]
    desk.dismissed = NothingToLog.objects.names(article, dossier)
    return desk


def load_sheet(article: Article) -> Sheet:
    """The article's paragraphs alone."""
    return _laid_out(article)[0]


def _laid_out(article: Article) -> tuple[Sheet, str]:
    held = ArticleText.objects.filter(article=article).first()
    return sheet(article.title, held.text if held else ""), held.sha256 if held else ""


def place(evidence: Evidence, laid_out: Sheet) -> Logged:
    """Find a passage in the sheet: exactly, or not at all."""
    if not evidence.quotation.strip():
        return Logged(evidence, None, PARAPHRASED if evidence.paraphrase else NO_PASSAGE)
    located = laid_out.located(evidence.locator)
    span = anchor(
        laid_out.text,
        evidence.quotation,
        prefix=evidence.quotation_prefix,
        suffix=evidence.quotation_suffix,
        within=(located.start, located.end) if located else None,
    )
    if span:
        return Logged(evidence, span)
    return Logged(evidence, None, SEVERAL if occurrences(laid_out.text, evidence.quotation) else NOT_THERE)


def segments(paragraph: Paragraph, logged: Iterable[Logged]) -> Iterator[Segment]:
    """Cut a paragraph wherever a passage begins or ends, so that passages may overlap in any way."""
    here = [(one, clipped) for one in logged if (clipped := _clipped(one.span, paragraph))]
    bounds = sorted({0, len(paragraph.text), *(bound for _, span in here for bound in span)})
    for start, end in pairwise(bounds):
        under = tuple(one for one, span in here if span[0] <= start and end <= span[1])
        ends = tuple(one for one, span in here if span[1] == end)
        yield Segment(paragraph.text[start:end], under, ends)


def _clipped(span: Span | None, paragraph: Paragraph) -> Span | None:
    """The part of a passage that lies in the paragraph, as offsets into it."""
    if span is None or span[1] <= paragraph.start or paragraph.end <= span[0]:
        return None
    return max(span[0], paragraph.start) - paragraph.start, min(span[1], paragraph.end) - paragraph.start


def fingerprint(text: str) -> str:
    """A short digest, by which the page says which version of a paragraph it shows."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
