"""Values of one claim's passages that cannot all hold (claims/proposals.py): a discrepancy, for an editor to judge."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from claims.checks.findings import Check, Finding, named
from claims.models import Discrepancy
from claims.proposals import Proposal, Version, proposals
from claims.wording import counted, enumerated

if TYPE_CHECKING:
    from claims.checks.cases import Case

CONFLICT = Check(
    "values-in-conflict",
    "Values that cannot all hold",
    "If they are of one and the same event, log each value as a claim of its own, and join these in a discrepancy.",
)
# What a discrepancy calls the aspects that it names otherwise than a passage.
ASPECTS: dict[str, str] = {"figure": Discrepancy.Aspect.NUMBER, "organization": Discrepancy.Aspect.OTHER}
LONGEST_TITLE = 200


def conflicting(case: "Case") -> Iterator[Finding]:
    """The values in conflict, but for aspects in which the claim is the rival of another already."""
    by_key = {row.pk: row for row in case.evidence}
    for proposal in proposals(case.passages[key] for key in by_key if key in case.passages):
        if aspect_of(proposal) in case.disputed:
            continue
        rows = [by_key[key] for version in proposal.versions for key in version.evidence]  # type: ignore[index]
        yield Finding(
            CONFLICT,
            case.claim,
            f"Passages give the {proposal.aspect} as {enumerated([in_words(one) for one in proposal.versions])}.",
            places=tuple(rows),
            rests_on=(
                proposal.aspect,
                [version.label for version in proposal.versions],
                [row.public_id for row in rows],
            ),
            begins=beginning(case, proposal),
        )


def aspect_of(proposal: Proposal) -> str:
    return ASPECTS.get(proposal.aspect, proposal.aspect)


def in_words(version: Version) -> str:
    return f"{named(version.label)} ({counted(len(version.evidence), 'passage')})"


def beginning(case: "Case", proposal: Proposal) -> str:
    """The fields of a new discrepancy, filled in as far as the proposal tells, as the query of its form."""
    values = " or ".join(version.label for version in proposal.versions)
    title = f"{proposal.aspect.capitalize()}: {values}? {case.claim}"
    return urlencode({"title": title[:LONGEST_TITLE], "aspect": aspect_of(proposal)})
