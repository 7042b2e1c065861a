"""Breaches of rules that span rows, which only a write past every door can make. `manage.py check_record` lists them.

Each check is a generator of sentences that name the record and the rule. Standings have a check of their own
(`manage.py standings --check`).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import F, Model

from claims import publicity
from claims.completeness import missing_for_publication
from claims.models import Claim, Evidence, Speaker
from claims.models.claims import State
from record.derived import DerivedField
from record.merging.checking import broken_merges

CHUNK = 1_000


def incomplete_claims() -> Iterator[str]:
    """Published claims that lack what publication needs."""
    published = Claim.objects.published().order_by("pk")
    for claim in published.iterator(CHUNK):
        for missing in missing_for_publication(claim, claim.evidence.published().with_trail()):
            yield f"claim {claim.public_id} is published, but: {missing}"


def evidence_ahead() -> Iterator[str]:
    """Published evidence on drafts: readers are to see it, and do not see what it is evidence of."""
    ahead = Evidence.objects.filter(state=State.PUBLISHED, claim__state=State.DRAFT).order_by("pk")
    for evidence in ahead.select_related("claim").iterator(CHUNK):
        yield f"evidence {evidence.public_id} is published, but its claim {evidence.claim.public_id} is a draft"


def strange_informants() -> Iterator[str]:
    """Speakers whose unnamed source belongs to another article than their passage."""
    strange = Speaker.objects.filter(unnamed_source__isnull=False).exclude(
        unnamed_source__article=F("evidence__article")
    )
    for speaker in strange.select_related("unnamed_source", "evidence"):
        yield (
            f"evidence {speaker.evidence.public_id}: its speaker “{speaker.unnamed_source}” "
            "is an informant of another article"
        )


def wrong_flags() -> Iterator[str]:
    """Rows whose public flag is not what published claims rest on."""
    for kind, row, public in publicity.differences():
        yield f"{kind} {row} should {'be' if public else 'not be'} public"


def stale_columns() -> Iterator[str]:
    """Rows whose derived columns are not what their source says."""
    for model in apps.get_models():
        for field in (field for field in model._meta.fields if isinstance(field, DerivedField)):
            for row in _underived(model, field):
                yield f"{model._meta.label_lower} {row.pk}: {field.attname} is not what its source says"


def circles() -> Iterator[str]:
    """Places that lie inside themselves and outlets that own themselves, at any distance."""
    for kind, column in publicity.LEADS_TO.items():
        above = dict(apps.get_model(kind).objects.values_list("pk", f"{column}_id"))
        for row in above:
            if row in set(_chain(above, row)):
                yield f"{kind} {row} is its own {column}, directly or through others"


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    incomplete_claims,
    evidence_ahead,
    strange_informants,
    wrong_flags,
    stale_columns,
    circles,
    broken_merges,
)


def repair() -> int:
    """Mend what follows from other columns (flags and derived columns); return how many rows that was."""
    mended = publicity.repair()
    for model in apps.get_models():
        fields = [field for field in model._meta.fields if isinstance(field, DerivedField)]
        for field in fields:
            for row in _underived(model, field):
                model._default_manager.filter(pk=row.pk).update(**{field.attname: field.value_for(row)})
                mended += 1
    return mended


def _underived(model: type[Model], field: Any) -> Iterator[Any]:
    if hasattr(model, "instance_type"):
        return  # a history table records what was stored then, whatever the rule says now
    for row in model._default_manager.order_by("pk").iterator(CHUNK):
        if field.value_for(row) != getattr(row, field.attname):
            yield row


def _chain(above: dict[int, int | None], row: int) -> Iterator[int]:
    """What lies above the row, ending where it comes round."""
    seen: set[int] = set()
    current = above.get(row)
    while current is not None and current not in seen:
        yield current
        seen.add(current)
        current = above.get(current)
