"""How each criterion of the list of claims reads as a condition on claims."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q

from claims.criteria import Criteria
from claims.models.claims import Claim, ClaimPlace, Participant
from claims.models.discrepancies import Discrepancy
from claims.models.dossiers import DossierClaim
from claims.models.evidence import Evidence, Speaker
from claims.models.words import found_in
from claims.search.terms import Query, parse
from people.models import Place
from record.visibility import sees_drafts


def conditions(criteria: Criteria, user: Any) -> Iterator[Q | Exists]:
    """One condition for each thing asked. Evidence counts only where this user may see it."""
    if query := parse(criteria.words):
        yield _found(query, user)
    if criteria.dossier:
        yield Exists(_of_claim(DossierClaim, dossier=criteria.dossier))
    if criteria.outlet or criteria.article or criteria.stance:
        yield Exists(_evidence(criteria, user))
    for kind in ("person", "organization"):
        if actor := getattr(criteria, kind):
            yield _involves(kind, actor, user)
    if criteria.place:
        inside = Place.objects.inside(Place(pk=criteria.place))
        yield Exists(_of_claim(ClaimPlace, place__in=inside.values("pk")))
    if criteria.standing:
        yield Q(standing__standing=criteria.standing)
    if criteria.discrepancy:
        yield Exists(_in_discrepancy(criteria.discrepancy, user))
    if criteria.earliest or criteria.latest:
        yield _overlaps(criteria)


def _in_discrepancy(state: str, user: Any) -> Any:
    return Discrepancy.objects.visible_to(user).filter(state=state, rivals__claim=OuterRef("pk"))


def _of_claim(model: Any, **values: Any) -> Any:
    return model.objects.filter(claim=OuterRef("pk"), **values)


def _found(query: Query, user: Any) -> Q:
    """Readers ask their index alone, and in its order; editors ask theirs too."""
    if query.nothing:
        return Q(pk__in=[])
    return _found_in_both(query) if sees_drafts(user) else found_in("public", query)


def found_by_editors(text: str) -> Q:
    """The condition on claims that an editor may mean by this text, whose last word may be unfinished."""
    query = parse(text, typing=True)
    return Q(pk__in=[]) if query.nothing else _found_in_both(query)


def _found_in_both(query: Query) -> Q:
    found = (Claim.objects.filter(found_in(index, query)).order_by() for index in ("public", "editors"))
    return Q(*(Q(pk__in=claims.values("pk")) for claims in found), _connector=Q.OR)


def _evidence(criteria: Criteria, user: Any) -> Any:
    """The pieces of evidence of a claim that are all at once what was asked of evidence."""
    asked = {
        "article__outlet": criteria.outlet,
        "article": criteria.article,
        "stance": criteria.stance,
    }
    wanted = {column: value for column, value in asked.items() if value}
    return Evidence.objects.visible_to(user).filter(claim=OuterRef("pk"), **wanted)


def _involves(kind: str, actor: int, user: Any) -> Q:
    """Takes part, or said it, or speaks in the evidence."""
    speaks = Speaker.objects.visible_to(user).filter(evidence__claim=OuterRef("pk"), **{kind: actor})
    return (
        Q(Exists(_of_claim(Participant, **{kind: actor})))
        | Q(**{f"utterer_{kind}": actor})
        | Q(Exists(speaks))
    )


def _overlaps(criteria: Criteria) -> Q:
    """Shares a day with the period asked for. An open end shares every day on its side; no date shares none."""
    overlaps = ~Q(date="")
    if criteria.earliest:
        overlaps &= Q(date_latest__isnull=True) | Q(date_latest__gte=criteria.earliest)
    if criteria.latest:
        overlaps &= Q(date_earliest__isnull=True) | Q(date_earliest__lte=criteria.latest)
    return overlaps
