"""Writing a plan: through the doors that every change of claims goes through, with history, as drafts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from claims.actions import changing
from claims.bundles.compare import Comparison
from claims.bundles.load import silently
from claims.bundles.write import BATCH, Signature, Writer
from claims.models import DossierClaim
from claims.sheets.plans import Plan
from record.chunks import in_chunks


@transaction.atomic
def write(plan: Plan, signature: Signature) -> None:
    """Write every record of a plan without problems, all or nothing; standings and public flags follow."""
    with changing(plan.touched) as touched:
        writer = Writer(Comparison(missing=plan.entries, rows=plan.known), signature, silently)
        writer.write()
        touched |= writer.claims()
        _join_dossiers(plan.memberships, writer.rows, signature)


def _join_dossiers(
    memberships: Iterable[tuple[str, str]], rows: Mapping[str, Mapping[str, Any]], signature: Signature
) -> None:
    wanted = {(rows["dossier"][dossier].pk, rows["claims"][claim].pk) for claim, dossier in memberships}
    new = sorted(wanted - _joined({claim for _, claim in wanted}))
    joining = [DossierClaim(dossier_id=dossier, claim_id=claim) for dossier, claim in new]
    if joining:
        bulk_create_with_history(
            joining,
            DossierClaim,
            batch_size=BATCH,
            default_user=signature.by,
            default_change_reason=signature.reason,
        )


def _joined(claims: Iterable[int]) -> set[tuple[int, int]]:
    return {
        pair
        for chunk in in_chunks(claims)
        for pair in DossierClaim.objects.filter(claim__in=chunk).values_list("dossier_id", "claim_id")
    }
