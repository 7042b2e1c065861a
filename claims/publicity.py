"""What the public may know of: an article, outlet, person, organization or place only while a published claim rests on it.

The lower apps hold the answer in a column `public`, which this module alone keeps. `grounds()` is the one
definition: what published claims and their published evidence name. Places in which a public place lies, and
the owners of public outlets, are public too: pages name them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet, Value
from django.db.models.fields import CharField

from claims.models import Claim, ClaimPlace, Credit, Evidence, Participant, Speaker
from claims.models.claims import State
from record.chunks import in_chunks

Ground = tuple[str, int]  # the label of a model, such as "people.person", and the id of a row

# The column by which a row makes another public: a place its parent, an outlet its owner.
LEADS_TO = {"people.place": "parent", "sources.outlet": "owner"}
KINDS = ("sources.article", "sources.outlet", "people.person", "people.organization", "people.place")


@dataclass(frozen=True)
class _Reference:
    """A column by which published rows name a row of some kind, and their path to the claim."""

    rows: "QuerySet[Any]"
    column: str
    kind: str
    claim: str


def _references() -> Iterator[_Reference]:
    evidence = Evidence.objects.published()
    spoken = Speaker.objects.filter(evidence__state=State.PUBLISHED, evidence__claim__state=State.PUBLISHED)
    credited = Credit.objects.filter(evidence__state=State.PUBLISHED, evidence__claim__state=State.PUBLISHED)
    claims = Claim.objects.published()
    played = ClaimPlace.objects.filter(claim__state=State.PUBLISHED)
    took_part = Participant.objects.filter(claim__state=State.PUBLISHED)
    yield _Reference(evidence, "article", "sources.article", "claim")
    yield _Reference(credited, "article", "sources.article", "evidence__claim")
    yield _Reference(claims, "utterer_unnamed__article", "sources.article", "pk")
    yield _Reference(evidence, "article__outlet", "sources.outlet", "claim")
    yield _Reference(credited, "outlet", "sources.outlet", "evidence__claim")
    yield _Reference(credited, "article__outlet", "sources.outlet", "evidence__claim")
    yield _Reference(claims, "utterer_unnamed__article__outlet", "sources.outlet", "pk")
    for who in ("person", "organization"):
        yield _Reference(took_part, who, f"people.{who}", "claim")
        yield _Reference(spoken, who, f"people.{who}", "evidence__claim")
        yield _Reference(claims, f"utterer_{who}", f"people.{who}", "pk")
        yield _Reference(evidence, f"asserted_{who}", f"people.{who}", "claim")
    yield _Reference(played, "place", "people.place", "claim")
    yield _Reference(evidence, "asserted_place", "people.place", "claim")


def grounds(claims: Collection[int] | None = None) -> set[Ground]:
    """Every row that published claims name (of the claims with these ids; of all of them if None). One query."""
    parts = [_named(reference, claims) for reference in _references()]
    return set(parts[0].union(*parts[1:]))


def _named(reference: _Reference, claims: Collection[int] | None) -> "QuerySet[Any]":
    rows = reference.rows.order_by().exclude(**{f"{reference.column}__isnull": True})
    if claims is not None:
        rows = rows.filter(**{f"{reference.claim}__in": claims})
    return rows.values_list(Value(reference.kind, output_field=CharField()), F(f"{reference.column}_id"))


def refresh(before: set[Ground], after: set[Ground]) -> None:
    """Bring the columns up to date for claims whose grounds were `before` and now are `after`.

    What is in both stays public, so that an ordinary edit costs nothing here.
    """
    _recheck_all(before ^ after)


def recheck(rows: Iterable[Ground]) -> None:
    """Work out the column afresh for these rows, whatever changed about them."""
    _recheck_all(set(rows))


def differences() -> list[tuple[str, int, bool]]:
    """Rows whose column is not what their grounds say, as (kind, id, what it should be)."""
    should = _closed(grounds())
    found: list[tuple[str, int, bool]] = []
    for kind in KINDS:
        wanted = {row for label, row in should if label == kind}
        stored = set(apps.get_model(kind).objects.filter(public=True).values_list("pk", flat=True))
        found += [(kind, row, True) for row in sorted(wanted - stored)]
        found += [(kind, row, False) for row in sorted(stored - wanted)]
    return found


def repair() -> int:
    """Mend every difference; return how many there were."""
    wrong = differences()
    for (kind, public), rows in groupby(wrong, key=itemgetter(0, 2)):
        for ids in in_chunks(row for _, row, _ in rows):
            apps.get_model(kind).objects.filter(pk__in=ids).update(public=public)
    return len(wrong)


def _closed(rows: set[Ground]) -> set[Ground]:
    """The rows and all that they lead to."""
    closed, fresh = set(rows), set(rows)
    while fresh:
        fresh = _led_to(fresh) - closed
        closed |= fresh
    return closed


def _led_to(rows: set[Ground]) -> set[Ground]:
    found: set[Ground] = set()
    for kind, ids in _by_kind(rows).items():
        if column := LEADS_TO.get(kind):
            leading = apps.get_model(kind).objects.filter(**{f"{column}__isnull": False})
            for some in in_chunks(ids):
                above = leading.filter(pk__in=some).order_by().values_list(f"{column}_id", flat=True)
                found |= {(kind, pk) for pk in above}
    return found


def _recheck_all(rows: set[Ground]) -> None:
    # What changed may have carried others with it: go up until nothing changes any more.
    while rows:
        rows = _led_to(_set_flags(rows))


def _set_flags(rows: set[Ground]) -> set[Ground]:
    """Set the column of these rows and return those for which it changed."""
    changed: set[Ground] = set()
    for kind, ids in _by_kind(rows).items():
        model = apps.get_model(kind)
        public = _grounded(kind, ids) | _led_to_by_public(kind, ids)
        for flag, wanted in ((True, public), (False, ids - public)):
            wrong = set(model.objects.filter(pk__in=wanted, public=not flag).values_list("pk", flat=True))
            if wrong:
                model.objects.filter(pk__in=wrong).update(public=flag)
            changed |= {(kind, pk) for pk in wrong}
    return changed


def _grounded(kind: str, ids: set[int]) -> set[int]:
    """Those of the rows that some published claim names."""
    parts = [
        reference.rows.order_by()
        .filter(**{f"{reference.column}__in": ids})
        .values_list(f"{reference.column}_id")
        for reference in _references()
        if reference.kind == kind
    ]
    return {row[0] for row in parts[0].union(*parts[1:])}


def _led_to_by_public(kind: str, ids: set[int]) -> set[int]:
    column = LEADS_TO.get(kind)
    if column is None:
        return set()
    below = apps.get_model(kind).objects.filter(public=True, **{f"{column}__in": ids})
    return set(below.values_list(f"{column}_id", flat=True))


def _by_kind(rows: Iterable[Ground]) -> dict[str, set[int]]:
    kinds: dict[str, set[int]] = defaultdict(set)
    for kind, row in rows:
        kinds[kind].add(row)
    return kinds
