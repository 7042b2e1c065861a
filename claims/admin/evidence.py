"""The evidence of a claim, edited inside the claim's form, speakers and credits included."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from claims import chains
from claims.admin.chain_fields import ChainField, read_link
from claims.models import Claim, Credit, Evidence, Speaker
from claims.models.evidence import OMISSIBLE
from claims.permissions import may_change
from record.admin.choices import LoadedFormSet, RowForm, load
from record.admin.records import FormInline
from record.admin.site import readable_ids
from sources.models import UnnamedSource

# These decide what a published row must have, so the form checks the rules that ask for them.
STATE_COLUMNS = {"state", "published_at"}
# A form of hundreds of pieces takes a browser seconds: more than these are shown page by page (`?evidence=2`).
AT_ONCE = 50
CHAINS: dict[str, type[Speaker | Credit]] = {"speakers": Speaker, "credits": Credit}


class EvidenceForm(RowForm):
    """One piece of evidence, with its speakers and credits."""

    watched = ("state",)

    speakers = ChainField(
        kinds=chains.SPEAKERS,
        searched_at="admin:claims_evidence_speakers",
        help_text="Who speaks, then who passed it on: Fidan, then an Arab official. The outlet goes without saying. "
        "Empty: the article speaks for itself.",
    )
    credits = ChainField(
        kinds=chains.CREDITS,
        searched_at="admin:claims_evidence_credits",
        credits=True,
        help_text="The reports this passage says it has it from. An outlet only where no article of it is known.",
    )
    omits = forms.MultipleChoiceField(
        choices=[(aspect, aspect) for aspect in OMISSIBLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Leaves unsaid",
        help_text="What the claim states and this passage does not say.",
    )

    class Meta:
        # Under the heading of its own values, the rest goes without saying.
        labels = {
            "asserted_date": "Date",
            "asserted_time": "Time",
            "asserted_time_zone": "Time zone",
            "asserted_place": "Place",
            "asserted_figure": "Figure",
            "asserted_unit": "Unit",
            "asserted_person": "Person",
            "asserted_organization": "Organization",
            "asserted_role": "Role",
            "asserted_attribution": "Attributed to",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in CHAINS:
                self.initial[name] = [chains.link_of(row) for row in getattr(self.instance, name).all()]

    @property
    def is_locked(self) -> bool:
        """True if this user may read the row only."""
        return self.fields["article"].disabled

    @property
    def speaker_names(self) -> str:
        """Who speaks in the stored row, in words."""
        field: Any = self.fields["speakers"]
        return ", then ".join(
            str(record) for record in map(field.record, self.initial.get("speakers", ())) if record
        )

    def clean(self) -> Any:
        cleaned = super().clean()
        self._refuse_informants_of_other_articles()
        self._refuse_credits_that_cannot_be()
        return cleaned

    def _refuse_informants_of_other_articles(self) -> None:
        article = self.cleaned_data.get("article")
        for record in map(self.fields["speakers"].record, self.cleaned_data.get("speakers", ())):  # type: ignore[attr-defined]
            if article and isinstance(record, UnnamedSource) and record.article_id != article.pk:
                self.add_error(
                    "speakers",
                    f"“{record}” is an informant of another article, “{record.article}”. Add an informant as this "
                    "article describes one.",
                )

    def _refuse_credits_that_cannot_be(self) -> None:
        credited, article = self.cleaned_data.get("credits", ()), self.cleaned_data.get("article")
        if credited and self.cleaned_data.get("basis") != Evidence.Basis.RELAYS:
            self.add_error(
                "basis", "Only a passage that relays another report has credits: choose that, or remove them."
            )
        if article and any(link.key == ("article", article.pk) for link in credited):
            self.add_error("credits", "This is the article itself. It cannot be where it has it from.")

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - STATE_COLUMNS  # type: ignore[misc]

    def save(self, commit: bool = True) -> Any:
        """Save what changed: credits that go first, since the database refuses a basis that they do not fit."""
        evidence, reason = self.instance, getattr(self.instance, "_change_reason", None) or ""
        if evidence.pk:
            chains.remove_others(evidence, Credit, self.cleaned_data["credits"], reason)
        if evidence._state.adding or set(self.changed_data) - CHAINS.keys():
            evidence = super().save(commit)
        for name, model in CHAINS.items():
            chains.write(evidence, model, self.cleaned_data[name], reason)
        return evidence


class EvidenceFormSet(LoadedFormSet):
    """A claim's evidence: rows that readers see are open to Publishers alone.

    `asked` is the page of evidence that the address asks for. A form sent back is about the rows that it holds.
    """

    asked = "1"

    @cached_property
    def page(self) -> Page[Any]:
        """The pieces of evidence of this page of the form."""
        return Paginator(super().get_queryset(), AT_ONCE).get_page(self.asked)

    def get_queryset(self) -> Any:
        if not hasattr(self, "_rows_here"):
            sent = readable_ids(self.typed("id")) if self.is_bound else None
            rows = super().get_queryset()
            self._rows_here = self.page.object_list if sent is None else rows.filter(pk__in=sent)
        return self._rows_here

    @cached_property
    def chained(self) -> dict[type[Model], dict[str, Model]]:
        """The records that speakers and credits name, stored or as typed: a query a kind."""
        stored: dict[type[Model], dict[str, Model]] = defaultdict(dict)
        for record in self._stored():
            stored[type(record)][str(record.pk)] = record
        for kind, ids in self._typed().items():
            stored[kind] |= load(self._rows(kind), ids - stored[kind].keys())
        return stored

    def _stored(self) -> Iterator[Model]:
        for row in self.get_queryset():
            yield from (speaker.who for speaker in row.speakers.all())
            yield from (credit.credited for credit in row.credits.all())

    def _typed(self) -> dict[type[Model], set[str]]:
        ids: dict[type[Model], set[str]] = defaultdict(set)
        for name in CHAINS:
            field: Any = self.form.base_fields[name]
            for link in filter(None, map(read_link, self.typed(name))):
                if link.kind in field.kinds:
                    ids[field.kinds[link.kind]].add(str(link.pk))
        return ids

    def _rows(self, kind: type[Model]) -> "QuerySet[Any]":
        rows = kind._default_manager.all()
        return rows.select_related("article") if kind is UnnamedSource else rows

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name in CHAINS.keys() & form.fields.keys():
            form.fields[name].know(self.chained)

    def is_locked(self, row: Evidence) -> bool:
        return not may_change(self.by, row)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        form.instance.created_by = self.by
        return super().save_new(form, commit)


class EvidenceInline(FormInline):
    """A claim's evidence."""

    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    template = "admin/claims/evidence_inline.html"
    autocomplete_fields = ("article", "asserted_place", "asserted_person", "asserted_organization")
    verbose_name_plural = "evidence"
    fieldsets = (
        (None, {"fields": ("article", ("stance", "endorsement"))}),
        ("The passage", {"fields": ("quotation", "paraphrase", ("part", "locator"))}),
        (
            "Words around it, translation",
            {
                "classes": ("collapse",),
                "fields": (("quotation_prefix", "quotation_suffix"), "translation", "translator"),
            },
        ),
        ("On whose word", {"fields": ("speakers", ("hedged", "hedge_words"))}),
        ("Where the article has it from", {"fields": ("basis", "credits")}),
        (
            "Its own values, only where they differ from the claim’s",
            {
                "classes": ("collapse",),
                "fields": (
                    ("asserted_date", "asserted_date_words"),
                    ("asserted_date_inferred", "asserted_date_reason"),
                    ("asserted_time", "asserted_time_words", "asserted_time_zone"),
                    "asserted_place",
                    ("asserted_figure", "asserted_unit"),
                    ("asserted_person", "asserted_organization"),
                    ("asserted_role", "asserted_attribution"),
                    "omits",
                ),
            },
        ),
        ("Notes", {"classes": ("collapse",), "fields": ("note", "stands_after_correction")}),
    )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).with_particulars()  # type: ignore[attr-defined]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.asked = request.GET.get("evidence", "1")
        return formset

    # What stands in place of the two fields on a page that may only be read.

    def speakers(self, obj: Evidence) -> str:
        return ", then ".join(str(row) for row in obj.speakers.all())

    def credits(self, obj: Evidence) -> str:
        return ", ".join(f"{row} {row.wording}".strip() for row in obj.credits.all())

    def is_open(self, request: HttpRequest, obj: Any) -> bool:
        # To a published claim an Editor may add drafts of evidence; its published rows lock themselves.
        return not (isinstance(obj, Claim) and obj.is_withdrawn)
