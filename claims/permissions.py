"""Who may do what: Editors write drafts; what the public sees is changed by Publishers alone."""

from typing import Any

from django.db.models import Model

from claims.models import Claim, Evidence
from claims.models.claims import State
from record import visibility
from record.visibility import changes_public

EDITORS, PUBLISHERS = "Editors", "Publishers"


def may_publish(user: Any) -> bool:
    """True for Publishers: they publish, and they change what is published."""
    return changes_public(user)


def may_log(user: Any) -> bool:
    """True for those who log passages: Editors and Publishers."""
    return visibility.sees_drafts(user) and bool(user.has_perm("claims.add_evidence"))


def may_withdraw(user: Any) -> bool:
    return bool(user.has_perm("claims.withdraw_claim"))


def is_public(record: Model) -> bool:
    """True while a reader may see this saved record; a withdrawn claim's address still speaks to readers."""
    if isinstance(record, Claim):
        return record.state != State.DRAFT
    if isinstance(record, Evidence):
        return record.is_published
    return visibility.is_public(record)


def may_change(user: Any, record: Model) -> bool:
    """True if this user may change the record: anybody who writes drafts, unless readers see it already.

    The stock model permission is asked for as well; a withdrawn claim is closed to everybody.
    """
    if not user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}"):
        return False
    if isinstance(record, Claim) and record.is_withdrawn:
        return False
    return may_publish(user) or not is_public(record)
