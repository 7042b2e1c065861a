"""The standing of a claim (a first form; the wording follows)."""

from dataclasses import dataclass

from claims.origin_records import ClaimRecord, Side
from claims.origins import side


@dataclass(frozen=True)
class Assessment:
    """What the origins on both sides make of a claim."""

    standing: str
    supporting: Side
    contradicting: Side
    explanation: str = ""


def assess(claim: ClaimRecord) -> Assessment:
    """Count the origins on both sides and name the standing."""
    supporting, contradicting = side(claim, "supports"), side(claim, "contradicts")
    return Assessment(_standing(supporting, contradicting), supporting, contradicting)


def _standing(supporting: Side, contradicting: Side) -> str:
    if supporting.groups and contradicting.groups:
        same = {group.label for group in supporting.groups} == {group.label for group in contradicting.groups}
        return "inconsistent" if same and len(supporting.groups) == 1 else "disputed"
    if contradicting.groups:
        return "contradicted"
    if supporting.low >= 2:
        return "corroborated"
    if supporting.groups:
        return "single-origin"
    return "attributed-only" if supporting.not_borne_out else "unsupported"
