"""What merging has to heed that only claims know: what may not become one, and what is counted again.

Registered at start-up with record/merging; merging two people or articles comes through here as well.
"""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db.models import Model, Q

from claims import publicity, standings
from claims.actions import changing, lock
from claims.completeness import NotReady
from claims.models import Claim, Credit, Discrepancy, EditorNote, Evidence
from claims.models.claims import State
from claims.models.evidence import EvidenceQuerySet
from claims.resting import claims_heard_from, claims_resting_on, on_article, on_outlets, ruled_by
from claims.search import index
from claims.search.naming import claims_naming
from people.models import Organization, Person
from record.merging.rules import MergeRefused, allow, put_around
from record.models import Merge
from sources.models import Article, Outlet, UnnamedSource

# The first of each is what says whether the others say anything.
TOGETHER = (
    ("utterer_person", "utterer_organization", "utterer_unnamed"),
    ("date", "date_words", "date_inferred", "date_reason"),
    ("time", "time_words", "time_zone"),
    ("figure", "unit"),
)


def register() -> None:
    """Let claims be merged, and recount what rests on whatever is."""
    allow(Claim, together=TOGETHER, refuse=_not_one_claim, afterwards=_note_statement, keep=_not_two_claims)
    allow(Article, refuse=_credit_each_other, afterwards=_note_title)
    put_around(around)


def around(model: type[Model], keys: Collection[int]) -> AbstractContextManager[Any]:
    """The block in which rows of this kind are merged or parted (record/merging/rules.py calls it)."""
    return _changing(keys) if model is Claim else _recounting(model, keys)


@contextmanager
def _changing(claims: Collection[int]) -> Iterator[None]:
    try:
        with changing(claims):
            yield
    except NotReady as error:
        raise MergeRefused(error.missing) from error


@contextmanager
def _recounting(model: type[Model], keys: Collection[int]) -> Iterator[None]:
    """Lock the claims whose standing may change, then count them again and look anew at what is public."""
    counting, finding, flagged = _counting(model, keys), _finding(model, keys), _flagged(model, keys)
    lock(counting)
    yield
    standings.recount(counting | _counting(model, keys))
    index.refresh(finding | _finding(model, keys))
    publicity.recheck(flagged | _flagged(model, keys))


def _finding(model: type[Model], keys: Collection[int]) -> set[int]:
    """The claims that are found by a name of any of these rows."""
    rows = model._default_manager.filter(pk__in=keys)
    return {claim for row in rows for claim in claims_naming(row)}


def _counting(model: type[Model], keys: Collection[int]) -> set[int]:
    """The claims whose standing depends on any of these rows."""
    if model is Article:
        informants = UnnamedSource.objects.filter(article__in=keys).values_list("pk", flat=True)
        heard = claims_heard_from(ruled_by(UnnamedSource, "same_as", informants))
        return {*heard, *(claim for key in keys for claim in claims_resting_on(on_article(key)))}
    if model is Outlet:
        return set(claims_resting_on(on_outlets(ruled_by(Outlet, "owner", keys))))
    if model in (Person, Organization):
        who = str(model._meta.model_name)
        said = Claim.objects.filter(**{f"utterer_{who}__in": keys}).values_list("pk", flat=True)
        return {*said, *claims_resting_on(Q(**{f"speakers__{who}__in": keys}))}
    return set()


def _flagged(model: type[Model], keys: Collection[int]) -> set[publicity.Ground]:
    """The rows whose public flag may change with these: they themselves, and what they make public."""
    kind = model._meta.label_lower
    column = "outlet" if model is Article else publicity.LEADS_TO.get(kind)
    found = {(kind, key) for key in keys}
    if column:
        above = model._default_manager.filter(pk__in=keys, **{f"{column}__isnull": False})
        label = model._meta.get_field(column).related_model._meta.label_lower  # type: ignore[union-attr]
        found |= {(label, key) for key in above.values_list(f"{column}_id", flat=True)}
    return found


# What may not become one


def _not_one_claim(kept: Claim, gone: Claim) -> Iterator[str]:
    if kept.kind != gone.kind:
        yield "One is about an event and the other about an utterance: they are true under different conditions."
    if State.WITHDRAWN in (kept.state, gone.state):
        yield "A withdrawn claim stays by itself: its address tells readers when and why it was withdrawn."
    elif gone.is_published and not kept.is_published:
        yield "Readers know the claim that would go, and would find nothing: swap the two, or publish the other first."
    if kept.pk == gone.asserts_id:
        yield "The one says that somebody said the other: that it was said, and what was said, are two claims."
    for discrepancy in Discrepancy.objects.between(kept).filter(pk__in=gone.discrepancies.values("pk")):
        yield (
            f"They are rivals in the discrepancy “{discrepancy}”: what cannot both be true is not one. Take one of "
            "them out of it first if they say the same."
        )


def _credit_each_other(kept: Article, gone: Article) -> Iterator[str]:
    pair = [kept.pk, gone.pk]
    credits = Credit.objects.filter(evidence__article__in=pair, article__in=pair)
    for credit in credits.select_related("evidence__claim", "evidence__article", "article")[:20]:
        yield (
            f"Evidence on “{credit.evidence.claim}” found in “{credit.evidence.article}” credits “{credit.article}”, "
            "and no article credits itself. Correct that credit first."
        )


# What may not become two again


def _not_two_claims(merged: Merge) -> Iterator[str]:
    if Claim.objects.filter(pk=merged.kept, state=State.WITHDRAWN).exists():
        yield "The claim kept was withdrawn since: what it was withdrawn for would come back to readers with the other."
    for evidence in _published_since(merged).select_related("article")[:20]:
        yield (
            f"Evidence found in “{evidence.article}” was published since: it would go back to a draft, which "
            "readers do not see."
        )


def _published_since(merged: Merge) -> EvidenceQuerySet:
    """Evidence that the merge brought from a draft, whose evidence is all draft, and that is published by now."""
    label = Evidence._meta.label_lower
    rows: list[int] = []
    if _was_draft(merged):
        moves = [step for step in merged.journal if step["did"] == "moved" and step["model"] == label]
        rows = [key for step in moves if step["column"] == "claim_id" for key in step["rows"]]
    return Evidence.objects.filter(claim=merged.kept, pk__in=rows).exclude(state=State.DRAFT)


def _was_draft(merged: Merge) -> bool:
    went = (merged.kind, merged.gone)
    return any(
        step["values"]["state"] == State.DRAFT
        for step in merged.journal
        if step["did"] == "dropped" and (step["model"], step["key"]) == went
    )


# What would else be lost


def _note_statement(joining: Any, kept: Claim, before: Claim, gone: Claim) -> None:
    other = before.statement if kept.statement == gone.statement else gone.statement
    if other and other != kept.statement:
        body = f"Merged with the claim {gone.public_id}, whose statement was: {other}"
        joining.make(EditorNote(claim=kept, body=body, written_by=joining.by))


def _note_title(joining: Any, kept: Article, before: Article, gone: Article) -> None:
    other = before.title if kept.title == gone.title else gone.title
    if other != kept.title:
        body = f"Merged with the article {gone.public_id}, whose title was: {other}"
        joining.make(EditorNote(article=kept, body=body, written_by=joining.by))
