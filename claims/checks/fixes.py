"""The changes that checks offer: each of one piece of evidence, made inside `changing(...)` by a named actor."""

from typing import Any

from django.db.models import Max

from claims.models import Credit, Evidence, Speaker
from people.models import Organization, Person
from sources.models import Article, Outlet

REASON = "a suggestion of the editors' checks"


def add_credit(evidence: Evidence, by: Any, *, to: Article | Outlet, how: str) -> None:
    """Credit an article or an outlet, last; the passage is a relay from then on."""
    set_basis(evidence, by, Evidence.Basis.RELAYS)
    credited = {"article": to} if isinstance(to, Article) else {"outlet": to}
    _save(Credit(evidence=evidence, position=_next(evidence.credits), how=how, **credited), by)


def drop_credit(evidence: Evidence, by: Any, *, of: Article) -> None:
    """No longer credit this article; a passage that then credits nothing has an unclear basis."""
    # Before the basis: the database lets only a relay have credits.
    for credit in Credit.objects.filter(evidence=evidence, article=of):
        credit._history_user, credit._change_reason = by, REASON
        credit.delete()
    if not Credit.objects.filter(evidence=evidence).exists():
        set_basis(evidence, by, Evidence.Basis.UNCLEAR)


def add_speaker(evidence: Evidence, by: Any, *, who: Person | Organization) -> None:
    """Put somebody at the end of the chain of speakers."""
    kind = {"person": who} if isinstance(who, Person) else {"organization": who}
    _save(Speaker(evidence=evidence, position=_next(evidence.speakers), **kind), by)


def set_basis(evidence: Evidence, by: Any, basis: str) -> None:
    if evidence.basis != basis:
        evidence.basis = basis
        _save(evidence, by)


def only_mention(evidence: Evidence, by: Any) -> None:
    """The passage speaks of the claim and asserts nothing."""
    evidence.stance = Evidence.Stance.MENTIONS
    _save(evidence, by)


def _next(chain: Any) -> int:
    last = chain.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _save(row: Any, by: Any) -> None:
    row._history_user, row._change_reason = by, REASON
    row.save()
