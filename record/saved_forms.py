"""Forms that were saved, each once: what tells the second press on Save from another record alike."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone

# Nobody sends a form again after this; older rows are of no use.
KEPT_FOR = timedelta(days=30)


class SavedForm(models.Model):
    """One opening of a form that was saved: by its one-time key, with a digest of what it held, and what it made.

    Written in the transaction of the save itself. A second press waits for the first at the primary key, then finds
    this row.
    """

    key = models.UUIDField(primary_key=True)
    content = models.UUIDField()
    target = models.BigIntegerField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.key)

    @classmethod
    def begin(cls, key: str, content: UUID, by: Any) -> "tuple[SavedForm, bool]":
        """The row of this opening, and whether it is new. Call it in the transaction of the save."""
        cls.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
        return cls.objects.get_or_create(key=UUID(key), defaults={"content": content, "by": by})


def digest(data: QueryDict, leave_out: set[str]) -> UUID:
    """A digest of what a form holds, whatever the order of its fields."""
    held = sorted((name, values) for name, values in data.lists() if name not in leave_out)
    text = repr(held).encode("utf-8", "surrogatepass")
    return UUID(bytes=hashlib.sha256(text).digest()[:16])
