"""What claims are found by: their words, folded and stemmed, kept for searching. Rewritten by claims/search/index.py alone.

Two tables of one shape, so that no public query ever reads a draft: `PublicWords` holds published claims with their
published evidence; `EditorsWords` holds the claims of which editors see more, with all of theirs.

Each table has an index over its words, made by migration 0008: FTS5 on SQLite, a `simple` tsvector with GIN on
PostgreSQL, both over the very same terms. A view of one shape on both databases joins a claim to it.
"""

from typing import Any

from django.db import models
from django.db.models import Lookup

from claims.models.claims import Claim
from claims.search.terms import Query


class Words(models.Model):
    """The words of one claim.

    `words` are stems in order, a bar around each field; `forms` the whole words that are not their own stems. `key`
    sorts as claims are sorted by date, each in a place of its own. A stale row is being written anew and is still
    found by what it held.
    """

    key = models.BigIntegerField(unique=True)
    words = models.TextField()
    forms = models.TextField()
    stale = models.BooleanField(default=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["stale"], condition=models.Q(stale=True), name="%(app_label)s_%(class)s_stale"
            )
        ]

    def __str__(self) -> str:
        return self.words


class PublicWords(Words):
    """The words by which readers find a claim."""

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, primary_key=True, related_name="public_words"
    )


class EditorsWords(Words):
    """The words by which editors find a claim of which readers see less, or nothing."""

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, primary_key=True, related_name="editors_words"
    )


class IndexField(models.Field):
    """The column of the index that a query is matched against; it has no value to read."""


@IndexField.register_lookup
class Match(Lookup):
    """`words__match=query`: every stem, beginning and phrase of the query stands in the indexed words.

    Phrases are left to the caller: neither index holds positions (they would double it).
    """

    lookup_name = "match"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        asked = [f'"{stem}"' for stem in self.rhs.stems] + [f'"{start}" *' for start in self.rhs.prefixes]
        return self._compare(compiler, "MATCH %s", " AND ".join(asked))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        asked = [f"'{stem}'" for stem in self.rhs.stems] + [f"'{start}':*" for start in self.rhs.prefixes]
        return self._compare(compiler, "@@ %s::tsquery", " & ".join(asked))

    def _compare(self, compiler: Any, operator: str, query: str) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.lhs)
        return f"{column} {operator}", [*params, query]


class Index(models.Model):
    """A view that leads from a claim to the index of its words."""

    key = models.BigIntegerField()
    words = IndexField()

    class Meta:
        abstract = True
        managed = False

    def __str__(self) -> str:
        return str(self.pk)


class PublicIndex(Index):
    """The index of PublicWords."""

    claim = models.OneToOneField(
        Claim, on_delete=models.DO_NOTHING, primary_key=True, related_name="public_index"
    )


class EditorsIndex(Index):
    """The index of EditorsWords."""

    claim = models.OneToOneField(
        Claim, on_delete=models.DO_NOTHING, primary_key=True, related_name="editors_index"
    )


def found_in(index: str, query: Query) -> models.Q:
    """The condition on claims that the query is met in this index: `public` or `editors`."""
    found = models.Q(**{f"{index}_index__words__match": query})
    for phrase in query.phrases:
        found &= models.Q(**{f"{index}_words__words__contains": f" {' '.join(phrase)} "})
    return found
