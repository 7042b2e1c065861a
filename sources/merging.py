"""What merging two outlets or articles has to heed."""

from collections.abc import Iterator
from typing import Any

from record.merging.names import keep_names
from record.merging.rules import allow
from sources.models import Article, ArticleAddress, ArticleText, Outlet

# The first of each is what says whether the others say anything.
TOGETHER = (
    ("published", "published_words", "published_inferred", "published_reason"),
    ("accessed_on", "stub"),
    ("status", "status_note", "superseded_by"),
)


def register() -> None:
    """Let outlets and articles be merged."""
    allow(Outlet, afterwards=keep_names)
    allow(Article, together=TOGETHER, ask=_two_reports, afterwards=_keep_addresses)


def _two_reports(kept: Article, gone: Article) -> Iterator[str]:
    if kept.url_normalized and gone.url_normalized:
        yield (
            f"They were published at different addresses, {kept.url} and {gone.url}: is it the same report, and not a "
            "later version or a reprint?"
        )
    if kept.outlet_id and gone.outlet_id and kept.outlet_id != gone.outlet_id:
        yield f"They are logged under different outlets, {kept.outlet} and {gone.outlet}: which of the two is wrong?"
    if gone.superseded_by_id == kept.pk:
        yield "The one is recorded as superseded by the other: are they not two versions, each of which was published?"
    texts = ArticleText.objects.filter(article__in=[kept.pk, gone.pk]).values_list("sha256", flat=True)
    if len(set(texts)) == 2:
        yield (
            "Each has a stored text of its own, and the two differ: the one of the article kept stays, in which "
            "quotations from the other may not be found."
        )


def _keep_addresses(joining: Any, kept: Article, before: Article, gone: Article) -> None:
    """Whoever brings the other address is led to this article."""
    for address in kept.addresses.filter(url_normalized=kept.url_normalized):
        joining.drop(address, None)
    for one in (before, gone):
        known = ArticleAddress.objects.filter(url_normalized=one.url_normalized)
        if one.url and one.url_normalized != kept.url_normalized and not known.exists():
            joining.make(ArticleAddress(article=kept, url=one.url))
