"""Two articles, claim by claim: `/articles/compare/?a=…&b=…`."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.comparing.agreement import Difference, between
from claims.comparing.loading import Said, comparable, passages_at
from claims.comparing.relays import crediting, name_of, relay_of
from claims.drift import Drift
from claims.filters import no_such
from claims.models import Claim
from claims.models.claims import ClaimQuerySet
from claims.models.evidence import EvidenceQuerySet
from claims.passages import Passage
from claims.records import read_for
from record.listing import Section, Shown, asked_sections
from record.parameters import CURSORS, BadParameters, read_parameters
from record.slugs import find_by_public_id
from sources.models import Article

# How many claims in both reports a page looks at.
AT_ONCE = 250
# How many articles the form offers.
OFFERED = 50


@dataclass(frozen=True)
class Pair:
    """One claim, and what each of two articles says of it.

    `differences` come conflicts first, none where they agree; `drifts` are those of passages that credit the other article.
    `read` says which of the two was read for the claim: only then may a page say that it is silent.
    """

    claim: Claim
    ours: Sequence[Said]
    theirs: Sequence[Said]
    differences: Sequence[Difference]
    drifts: Sequence[Drift]
    read: tuple[bool, bool]

    @property
    def verdict(self) -> str:
        """`conflict` where both cannot be right, `detail` where one says more or otherwise, else `same`."""
        if any(difference.conflict for difference in self.differences):
            return "conflict"
        return "detail" if self.differences else "same"


@dataclass(frozen=True)
class Verdict:
    """The claims of a section of which two reports say things in conflict, more or less, or the same."""

    name: str
    title: str
    in_short: str
    pairs: Sequence[Pair]


VERDICTS = (
    ("conflict", "In conflict", "on which they conflict"),
    ("detail", "In agreement, one with more or other detail", "on which one says more, or says it otherwise"),
    ("same", "The same in both", "on which they say the same"),
)


@dataclass(frozen=True)
class Part:
    """A section of the page with its claims compared."""

    shown: Shown
    pairs: list[Pair]

    @property
    def verdicts(self) -> list[Verdict]:
        """The claims by how far the two reports agree, conflicts first."""
        return [
            Verdict(name, title, in_short, [pair for pair in self.pairs if pair.verdict == name])
            for name, title, in_short in VERDICTS
        ]

    @property
    def whole(self) -> bool:
        """Whether every claim of the section is on this page, so that its numbers are those of all."""
        return len(self.pairs) == self.shown.section.count


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """What two articles say of the same claims; with one of them or none named, which there are to choose from."""
    user = request.user
    known = ("a", "b", "show", *CURSORS) if request.GET.get("b") else ("a", "b")
    asked = read_parameters(request.GET, *known)
    if not asked["a"] and not asked["b"]:
        return render(request, "claims/compare_choose.html", {"others": _first_ones(comparable(user), user)})
    ours = _article("a", asked["a"], user)
    if not asked["b"]:
        return render(request, "claims/compare_choose.html", {"article": ours, "others": _others(ours, user)})
    theirs = _article("b", asked["b"], user)
    if ours == theirs:
        raise BadParameters({"b": "It is the same article as “a”. Choose another one to compare it with."})
    sections = list(_sections(ours, theirs, user))
    shown = asked_sections(sections, asked)
    context = {
        "ours": ours,
        "theirs": theirs,
        "names": _names(ours, theirs),
        "sections": sections,
        "shown": shown,
        "parts": _compared(shown, ours, theirs, user),
    }
    return render(request, "claims/compare.html", context)


def _article(name: str, public_id: str, user: Any) -> Article:
    if not public_id:
        raise BadParameters({name: "Name an article by the ten letters of its address."})
    articles = Article.objects.visible_to(user).with_outlet().with_capture()
    try:
        return find_by_public_id(articles, public_id)[0]
    except Http404:
        raise BadParameters({name: no_such("article", public_id)}) from None


def _others(article: Article, user: Any) -> list[Article]:
    """The articles that speak of most of the claims this one speaks of, with `claim_count`: of how many."""
    evidence = comparable(user)
    of_its_claims = evidence.filter(claim__in=evidence.citing(article).order_by().values("claim"))
    return _first_ones(of_its_claims.exclude(article=article), user)


def _first_ones(evidence: EvidenceQuerySet, user: Any) -> list[Article]:
    """The articles with evidence on most claims, with `claim_count`."""
    articles = evidence.articles().visible_to(user).with_outlet()
    return list(articles.order_by("-claim_count", "public_id")[:OFFERED])


def _sections(ours: Article, theirs: Article, user: Any) -> Iterator[Section]:
    """Every claim that either speaks of once, and those that the first has from the second again."""
    mine, yours = (comparable(user).citing(article).order_by() for article in (ours, theirs))
    of_mine, of_yours = mine.values("claim"), yours.values("claim")
    taken = crediting(mine, theirs).values("claim")
    claims = Claim.objects.with_standing()
    order = ClaimQuerySet.BY_DATE
    a, b = _names(ours, theirs)
    both = claims.filter(pk__in=of_mine).filter(pk__in=of_yours)
    yield Section("both", "In both", both, order, size=AT_ONCE)
    yield Section("taken", f"What {a} took from {b}", claims.filter(pk__in=taken), order)
    yield Section("first", f"Only in {a}", claims.filter(pk__in=of_mine).exclude(pk__in=of_yours), order)
    yield Section("second", f"Only in {b}", claims.filter(pk__in=of_yours).exclude(pk__in=of_mine), order)


def _names(ours: Article, theirs: Article) -> tuple[str, str]:
    """What the two are called in short: by their outlets, or where that does not tell them apart by their titles."""
    names = name_of(ours), name_of(theirs)
    return names if names[0] != names[1] else (f"“{ours}”", f"“{theirs}”")


def _compared(shown: Iterable[Shown], ours: Article, theirs: Article, user: Any) -> list[Part]:
    """The claims of these sections with what both articles say of them, in a fixed number of queries."""
    shown = list(shown)
    claims = {claim.pk for one in shown for claim in one.page.rows}
    found = passages_at([(claim, article.pk) for claim in claims for article in (ours, theirs)], user)
    read = read_for(claims, [ours.pk, theirs.pk])

    def pair(claim: Claim) -> Pair:
        mine, yours = (found.get((claim.pk, article.pk), []) for article in (ours, theirs))
        checked = ours.pk in read[claim.pk], theirs.pk in read[claim.pk]
        differences = between(_plain(mine), _plain(yours), _names(ours, theirs)) if mine and yours else []
        drifts = [
            drift
            for said in mine
            if any(credit.article_id == theirs.pk for credit in said.evidence.credits.all())
            for drift in relay_of(said, theirs, found, checked[1]).drifts
        ]
        return Pair(claim, mine, yours, differences, list(dict.fromkeys(drifts)), checked)

    return [Part(one, [pair(claim) for claim in one.page.rows]) for one in shown]


def _plain(side: Iterable[Said]) -> list[Passage]:
    return [said.passage for said in side]
