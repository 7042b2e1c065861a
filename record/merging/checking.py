"""Whether every standing merge still holds: what only a write past every door could have broken."""

from collections.abc import Iterator
from typing import Any

from record.chunks import in_chunks
from record.merging.journal import model_of
from record.models import FormerSlug, Merge
from record.slugs import address_of


def broken_merges() -> Iterator[str]:
    """Merged records that are here all the same, and former addresses that lead elsewhere, nowhere or are in use."""
    standing = Merge.objects.standing().defer("journal")
    survivors = dict(_pairs(standing))
    for merged in standing:
        for fault in _faults(merged, _end(survivors, (merged.kind, merged.kept))):
            yield f"merge {merged.pk} of {merged}: {fault}"
    yield from _addresses_of_two()


def _addresses_of_two() -> Iterator[str]:
    """Addresses that one record has and that once led to another: who follows an old link meets the wrong one."""
    for kind in FormerSlug.objects.order_by("kind").values_list("kind", flat=True).distinct():
        model: Any = model_of({"model": kind})
        columns = {"slug", "public_id"} & {field.name for field in model._meta.fields}
        former = dict(FormerSlug.objects.filter(kind=kind).order_by("pk").values_list("slug", "target"))
        for chunk in in_chunks(former):
            led = {address: former[address] for address in chunk}
            alive = {row.pk for row in model._default_manager.filter(pk__in=set(led.values()))}
            for column in columns:
                for live in model._default_manager.filter(**{f"{column}__in": chunk}):
                    address = getattr(live, column)
                    if led[address] in alive:
                        yield f"{kind} {live.pk}: its address {address} is the former one of {led[address]} too"


def _pairs(standing: Any) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    return (((merged.kind, merged.gone), (merged.kind, merged.kept)) for merged in standing)


def _end(survivors: dict[tuple[str, int], tuple[str, int]], record: tuple[str, int]) -> int:
    """Into what the record was merged in the end; a loop, which only a bare write could make, ends where it began."""
    seen: set[tuple[str, int]] = set()
    while record in survivors and record not in seen:
        seen.add(record)
        record = survivors[record]
    return record[1]


def _faults(merged: Merge, survivor: int) -> Iterator[str]:
    model: Any = model_of({"model": merged.kind})
    if model._default_manager.filter(pk=merged.gone).exists():
        yield "the record that went is here"
    kept = model._default_manager.filter(pk=survivor).first()
    if kept is None:
        # An editor may delete what nothing names any more: that is in its history.
        if not model.history.filter(id=survivor, history_type="-").exists():
            yield "the record that was kept is gone"
        return
    former = FormerSlug.objects.filter(kind=merged.kind, slug=merged.gone_address).first()
    if former is None and address_of(kept) != merged.gone_address:
        yield f"its former address {merged.gone_address} leads nowhere"
    elif former and former.target != survivor:
        yield f"its former address {merged.gone_address} leads to another record"
