"""Two records side by side: what each says, field by field, and how much names the one that would go."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, ForeignKey, Model
from django.utils.text import capfirst

from record.derived import DerivedField
from record.merging.links import above, links_to
from record.merging.rules import Group, rules_of
from record.public_id import PublicIdField
from record.slugs import AutoSlugField, address_of

# Not a matter of choice: what is derived, and by which address a record is known.
NOT_CHOSEN = (DerivedField, PublicIdField, AutoSlugField)


@dataclass(frozen=True)
class Side:
    """A group of fields as both records have it, in words; `propose` where only the one that would go says anything."""

    name: str
    label: str
    kept: str
    gone: str
    differs: bool = False
    propose: bool = False


@dataclass(frozen=True)
class Moving:
    """So many rows of one kind name the record in one way."""

    what: str
    number: int


def groups(model: type[Model]) -> list[Group]:
    """The fields that a merge may take over, those that go together as one; each group is called by its first."""
    together = {group[0]: group for group in rules_of(model).together}
    inside = {name for group in together.values() for name in group}
    names = [field.name for field in model._meta.concrete_fields if _may_be_taken(field)]
    return [together.get(name, (name,)) for name in names if name in together or name not in inside]


def _may_be_taken(field: "Field[Any, Any]") -> bool:
    return field.editable and not field.primary_key and not isinstance(field, NOT_CHOSEN)


def fields_of(model: type[Model], names: Iterable[str]) -> "list[Field[Any, Any]]":
    """The fields of these names."""
    return [model._meta.get_field(name) for name in names]  # type: ignore[misc]


def sides(kept: Any, gone: Any) -> list[Side]:
    """Every group of which at least one of the two says something."""
    found = (_side(kept, gone, group) for group in groups(type(kept)))
    return [side for side in found if side.kept or side.gone]


def _side(kept: Any, gone: Any, group: Group) -> Side:
    fields = fields_of(type(kept), group)
    label = str(capfirst(fields[0].verbose_name))
    differs = any(getattr(kept, field.attname) != getattr(gone, field.attname) for field in fields)
    propose = differs and _lacks(kept, gone, fields)
    return Side(group[0], label, _words(kept, fields), _words(gone, fields), differs, propose)


def _lacks(kept: Any, gone: Any, fields: "list[Field[Any, Any]]") -> bool:
    """True where the one says nothing and the other something that does not lead to the first."""
    lacking = _is_empty(fields[0], kept) and not _is_empty(fields[0], gone)
    loops = [field for field in fields if field.related_model is type(kept)]
    return lacking and not any(kept.pk in above(gone, field) for field in loops)


def facts(kept: Any, gone: Any) -> list[Side]:
    """What is not a matter of choice, and tells the two apart."""
    told = {
        "Address": address_of,
        "Other names": lambda row: " · ".join(alias.name for alias in row.aliases.all()),
        "State": lambda row: row.get_state_display(),
        "Readers": lambda row: "see it" if row.public else "do not see it",
    }
    needs = {"Other names": "aliases", "State": "get_state_display", "Readers": "public"}
    return [
        Side("", label, words(kept), words(gone))
        for label, words in told.items()
        if label not in needs or hasattr(kept, needs[label])
    ]


def proposed(kept: Any, gone: Any) -> set[str]:
    """The groups that the record to be kept lacks and the other has."""
    return {side.name for side in sides(kept, gone) if side.propose}


def _is_empty(field: "Field[Any, Any]", row: Any) -> bool:
    return getattr(row, field.attname) in field.empty_values


def _words(row: Any, fields: "list[Field[Any, Any]]") -> str:
    return " · ".join(filter(None, (_word(row, field) for field in fields)))


def _word(row: Any, field: "Field[Any, Any]") -> str:
    value = getattr(row, field.name if isinstance(field, ForeignKey) else field.attname)
    if value is None or value == "" or value is False:
        return ""
    if value is True:
        return str(field.verbose_name)
    return str(dict(field.flatchoices).get(value, value))


def moving(gone: Model) -> list[Moving]:
    """What names the record, kind by kind; a query each."""
    return [found for found in _counted(gone) if found.number]


def _counted(gone: Model) -> Iterator[Moving]:
    for link in links_to(type(gone)):
        kind = link.model._meta.verbose_name_plural
        as_what = "" if link.field.name == gone._meta.model_name else f", as {link.field.verbose_name}"
        yield Moving(f"{kind}{as_what}", link.rows(gone.pk).count())
