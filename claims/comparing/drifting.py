"""Pages of relay drift: where the reports of a dossier, or one article, differ from what they relay."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, get_args

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.comparing.relays import BY_CLAIM, Relay, crediting, of_kind, relaying, relays
from claims.drift import Kind
from claims.filters import no_such
from claims.models import Claim, Credit, Dossier
from claims.models.evidence import EvidenceQuerySet
from record.listing import asked_page
from record.parameters import CURSORS, BadParameters, one_of, read_parameters
from record.slugs import find_by_public_id, find_by_slug
from sources.models import Article

# A kind of drift is known only once a passage is compared, so a page looks at no more passages than this.
AT_ONCE = 100
# How many pairs of articles a page offers to choose from.
OFFERED = 20
KINDS = dict.fromkeys(get_args(Kind))


@require_safe
def dossier_drift(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the reports on a dossier's claims differ from the articles they credit."""
    asked = read_parameters(request.GET, "kind", "article", "source", *CURSORS)
    dossier, moved = find_by_slug(Dossier.objects.visible_to(request.user), slug)
    if moved:
        return redirect("claims:dossier_drift", dossier.slug, permanent=True)
    claims = Claim.objects.of(dossier).visible_to(request.user)
    return _page(request, dossier, relaying(request.user).about(claims), asked)


@require_safe
def article_drift(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where an article differs from the articles it credits."""
    asked = read_parameters(request.GET, "kind", "source", *CURSORS)
    articles = Article.objects.visible_to(request.user).with_outlet()
    article, moved = find_by_public_id(articles, public_id)
    if moved:
        return redirect("claims:article_drift", article.public_id, permanent=True)
    return _page(request, article, relaying(request.user).citing(article), asked | {"article": ""})


def _page(
    request: HttpRequest, subject: Any, evidence: EvidenceQuerySet, asked: dict[str, str]
) -> HttpResponse:
    user = request.user
    kind = one_of("kind", asked["kind"], KINDS)
    article, source = _asked_article("article", asked, user), _asked_article("source", asked, user)
    chosen = crediting(evidence, source) if source else evidence
    chosen = chosen.citing(article) if article else chosen
    page = asked_page(chosen.with_particulars(), BY_CLAIM, asked, size=AT_ONCE)
    found = relays(page.rows, user, source)
    context = {
        "subject": subject,
        "kind": kind,
        "article": article,
        "source": source,
        "page": page,
        "relays": list(of_kind(found, kind)),
        "looked_at": len(page.rows),
        "kinds": _kinds(found),
        "alike": sum(not relay.drifts for relay in found),
        "pairs": _pairs(evidence, user),
    }
    return render(request, "claims/drift.html", context)


def _asked_article(name: str, asked: dict[str, str], user: Any) -> Article | None:
    if not asked[name]:
        return None
    try:
        return find_by_public_id(Article.objects.visible_to(user).with_outlet(), asked[name])[0]
    except Http404:
        raise BadParameters({name: no_such("article", asked[name])}) from None


def _kinds(found: Sequence[Relay]) -> list[tuple[str, int]]:
    """Each kind of drift with the number of passages that have it, in the order in which the rules name them."""
    numbers = Counter(kind for relay in found for kind in {drift.kind for drift in relay.drifts})
    return [(kind, numbers[kind]) for kind in KINDS if kind in numbers]


def _pairs(evidence: EvidenceQuerySet, user: Any) -> list[tuple[Article, Article, int]]:
    """Which articles relay which, those with most passages first."""
    credits = Credit.objects.filter(evidence__in=evidence.order_by().values("pk"), article__isnull=False)
    rows = credits.order_by().values_list("evidence__article", "article").annotate(number=Count("pk"))
    most = list(rows.order_by("-number", "evidence__article", "article")[:OFFERED])
    articles = Article.objects.visible_to(user).with_outlet().in_bulk({pk for row in most for pk in row[:2]})
    return [(articles[a], articles[b], number) for a, b, number in most if a in articles and b in articles]
