"""What a claim's form holds besides its evidence: where, who, which dossiers, and the editors' notes."""

from collections import Counter
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from claims.models import ClaimPlace, DossierClaim, EditorNote, Participant
from record.admin.choices import LoadedFormSet
from record.admin.records import FormInline, RowsInline


class PlaceInline(RowsInline):
    """Where."""

    model = ClaimPlace
    fields = ("role", "place")
    autocomplete_fields = ("place",)
    verbose_name_plural = "where"


class ParticipantFormSet(LoadedFormSet):
    """Who took part: one row for each role of each."""

    def clean(self) -> None:
        super().clean()
        kept = self.kept_forms()
        times = Counter(map(_who_and_role, kept))
        for form in kept:
            if times[_who_and_role(form)] > 1:
                form.add_error(
                    "role", "The same one stands here twice in this role. Remove one of the two rows."
                )


def _who_and_role(form: Any) -> tuple[Any, ...]:
    return tuple(form.cleaned_data.get(name) for name in ("person", "organization", "role"))


class ParticipantInline(RowsInline):
    """Who took part."""

    model = Participant
    formset = ParticipantFormSet
    fields = ("person", "organization", "role")
    autocomplete_fields = ("person", "organization")
    verbose_name_plural = "who took part"


class DossierInline(RowsInline):
    """The dossiers that a claim belongs to."""

    model = DossierClaim
    fields = ("dossier",)
    autocomplete_fields = ("dossier",)
    verbose_name_plural = "dossiers"


class NoteFormSet(LoadedFormSet):
    """Notes, which are signed."""

    @classmethod
    def get_default_prefix(cls) -> str:
        # Nothing leads back to a note, so there is no name to take it from.
        return "notes"

    def is_locked(self, row: EditorNote) -> bool:
        """Nobody rewrites a colleague's note."""
        return bool(row.written_by_id != self.by.pk)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.written_by = self.by
        return super().save_new(form, commit)


class NoteInline(FormInline):
    """Notes for editors, never shown to readers: whoever works on the record may write them."""

    model = EditorNote
    formset = NoteFormSet
    fields = ("body",)
    verbose_name_plural = "notes among editors (never shown to readers)"

    def is_open(self, request: HttpRequest, obj: Model | None) -> bool:
        return True
