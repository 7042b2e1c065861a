"""Which claims are found by the name of something: their words are written anew when it is called otherwise."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import Model, Q

from claims.models import Claim, ClaimPlace, Evidence, Participant, Speaker
from claims.search import index
from people.models import Organization, Person, Place
from sources.models import Article, Outlet, UnnamedSource

# Most saves change no name: a few of the claims tell whether the words of all must be looked at.
SAMPLE = 3


def refresh_after(row: Model, before: Any) -> None:
    """What an announced change of the lower apps means for the words of claims (record/changes.py calls it)."""
    if before is None:
        return
    if any(index.differences(sorted({*chain(*(claims[:SAMPLE] for claims in _naming(row)))}))):
        index.refresh(claims_naming(row))


def claims_naming(row: Any) -> set[int]:
    """The ids of the claims that are found by a name of this row."""
    return {*chain(*_naming(row))}


def _naming(row: Any) -> Iterator[Any]:
    if isinstance(row, Person | Organization):
        who = row._meta.model_name
        yield from _by_actor(Q(**{str(who): row.pk}), Q(**{f"utterer_{who}": row.pk}))
        yield _claims(Evidence, Q(**{f"asserted_{who}": row.pk}))
    elif isinstance(row, Place):
        yield _claims(ClaimPlace, Q(place=row.pk))
        yield _claims(Evidence, Q(asserted_place=row.pk))
    elif isinstance(row, Outlet):
        yield _claims(Evidence, Q(article__outlet=row.pk))
    elif isinstance(row, Article):
        yield _claims(Evidence, Q(article=row.pk))
    elif isinstance(row, UnnamedSource):
        yield (
            Speaker.objects.filter(unnamed_source=row.pk).order_by().values_list("evidence__claim", flat=True)
        )
        yield Claim.objects.filter(utterer_unnamed=row.pk).order_by().values_list("pk", flat=True)


def _by_actor(acts: Q, utters: Q) -> Iterator[Any]:
    yield _claims(Participant, acts)
    yield Speaker.objects.filter(acts).order_by().values_list("evidence__claim", flat=True)
    yield Claim.objects.filter(utters).order_by().values_list("pk", flat=True)


def _claims(model: Any, condition: Q) -> Any:
    return model.objects.filter(condition).order_by().values_list("claim", flat=True)
