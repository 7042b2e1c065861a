"""Rules that span records, asked of the file as a whole."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from claims.bundles.entries import Entry
from claims.bundles.items import get
from claims.bundles.problems import Problem
from claims.bundles.rows import Rows, grouped
from claims.completeness import missing_for_publication
from claims.models.claims import State


def broken(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Credits, speakers and texts that cannot be as they are, whatever else the records hold."""
    informants = {
        entry.identity[0]: get(entry.record, "article")
        for entry in entries
        if entry.kind.name == "unnamed_sources"
    }
    for entry in entries:
        if entry.kind.name == "evidence":
            yield from _wrong_credits(entry)
            yield from _strangers(entry, informants)
        elif entry.kind.name == "articles":
            yield from _wrong_text(entry)


def _wrong_credits(entry: Entry) -> Iterator[Problem]:
    credited = entry.record.get("credits", [])
    if credited and entry.record.get("basis") != "relays":
        yield entry.problem(
            "credits", "only evidence that relays has credits: set its basis to relays, or leave them out."
        )
    for number, credit in enumerate(credited):
        if credit.get("article") == entry.record["article"]:
            yield entry.problem(f"credits.{number}.article", "no article credits itself.")


def _strangers(entry: Entry, informants: dict[str, str]) -> Iterator[Problem]:
    for number, speaker in enumerate(entry.record.get("speakers", [])):
        named = speaker.get("unnamed_source")
        if named and informants.get(named, entry.record["article"]) != entry.record["article"]:
            yield entry.problem(
                f"speakers.{number}.unnamed_source",
                f"{named} is an informant of another article, {informants[named]}.",
            )


def _wrong_text(entry: Entry) -> Iterator[Problem]:
    text = get(entry.record, "text.text")
    if text is None:
        return
    if sha256(text.encode()).hexdigest() != get(entry.record, "text.sha256"):
        yield entry.problem("text.sha256", "is not the SHA-256 of the text that comes with it.")
    if len(text) != get(entry.record, "text.length"):
        yield entry.problem(
            "text.length", f"is not the length of the text that comes with it: {len(text)} characters."
        )


def incomplete(many: Iterable[Rows]) -> Iterator[Problem]:
    """Published claims that lack what publication needs; `many` holds all rows of the file."""
    groups = grouped(many)
    evidence: dict[object, list[object]] = {}
    for rows in groups["evidence"]:
        if rows.row.state == State.PUBLISHED:
            # What completeness asks of a piece of evidence, answered from the file.
            rows.row._prefetched_objects_cache = {"credits": rows.parts["credits"]}
            evidence.setdefault(rows.row.claim_id, []).append(rows.row)
    for rows in groups["claims"]:
        if rows.row.state == State.PUBLISHED:
            for missing in missing_for_publication(rows.row, evidence.get(rows.row.pk, [])):  # type: ignore[arg-type]
                yield rows.entry.problem("", missing)
