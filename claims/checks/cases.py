"""One claim with everything its checks look at, loaded for many claims in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.checks import attributions, quotations
from claims.checks.quotations import Absence
from claims.comparing.loading import plain
from claims.models import Claim, Evidence, Rival
from claims.passages import Passage
from people.models import Organization, OrganizationAlias, Person, PersonAlias
from record.chunks import in_chunks
from sources.models import ArticleText, Outlet, OutletAlias

Names = Mapping[str, Sequence[Person | Organization | Outlet]]

_ALIASES: dict[type[Any], type[Any]] = {
    Person: PersonAlias,
    Organization: OrganizationAlias,
    Outlet: OutletAlias,
}


@dataclass(frozen=True)
class Case:
    """A claim and its evidence, with speakers, credits and articles.

    `names` are the records that go by each folded name which a quotation attributes something to; `absences`, by
    the key of a piece of evidence, tells that its quotation is not in the stored text, and
    `passages`, what it says as plain data. `disputed` are the aspects in which the claim is a rival of another.
    """

    claim: Claim
    evidence: Sequence[Evidence]
    names: Names
    absences: Mapping[int, Absence]
    passages: Mapping[int, Passage]
    disputed: Collection[str]

    def taking(self, stance: str) -> list[Evidence]:
        """The evidence of this stance."""
        return [row for row in self.evidence if row.stance == stance]


def load(claims: Collection[Claim], most: int | None = None) -> list[Case]:
    """The case of each claim; where they have more than `most` pieces of evidence, of those read whole."""
    rows, whole = _evidence(claims, most)
    names = known_names({name for row in rows for name in attributions.candidates(row)})
    absences = find_absences(rows)
    passages, disputed = plain(row for row in rows if row.stance), disputed_aspects(claims)
    of_claim: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows:
        of_claim[row.claim_id].append(row)
    return [
        Case(claim, of_claim[claim.pk], names, absences, passages, disputed[claim.pk])
        for claim in claims
        if claim.pk in whole
    ]


def _evidence(claims: Collection[Claim], most: int | None) -> tuple[list[Evidence], set[int]]:
    """The evidence of the claims, at most so much; and the keys of the claims of which nothing was left out."""
    by_key = {claim.pk: claim for claim in claims}
    loaded = Evidence.objects.filter(claim__in=by_key).with_particulars().select_related("article__outlet")
    rows = list(loaded.order_by("claim_id", "pk")[: most + 1 if most else None])
    whole = set(by_key)
    if most and len(rows) > most:
        cut = rows[-1].claim_id
        whole = {key for key in whole if key < cut}
        rows = [row for row in rows if row.claim_id != cut]
    for row in rows:
        row.claim = by_key[row.claim_id]
    return rows, whole


def disputed_aspects(claims: Collection[Claim]) -> dict[int, set[str]]:
    """The aspects of the discrepancies in which each of the claims is a rival."""
    found: dict[int, set[str]] = defaultdict(set)
    for claim, aspect in Rival.objects.filter(claim__in=claims).values_list("claim", "discrepancy__aspect"):
        found[claim].add(aspect)
    return found


def known_names(folded: Collection[str]) -> Names:
    """The people, organizations and outlets that go by each of these folded names, their other names included."""
    found: dict[str, dict[tuple[type[Any], int], Any]] = defaultdict(dict)
    for some in in_chunks(sorted(folded)):
        for model, aliases in _ALIASES.items():
            for record in model.objects.filter(name_folded__in=some):
                found[record.name_folded][model, record.pk] = record
            owner = model._meta.model_name
            for alias in aliases.objects.filter(folded__in=some).select_related(owner):
                found[alias.folded][model, getattr(alias, f"{owner}_id")] = getattr(alias, owner)
    return {name: list(records.values()) for name, records in found.items()}


def find_absences(rows: Iterable[Evidence]) -> dict[int, Absence]:
    """The quotations that are not in the stored text, by the key of their evidence; one text in memory at a time."""
    quoting: dict[int, list[Evidence]] = defaultdict(list)
    for row in rows:
        if quotations.can_be_checked(row):
            quoting[row.article_id].append(row)
    found: dict[int, Absence] = {}
    for articles in in_chunks(quoting):
        for stored in ArticleText.objects.filter(article__in=articles).exclude(text="").iterator(10):
            found |= quotations.absent_from(stored, quoting[stored.article_id])
    return found
