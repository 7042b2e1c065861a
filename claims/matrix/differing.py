"""Where reports part ways: the values that a passage gives and its claim does not, and the claims in dispute."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from claims.models import ClaimPlace, ClaimStanding, Discrepancy, Evidence, Participant, Rival
from claims.models.claims import ClaimQuerySet
from claims.models.evidence import EvidenceQuerySet

PARTING = (
    ClaimStanding.Standing.DISPUTED,
    ClaimStanding.Standing.INCONSISTENT,
    ClaimStanding.Standing.CONTRADICTED,
)

_SAME_PLACE = ClaimPlace.objects.filter(claim=OuterRef("claim"), place=OuterRef("asserted_place"))
_SAME_PERSON = Participant.objects.filter(claim=OuterRef("claim"), person=OuterRef("asserted_person"))
_SAME_ORGANIZATION = Participant.objects.filter(
    claim=OuterRef("claim"), organization=OuterRef("asserted_organization")
)

# When a passage's value is its own: it gives one, and the claim does not give the same.
OWN_VALUES: dict[str, Q] = {
    "own_date": ~Q(asserted_date="") & ~Q(asserted_date=F("claim__date")),
    "own_time": ~Q(asserted_time="") & ~Q(asserted_time=F("claim__time")),
    "own_place": Q(asserted_place__isnull=False) & ~Q(Exists(_SAME_PLACE)),
    "own_figure": Q(asserted_figure__isnull=False)
    & (
        Q(claim__figure__isnull=True) | ~Q(asserted_figure=F("claim__figure"), asserted_unit=F("claim__unit"))
    ),
    "own_person": Q(asserted_person__isnull=False) & ~Q(Exists(_SAME_PERSON)),
    "own_organization": Q(asserted_organization__isnull=False) & ~Q(Exists(_SAME_ORGANIZATION)),
    "own_role": ~Q(asserted_role=""),
    "own_attribution": ~Q(asserted_attribution=""),
}


ANY_OWN_VALUE = reduce(or_, OWN_VALUES.values())


def with_own_values(evidence: EvidenceQuerySet) -> EvidenceQuerySet:
    """Each piece of evidence with `own_date`, `own_place` ...: whether that value differs from the claim's."""
    flags = {name: ExpressionWrapper(own, output_field=BooleanField()) for name, own in OWN_VALUES.items()}
    return evidence.annotate(**flags)


def where_reports_part(claims: ClaimQuerySet, user: Any) -> ClaimQuerySet:
    """Those of the claims that are in dispute, have a visible rival, or of which a passage gives a value of its own."""
    evidence = Evidence.objects.visible_to(user).filter(ANY_OWN_VALUE, claim=OuterRef("pk"))
    return claims.filter(Q(standing__standing__in=PARTING) | Exists(evidence) | _has_rivals(user))


def with_rivalry(claims: ClaimQuerySet, user: Any) -> ClaimQuerySet:
    """Each claim with `has_rivals`: whether it is one of the rivals of a discrepancy that this user may see."""
    return claims.annotate(has_rivals=_has_rivals(user))


def _has_rivals(user: Any) -> Exists:
    visible = Discrepancy.objects.visible_to(user).order_by().values("pk")
    return Exists(Rival.objects.filter(claim=OuterRef("pk"), discrepancy__in=visible))
