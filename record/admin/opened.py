"""What a form remembers of its opening, in a signed hidden field: by whom, when, and the version that it showed.

The one-time key makes of two presses on Save one record; the version lets a save see what others changed meanwhile.
The version holds each field that the form offers and is not empty, for the record and for each of its saved rows:
`{"": {"name": "Fidan"}, "aliases": {"12": {"name": "H. Fidan"}}}`. Long texts are kept as digests.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from django.core import signing
from django.db.models import Model
from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.utils import timezone

from record.admin.form_values import shown
from record.versions import Value, kept

FIELD = "_opened"
SALT = "record.opened"

Version = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Opened:
    """One opening of one form. `version` is None where nothing had been saved yet: a form that adds."""

    key: str
    by: int
    at: float
    of: str
    version: Version | None = None

    @classmethod
    def now(cls, request: HttpRequest, of: str, version: Version | None = None) -> "Opened":
        """A form just opened by this user."""
        return cls(uuid4().hex, request.user.pk or 0, timezone.now().timestamp(), of, version)

    @classmethod
    def read(cls, request: HttpRequest, of: str) -> "Opened | None":
        """What the posted form remembers; None if nothing, if it was tampered with, or if it is of another record."""
        try:
            found = cls(**signing.loads(request.POST.get(FIELD, ""), salt=SALT))
        except (signing.BadSignature, TypeError):
            return None
        return found if found.of == of else None

    def renewed(self, by: int) -> "Opened":
        """The same opening, to be saved once more, by this user."""
        return replace(self, key=uuid4().hex, by=by)

    @property
    def token(self) -> str:
        """What the form's hidden field holds."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def name_of(model: type[Model], pk: Any = None) -> str:
    """What a form is of: `people.person:12`, or `people.person:` for one that adds."""
    return f"{model._meta.label_lower}:{'' if pk is None else pk}"


def version_shown(form: BaseForm, formsets: Iterable[Any]) -> Version:
    """The version that an unbound form and its rows show."""
    version: Version = {"": remembered(form)}
    for formset in formsets:
        rows = {str(row.instance.pk): remembered(row) for row in formset.initial_forms if may_be_typed(row)}
        version[formset.prefix] = rows
    return version


def remembered(form: BaseForm) -> dict[str, Value]:
    """What is stored of the record or row that a form is of, as the form remembers it."""
    return {name: kept(value) for name, value in stored(form).items()}


def stored(form: BaseForm) -> dict[str, Value]:
    """What is stored of the record or row that a form is of, by the names of its fields.

    Beside them, what the form does not offer but its editor goes by: `watched` columns, such as the state.
    """
    watched = {f"={name}": str(getattr(form.instance, name)) for name in getattr(form, "watched", ())}  # type: ignore[attr-defined]
    return shown(form, compared(form)) | watched


def compared(form: BaseForm) -> list[str]:
    """The fields of a form that can be changed by typing."""
    return [name for name in form.fields if name in form.base_fields and name != DELETION_FIELD_NAME]  # type: ignore[attr-defined]


def may_be_typed(form: BaseForm) -> bool:
    """True unless every field of a row is locked."""
    return any(not form.fields[name].disabled for name in compared(form))


def sent_rows(formset: Any) -> Iterator[tuple[int, str, Any]]:
    """Each row that a bound form set was sent as a saved one: its number, the id it was sent with, its form."""
    key = formset.model._meta.pk.name
    for number, form in enumerate(formset.initial_forms):
        yield number, str(formset.data.get(form.add_prefix(key), "")), form
