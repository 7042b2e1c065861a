"""Slugs: unique, ASCII, made once from the name, with a redirect for every address that was ever public."""

from typing import Any, TypeVar

from anyascii import anyascii
from django.db import models, transaction
from django.http import Http404
from django.utils.text import slugify

from record.models import FormerSlug
from record.ordering import CodePointOrder
from record.public_id import new_public_id

MAX_LENGTH = 80

M = TypeVar("M", bound=models.Model)


def slug_words(text: str) -> str:
    """The text in ASCII kebab case; empty where nothing of it can be transliterated."""
    return slugify(anyascii(text))[:MAX_LENGTH].strip("-")


def unused_slug(model: type[models.Model], text: str) -> str:
    """A slug for the text that no row of the model has or ever had: numbered if need be, else a public id."""
    base = slug_words(text)[: MAX_LENGTH - 5]
    if not base:
        return new_public_id()
    number = 1
    while _taken(model, slug := base if number == 1 else f"{base}-{number}"):
        number += 1
    return slug


def _taken(model: type[models.Model], slug: str) -> bool:
    in_use = model._default_manager.filter(slug=slug).exists()
    return in_use or FormerSlug.objects.filter(kind=model._meta.label_lower, slug=slug).exists()


class AutoSlugField(CodePointOrder, models.SlugField):
    """A slug made from another field when the row is first saved without one; never changed by itself."""

    def __init__(self, *args: Any, made_from: str = "name", **kwargs: Any) -> None:
        self.made_from = made_from
        kwargs.setdefault("max_length", MAX_LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text",
            "Part of the page's address. Left empty, it is made from the name; an address once given up redirects for good.",
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # Said aloud, since ours is the other way round: in a history table the same slug stands once a change.
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"unique": self.unique}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        if not getattr(model_instance, self.attname) and hasattr(model_instance, self.made_from):
            slug = unused_slug(type(model_instance), getattr(model_instance, self.made_from))
            setattr(model_instance, self.attname, slug)
        return str(getattr(model_instance, self.attname))


@transaction.atomic
def keep_former_slug(obj: Any, *, former: str) -> None:
    """Record that `former` led to this saved object, so that it redirects; a slug taken back is no longer former."""
    kind = obj._meta.label_lower
    FormerSlug.objects.filter(kind=kind, slug=obj.slug).delete()
    if former and former != obj.slug:
        FormerSlug.objects.update_or_create(kind=kind, slug=former, defaults={"target": obj.pk})


def address_of(row: models.Model) -> str:
    """What stands for the row in addresses: its slug or its public id; empty where it has neither."""
    return str(getattr(row, "slug", "") or getattr(row, "public_id", ""))


def find_by_slug(queryset: "models.QuerySet[M]", slug: str) -> tuple[M, bool]:
    """The row of this slug and whether the address has moved on; Http404 where no such row may be seen."""
    return _find(queryset, "slug", slug)


def find_by_public_id(queryset: "models.QuerySet[M]", public_id: str) -> tuple[M, bool]:
    """The same of a public id, which moves on when its record is merged into another."""
    return _find(queryset, "public_id", public_id)


def _find(queryset: "models.QuerySet[M]", column: str, address: str) -> tuple[M, bool]:
    found = queryset.filter(**{column: address}).first()
    if found:
        return found, False
    former = FormerSlug.objects.filter(kind=queryset.model._meta.label_lower, slug=address).first()
    moved = queryset.filter(pk=former.target).first() if former else None
    if moved is None:
        raise Http404(f"No {queryset.model._meta.verbose_name} has this address.")
    return moved, True
