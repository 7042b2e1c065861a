"""What publication needs: lenient in draft, strict when readers will see it. The one list of what may be missing."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from claims.models import Claim, Credit, Evidence
from claims.models.claims import ClaimQuerySet


class NotReady(Exception):
    """A claim or a piece of evidence is not complete. `missing` says what to add, a sentence each."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(" ".join(missing))


def missing_for_publication(claim: Claim, evidence: Iterable[Evidence]) -> list[str]:
    """What the claim still needs before readers may see it with these pieces of evidence; empty if nothing.

    The evidence is expected with its credits and article (`with_trail()`).
    """
    evidence = list(evidence)
    missing = list(_missing_in_claim(claim))
    if not evidence:
        missing.append("It has no evidence: link at least one passage of an article.")
    for number, piece in enumerate(evidence, start=1):
        missing += [
            f"Evidence {number} ({piece.article}): {problem}" for problem in missing_in_evidence(piece)
        ]
    return missing


def missing_in_evidence(evidence: Evidence) -> list[str]:
    """What one piece of evidence still needs before readers may see it; empty if nothing."""
    missing = []
    if not evidence.stance:
        missing.append("say whether it supports, contradicts or only mentions the claim.")
    if not evidence.quotation and not evidence.paraphrase:
        missing.append("give the passage: its exact words, or a paraphrase.")
    if evidence.basis == Evidence.Basis.RELAYS and not evidence.credits.all():
        missing.append("it relays another report: say which, in its credits; or set its basis to unclear.")
    return missing


def _missing_in_claim(claim: Claim) -> Iterable[str]:
    if not claim.statement.strip():
        yield "It has no statement."
    if claim.kind == Claim.Kind.UTTERANCE and claim.utterer is None:
        yield "It is an utterance: say who said it."


def complete(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those of the claims that lack nothing for publication with all their evidence: the rules above, for lists.

    A test compares it with them, over claims that lack everything there is to lack.
    """
    evidence = Evidence.objects.filter(claim=OuterRef("pk"))
    said = Q(kind=Claim.Kind.EVENT) | ~Q(utterer_person=None, utterer_organization=None, utterer_unnamed=None)
    lacking = Q(stance="") | Q(quotation="", paraphrase="")
    uncredited = Q(basis=Evidence.Basis.RELAYS) & ~Exists(Credit.objects.filter(evidence=OuterRef("pk")))
    return claims.filter(
        said, Exists(evidence), ~Exists(evidence.filter(lacking | uncredited)), statement__regex=r"\S"
    )
