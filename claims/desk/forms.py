"""The fields of a step, checked by the models' own rules, so that the desk refuses what the claim's form refuses."""

from typing import Any

from django import forms

from claims.desk.refusals import Invalid
from claims.models import Claim, Evidence
from people.models import Organization, Person, Place
from record.admin.site import ROW_ID


class KnownChoice(forms.ModelChoiceField):
    """A record by its id. A number longer than any id is refused before a database sees it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value if ROW_ID.fullmatch(str(value)) else value and "-1")


class PassageForm(forms.ModelForm):
    """What a passage says besides its words and where they stand."""

    asserted_place = KnownChoice(Place.objects.all(), required=False)
    asserted_person = KnownChoice(Person.objects.all(), required=False)
    asserted_organization = KnownChoice(Organization.objects.all(), required=False)

    class Meta:
        model = Evidence
        fields = (
            "stance",
            "endorsement",
            "hedged",
            "hedge_words",
            "part",
            "basis",
            "translation",
            "translator",
            "note",
            "asserted_date",
            "asserted_date_words",
            "asserted_date_inferred",
            "asserted_date_reason",
            "asserted_time",
            "asserted_time_words",
            "asserted_place",
            "asserted_figure",
            "asserted_unit",
            "asserted_person",
            "asserted_organization",
            "asserted_role",
            "asserted_attribution",
        )

    def clean_stance(self) -> str:
        stance: str = self.cleaned_data["stance"]
        if not stance:
            raise forms.ValidationError("Say whether the passage supports, contradicts or mentions it.")
        return stance


class NewClaimForm(forms.ModelForm):
    """A claim as the desk begins one: always a draft."""

    class Meta:
        model = Claim
        fields = (
            "statement",
            "kind",
            "date",
            "date_words",
            "date_inferred",
            "date_reason",
            "time",
            "time_words",
            "figure",
            "unit",
        )

    def clean_statement(self) -> str:
        statement: str = self.cleaned_data["statement"]
        if not statement:
            raise forms.ValidationError(
                "Type what the claim states, or choose a claim that is there already."
            )
        return statement


def checked(form: forms.ModelForm) -> Any:
    """The instance of a form that holds. Raises Invalid with what each field lacks."""
    if not form.is_valid():
        raise Invalid(fields={name: map(str, said) for name, said in form.errors.items()})
    return form.instance


def names(form: type[forms.ModelForm]) -> set[str]:
    """The names of a form's fields."""
    return set(form.base_fields)
