"""What the tests of the editors' checks share: ways to make what checks find, and to ask what they found."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from claims.checks import run
from claims.checks.findings import Finding
from claims.models import Claim, Evidence
from sources.models import Article, ArticleText
from tests.factories import make_evidence


def store_text(article: Article, text: str) -> ArticleText:
    digest = sha256(text.encode()).hexdigest()
    captured = datetime(2025, 1, 5, 12, tzinfo=UTC)
    return ArticleText.objects.create(
        article=article, text=text, sha256=digest, length=len(text), captured_at=captured
    )


def found(claim: Claim) -> list[Finding]:
    [checked] = run.check([Claim.objects.get(pk=claim.pk)])
    return checked.open


def names(claim: Claim) -> list[str]:
    return [finding.check.name for finding in found(claim)]


def follow_first(claim: Claim, by: Any) -> Finding:
    """Follow the first fix of the only finding, which is then gone."""
    [finding] = found(claim)
    run.follow(claim, finding.key, finding.fixes[0].token, by=by)
    assert found(claim) == []
    return finding


def relay(claim: Claim, article: Article, credited: Article, **fields: Any) -> Evidence:
    return make_evidence(claim, article, crediting=[credited], **fields)


def unfound() -> Evidence:
    piece = make_evidence(quotation="he left at dusk")
    store_text(piece.article, "It says that he left at dawn.")
    return piece
