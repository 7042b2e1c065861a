"""The words that claims are found by: kept in the transaction of every change, checked and made afresh by command.

`manage.py search_index` is the command. What a claim is found by is said in claims/search/documents.py.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from claims.models import Claim
from claims.models.claims import State
from claims.models.words import EditorsWords, PublicWords, Words
from claims.search.documents import Document, documents
from record.chunks import in_chunks, keys_in_chunks
from record.public_id import ALPHABET

# Beyond this many claims a save would take seconds: their words are marked stale, and a command writes them anew.
AT_ONCE = 1_000
CHUNK = 1_000
COLUMNS = ["key", "words", "forms", "stale"]
TABLES: tuple[type[Words], ...] = (PublicWords, EditorsWords)

# How many letters of the public id a key holds: with the minutes of ten thousand years, as many as 63 bits do.
LETTERS = 7
# How far a key may stand from where its claim would have it: ids that begin with the same seven letters are few.
MOST_MOVED = 100

Table: TypeAlias = Any


class Difference(NamedTuple):
    """A claim whose stored words are not the fresh ones, in one of the tables; None where there are or should be none."""

    table: Table
    claim: int
    stored: Words | None
    fresh: Words | None

    def __str__(self) -> str:
        was = "nothing" if self.stored is None else "other words"
        should = "nothing" if self.fresh is None else "words"
        return f"{self.table._meta.model_name}, claim {self.claim}: stored {was}, fresh {should}"


def refresh(claims: Collection[int]) -> None:
    """Bring the stored words of these claims up to date, or mark them stale if they are too many."""
    if len(claims) > AT_ONCE:
        mark_stale(claims)
    else:
        write(differences(list(claims)))


def mark_stale(claims: Collection[int]) -> None:
    """Mark words as being written anew. A claim without any yet is found by their absence."""
    for table in TABLES:
        for ids in in_chunks(claims):
            table.objects.filter(claim__in=ids).update(stale=True)  # type: ignore[attr-defined]


def finish_stale() -> Iterator[int]:
    """Write anew what is stale or not there yet, a chunk a transaction; yield how many claims each chunk held."""
    stale = Q(public_words__stale=True) | Q(editors_words__stale=True)
    missing = Q(public_words=None, state=State.PUBLISHED) | (
        Q(editors_words=None) & ~Q(state=State.PUBLISHED)
    )
    for ids in keys_in_chunks(Claim.objects.filter(stale | missing), CHUNK):
        with transaction.atomic():
            write(differences(ids))
        yield len(ids)


def compare() -> Iterator[tuple[int, list[Difference]]]:
    """Go through all claims in chunks, so that memory stays bounded: how many a chunk held, and what differs."""
    for ids in in_chunks(Claim.objects.order_by("pk").values_list("pk", flat=True).iterator(CHUNK), CHUNK):
        yield len(ids), list(differences(ids))


def is_sound() -> bool:
    """Whether SQLite's index holds just the words of its tables. PostgreSQL's is a column of the row itself."""
    try:
        with transaction.atomic():
            _tell_index("({name}, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True


def rebuild_from_words() -> None:
    """Make SQLite's index anew from the words stored."""
    with transaction.atomic():
        _tell_index("({name}) VALUES ('rebuild')")


def _tell_index(command: str) -> None:
    """Give an FTS5 table one of its commands, which look like a row to insert (sqlite.org/fts5.html, section 6)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in TABLES:
                name = f"{table._meta.db_table}_fts"
                cursor.execute(f"INSERT INTO {name} " + command.format(name=name))


def differences(claims: Collection[int]) -> Iterator[Difference]:
    """Where the stored words of these claims are not the fresh ones."""
    found = list(documents(claims))
    yield from _differing(PublicWords, claims, [(claim, public) for claim, public, _ in found])
    yield from _differing(EditorsWords, claims, [(claim, editors) for claim, _, editors in found])


def write(differences: Iterable[Difference]) -> None:
    """Store the fresh words, and remove those that should not be there."""
    by_table: dict[Table, list[Difference]] = {table: [] for table in TABLES}
    for difference in differences:
        by_table[difference.table].append(difference)
    for table, wrong in by_table.items():
        if gone := [one.claim for one in wrong if one.fresh is None]:
            table.objects.filter(claim__in=gone).delete()
        fresh = [one.fresh for one in wrong if one.fresh]
        table.objects.bulk_create(
            _with_free_keys(table, fresh),
            update_conflicts=True,
            unique_fields=["claim"],
            update_fields=COLUMNS,
            batch_size=200,
        )


def _differing(
    table: Table, claims: Collection[int], fresh: Iterable[tuple[Any, Document | None]]
) -> Iterator[Difference]:
    stored = table.objects.in_bulk(list(claims))
    rows = {claim.pk: _row(table, claim, words) for claim, words in fresh if words}
    for claim in claims:
        was, should = stored.get(claim), rows.get(claim)
        if not _same(was, should):
            yield Difference(table, claim, was, should)


def _row(table: Callable[..., Words], claim: Any, words: Document) -> Words:
    return table(claim_id=claim.pk, key=key_of(claim), words=words.words, forms=words.forms, stale=False)


def _same(stored: Words | None, fresh: Words | None) -> bool:
    """Whether the one holds what the other does; its key may have moved on from one that was taken."""
    if stored is None or fresh is None:
        return stored is fresh
    moved_on = 0 <= stored.key - fresh.key <= MOST_MOVED
    return moved_on and not stored.stale and (stored.words, stored.forms) == (fresh.words, fresh.forms)


def key_of(claim: Any) -> int:
    """Where a claim stands by date: its minute, then the first letters of its public id; undated ones before all."""
    key = claim.chronology or 0
    for letter in claim.public_id[:LETTERS]:
        key = key * len(ALPHABET) + ALPHABET.index(letter)
    return int(key)


def _with_free_keys(table: Table, rows: list[Words]) -> list[Words]:
    """The rows, each with a key no other has: of two claims of one minute whose ids begin alike, one moves on."""
    keys = {row.key for row in rows}
    others = table.objects.exclude(claim__in=[row.pk for row in rows])
    used = set(others.filter(key__in=keys).values_list("key", flat=True))
    for row in rows:
        while row.key in used or (row.key not in keys and others.filter(key=row.key).exists()):
            row.key += 1
        used.add(row.key)
    return rows
