"""What happened to a claim in public: when it was published, and in what it has changed since, in words.

Drafts, who made a change and why are not told: reasons are for colleagues. A record that nothing public rests on
any more is not named. Texts that were reworded are told word by word.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import Any, TypeAlias

from claims import wording
from claims.models import Claim, ClaimPlace, Evidence, Participant
from claims.models.claims import State
from people.models import Organization, Person, Place
from record.differences import Span, differences, in_brief
from sources.models import Article

# A claim and what belongs to it are written one after the other, by import above all: all of it is one act.
ONE_ACT = timedelta(minutes=1)
GONE = "that is no longer part of the record"
# The rows of one save are written one after the other.
ONE_SAVE = timedelta(seconds=2)
# Texts from this length on are compared word by word; shorter ones are given whole.
COMPARED_BY_WORDS = 60


# Of pieces of evidence by id: moments, and whether it came or went.
Moves: TypeAlias = dict[int, list[tuple[datetime, bool]]]


@dataclass(frozen=True)
class Change:
    """One thing that changed in public, at a moment, in words.

    `spans` are a text that was reworded, before and after in one; `address` leads to the record that it is about.
    """

    at: datetime
    words: str
    spans: list[Span] = field(default_factory=list)
    address: str = ""


@dataclass(frozen=True)
class Names:
    """What may be named: the public records by kind and id."""

    known: dict[tuple[type, int], Any]

    def of(self, model: type, pk: int | None) -> str:
        """The name of a record, or an empty text."""
        return str(self.known.get((model, pk), "")) if pk else ""

    def address(self, row: Any) -> str:
        """The page of the one record that a historical row of a claim's part names; empty where none may be named."""
        for model, column in ((Article, "article_id"), (Place, "place_id"), (Person, "person_id")):
            if record := self.known.get((model, getattr(row, column, None) or 0)):
                return str(record.get_absolute_url())
        organization = self.known.get((Organization, getattr(row, "organization_id", None) or 0))
        return organization.get_absolute_url() if organization else ""


def public_history(claim: Claim, user: Any) -> list[Change]:
    """Every public change of a published claim, the latest first; the last is its publication.

    A fixed number of queries.
    """
    versions = list(claim.history.order_by("history_date", "history_id"))
    passages = _rows(Evidence, claim, state=State.PUBLISHED)
    links = _rows(Participant, claim) + _rows(ClaimPlace, claim)
    names, moves = _names(passages, links, user), _moves(claim)
    changes = [
        _publication(claim, passages, moves),
        *_claim_changes(versions),
        *_evidence_changes(claim, passages, moves, names),
        *_link_changes(claim, links, names),
    ]
    return sorted(changes, key=attrgetter("at"), reverse=True)


def at_once(changes: Iterable[Change]) -> list[list[Change]]:
    """The changes, which come latest first, by what was saved together."""
    groups: list[list[Change]] = []
    for change in changes:
        if groups and groups[-1][-1].at - change.at <= ONE_SAVE:
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _rows(model: Any, claim: Claim, **values: Any) -> list[Any]:
    """The history of a claim's parts, each part's versions together and in order."""
    rows = model.history.filter(claim_id=claim.pk, **values)
    return list(rows.order_by("id", "history_date", "history_id"))


def _names(passages: list[Any], links: list[Any], user: Any) -> Names:
    wanted: dict[Any, set[int]] = {Article: {row.article_id for row in passages}}
    for model, column in ((Person, "person_id"), (Organization, "organization_id"), (Place, "place_id")):
        wanted[model] = {getattr(row, column) for row in links if getattr(row, column, None)}
    known = {
        (model, record.pk): record
        for model, ids in wanted.items()
        for record in model.objects.visible_to(user).filter(pk__in=ids)
    }
    return Names(known)


def _moves(claim: Claim) -> Moves:
    """When evidence came here from another claim, or went to one: two claims were merged, or parted again."""
    here = Evidence.history.filter(claim_id=claim.pk).order_by().values("id")
    rows = Evidence.history.filter(id__in=here).order_by("id", "history_date", "history_id")
    found: Moves = {}
    for key, group in groupby(rows.values_list("id", "claim_id", "history_date"), key=itemgetter(0)):
        for (_, before, _), (_, after, at) in pairwise(group):
            if before != after and claim.pk in (before, after):
                found.setdefault(key, []).append((at, after == claim.pk))
    return found


def _publication(claim: Claim, passages: list[Any], moves: Moves) -> Change:
    then = _published(claim) + ONE_ACT
    first = [
        row for row in _firsts(passages) if row.published_at <= then and not _came_after(row, then, moves)
    ]
    return Change(_published(claim), f"Published with {wording.counted(len(first), 'piece')} of evidence")


def _came_after(row: Any, moment: datetime, moves: Moves) -> bool:
    """True of evidence that was public elsewhere until after this moment."""
    at, came = moves.get(row.id, [(moment, False)])[0]
    return came and at > moment


def _published(claim: Claim) -> datetime:
    assert claim.published_at, "the database lets no published claim be without its time"
    return claim.published_at


def _firsts(rows: Iterable[Any]) -> Iterator[Any]:
    """The first version of each part."""
    return (next(versions) for _, versions in groupby(rows, key=attrgetter("id")))


def _claim_changes(versions: list[Any]) -> Iterator[Change]:
    public = [version for version in versions if version.state == State.PUBLISHED]
    for before, after in pairwise(public):
        for words, spans in _differences(before, after, CLAIM_WORDS):
            yield Change(after.history_date, words, spans)


def _evidence_changes(claim: Claim, passages: list[Any], moves: Moves, names: Names) -> Iterator[Change]:
    for _, group in groupby(passages, key=attrgetter("id")):
        versions = list(group)
        first, address = versions[0], names.address(versions[0])
        title = names.of(Article, first.article_id)
        report = f"“{title}”" if title else f"a report {GONE}"
        then = _published(claim) + ONE_ACT
        if first.published_at > then and not _came_after(first, first.published_at, moves):
            yield Change(first.published_at, f"Evidence added: {report} {first.stance} it", address=address)
        for at, came in moves.get(first.id, []):
            if at > max(then, first.published_at):
                how = "came from" if came else "went to"
                words = f"Evidence {how} another claim, merged or parted: {report}, which {first.stance} it"
                yield Change(at, words, address=address)
        for before, after in pairwise(versions):
            if after.history_type == "-":
                words = f"Evidence removed: {report}, which {before.stance} it"
                yield Change(after.history_date, words, address=address)
            elif before.history_type == "-":
                words = f"Evidence taken up again: {report} {after.stance} it"
                yield Change(after.history_date, words, address=address)
            elif said := list(_differences(before, after, EVIDENCE_WORDS)):
                words = f"Evidence of {report}: {'; '.join(words for words, _ in said)}"
                spans = [span for _, spans in said for span in spans]
                yield Change(after.history_date, words, spans, address)


def _link_changes(claim: Claim, links: list[Any], names: Names) -> Iterator[Change]:
    for row in links:
        after_publication = row.history_date > max(_published(claim), claim.created_at) + ONE_ACT
        if after_publication and row.history_type != "~":
            word = "Added" if row.history_type == "+" else "Removed"
            yield Change(row.history_date, f"{word}: {_link_name(row, names)}", address=names.address(row))


def _link_name(row: Any, names: Names) -> str:
    if hasattr(row, "place_id"):
        place = names.of(Place, row.place_id)
        return f"place {place}" if place else f"a place {GONE}"
    who = names.of(Person, row.person_id) or names.of(Organization, row.organization_id)
    return f"participant {who}" if who else f"a participant {GONE}"


Telling = Callable[[Any, Any], tuple[str, list[Span]]]


def _differences(before: Any, after: Any, said: dict[str, Telling]) -> Iterator[tuple[str, list[Span]]]:
    """What to say of each group of fields in which two versions differ."""
    for fields, telling in said.items():
        columns = fields.split()
        if any(getattr(before, column) != getattr(after, column) for column in columns):
            yield telling(before, after)


def _from_to(name: str, read: Callable[[Any], str]) -> Telling:
    return lambda before, after: (f"{name} changed from {read(before)} to {read(after)}", [])


def _said(sentence: str) -> Telling:
    return lambda *_: (sentence, [])


def _reworded(sentence: str, column: str, short: Telling | None = None) -> Telling:
    """The sentence with the text word by word; short texts as `short` tells them."""

    def tell(before: Any, after: Any) -> tuple[str, list[Span]]:
        old, new = getattr(before, column), getattr(after, column)
        if short and max(len(old), len(new)) < COMPARED_BY_WORDS:
            return short(before, after)
        return sentence, in_brief(differences(old, new)) if old and new and old != new else []

    return tell


def _date(version: Any) -> str:
    return wording.when(version.date, version.time, version.time_zone) or "no date"


# What to say where one of these fields differs. What is not listed is not told to readers.
CLAIM_WORDS: dict[str, Telling] = {
    "statement": _reworded(
        "Statement reworded", "statement", _from_to("Statement", lambda version: f"“{version.statement}”")
    ),
    "date time time_zone": _from_to("Date", _date),
    "date_inferred date_reason": _said("How the date was inferred was reworded"),
    "figure unit": _from_to(
        "Figure", lambda version: wording.figure(version.figure, version.unit) or "no figure"
    ),
    "detail": _reworded("The context was reworded", "detail"),
    "kind utterer_person_id utterer_organization_id utterer_unnamed_id asserts_id": _said(
        "Who said it, or what was said, was changed"
    ),
}
EVIDENCE_WORDS: dict[str, Telling] = {
    "stance": _from_to("stance", lambda version: version.stance),
    "quotation quotation_prefix quotation_suffix paraphrase translation": _reworded(
        "passage changed", "quotation"
    ),
    "article_id locator part": _said("where it stands changed"),
    "basis": _from_to("basis", lambda version: version.basis or "unclear"),
    "hedged hedge_words endorsement": _said("hedge or endorsement changed"),
    "asserted_date asserted_time asserted_place_id asserted_figure asserted_unit asserted_person_id "
    "asserted_organization_id asserted_role asserted_attribution": _said("its own values changed"),
    "note": _said("note changed"),
}
