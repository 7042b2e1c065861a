"""Who sees what is not public: the one rule, used by every `visible_to(user)`."""

from typing import Any, Self

from django.db import models


def sees_drafts(user: Any) -> bool:
    """True for the people who work on the record: active staff who may view claims in the admin.

    `user` is a User, an AnonymousUser or None; a reader with an account is still a reader.
    """
    return bool(user and user.is_active and user.is_staff and user.has_perm("claims.view_claim"))


def changes_public(user: Any) -> bool:
    """True for the people who may change what readers see: Publishers."""
    return bool(user.has_perm("claims.publish_claim"))


def may_merge(user: Any) -> bool:
    """True for the people who may make one record of two, and part them again."""
    return bool(user.has_perm("claims.merge_records"))


def is_public(record: models.Model) -> bool:
    """True while a reader may see this saved record."""
    if isinstance(public := getattr(record, "public", None), bool):
        return public
    visible: Any = type(record)._default_manager
    return bool(visible.visible_to(None).filter(pk=record.pk).exists())


class PublicQuerySet(models.QuerySet[Any]):
    """Rows with a `public` column, which claims/publicity.py keeps: public while a published claim rests on them."""

    def visible_to(self, user: Any) -> Self:
        """The rows this user may know of."""
        return self if sees_drafts(user) else self.filter(public=True)
