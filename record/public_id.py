"""The public id: the only id that stands in any address."""

import secrets
from typing import Any

from django.db import models
from django.urls import register_converter

from record.ordering import CodePointOrder

# Without vowels no id spells a word, so none collides with a fixed word of an address or offends anyone.
ALPHABET = "bcdfghjklmnpqrstvwxz"
LENGTH = 10
PATTERN = f"[{ALPHABET}]{{{LENGTH}}}"


def new_public_id() -> str:
    """Ten random letters: 10^13 ids, so that a collision is an accident the unique key may refuse."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(CodePointOrder, models.CharField):
    """A permanent, opaque, unique id, made once when the row is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = (
            {"unique": True} | kwargs | {"max_length": LENGTH, "default": new_public_id, "editable": False}
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # Said aloud, since ours is the other way round: in a history table the same id stands once a change.
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"unique": self.unique}


class PublicIdConverter:
    """Matches a public id in an address and nothing else (`<public_id:public_id>`)."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicIdConverter, "public_id")
