"""What the list of claims takes: one FilterSet for every format. It only validates; `matching()` does the rest.

Whatever a reader may not know of is refused in the words in which something that does not exist is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import reverse
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet, ModelChoiceFilter
from django_filters.fields import ModelChoiceField

from claims.criteria import Criteria
from claims.models import Claim, ClaimStanding, Dossier, Evidence
from claims.models.claims import ClaimQuerySet
from people.models import Organization, Person, Place
from record.dates import parse_edtf
from record.paging import Order
from record.parameters import CURSORS, BadParameters, read_parameters
from record.refusals import as_typed
from record.slugs import find_by_public_id, find_by_slug
from record.visibility import sees_drafts
from sources.models import Article, Outlet

SORTS = [("newest", "newest first"), ("oldest", "oldest first"), ("best", "best match first")]
ORDERS = {"newest": ClaimQuerySet.NEWEST_FIRST, "oldest": ClaimQuerySet.BY_DATE}
# A choice of more than this is no choice: the pages of outlets, people and places lead to each one's claims.
OFFERED = 100

# The records offered as a choice, and the page where one is found when they are too many.
OFFERED_FROM = {
    "outlet": "sources:outlet_list",
    "dossier": "claims:dossier_list",
    "person": "people:person_list",
    "organization": "people:organization_list",
    "place": "people:place_list",
}

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def no_such(kind: str, address: str) -> str:
    """The refusal of a record that does not exist, or that this reader may not know of: word for word the same."""
    return f"There is no {kind} {as_typed(address)} here. Choose one from the list, or leave it out."


class RecordField(ModelChoiceField):
    """A record by its slug, or a slug it once had."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return self._find(str(value))
        except Http404:
            raise ValidationError(no_such(self.queryset.model._meta.verbose_name, str(value))) from None

    def _find(self, value: str) -> Any:
        return find_by_slug(self.queryset, value)[0]


class ArticleField(RecordField):
    """An article by its public id, or that of one that was merged into it."""

    def _find(self, value: str) -> Any:
        return find_by_public_id(self.queryset, value)[0]


class RecordFilter(ModelChoiceFilter):
    """A filter on a record the reader may know of."""

    field_class = RecordField

    def __init__(self, model: Any, **options: Any) -> None:
        super().__init__(
            queryset=lambda request: model.objects.visible_to(request.user), to_field_name="slug", **options
        )


class ArticleFilter(RecordFilter):
    field_class = ArticleField


class WordFilter(ChoiceFilter):
    """One of a few fixed words."""

    def __init__(self, **options: Any) -> None:
        words = ", ".join(word for word, _ in options["choices"])
        super().__init__(error_messages={"invalid_choice": f"Choose one of: {words}."}, **options)


class DayField(forms.CharField):
    """A day, a month or a year, read as its first or its last day."""

    def __init__(self, *, bound: Callable[[Any], date], **options: Any) -> None:
        self.bound = bound
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            if not _DAY.fullmatch(text):
                raise ValueError
            return self.bound(parse_edtf(text))
        except ValueError:
            raise ValidationError(
                f"{as_typed(text)} is not a day. Type a day, a month or a year: 2024-12-08, 2024-12 or 2024."
            ) from None


class DayFilter(Filter):
    field_class = DayField


@dataclass(frozen=True)
class Chip:
    """One thing that was asked: what, which, and the address of the list that does not ask it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Choice:
    """A choice the form offers: (value, words) pairs, the value chosen, and where to find more of them if need be."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str
    more: str = ""
    otherwise: str = "any"


class ClaimFilter(FilterSet):
    """The parameters of `/claims/`, in every format. Raises BadParameters for what it cannot read."""

    q = CharFilter(label="Words", max_length=200)
    dossier = RecordFilter(Dossier, label="Dossier")
    outlet = RecordFilter(Outlet, label="Outlet")
    article = ArticleFilter(Article, label="Article")
    stance = WordFilter(choices=Evidence.Stance.choices, label="Stance")
    person = RecordFilter(Person, label="Person")
    organization = RecordFilter(Organization, label="Organization")
    place = RecordFilter(Place, label="Place")
    standing = WordFilter(choices=ClaimStanding.Standing.choices, label="Standing")
    discrepancy = WordFilter(choices=[("open", "open")], label="Discrepancy")
    sort = WordFilter(choices=SORTS, label="Order")

    def __init__(self, request: HttpRequest) -> None:
        self.asked = read_parameters(request.GET, *self.base_filters, *CURSORS)
        super().__init__(self.asked, Claim.objects.visible_to(request.user), request=request)
        if not self.is_valid():
            raise BadParameters({name: " ".join(errors) for name, errors in self.errors.items()})
        self._refuse_empty_period()
        if self.ranked and (self.asked["after"] or self.asked["before"]):
            raise BadParameters({"sort": "The best matches are one page. Leave out `after` and `before`."})

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What was asked, each as its parameter's value: records as records, days as days."""
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @cached_property
    def criteria(self) -> Criteria:
        """The same as plain values."""
        records = {name: value.pk for name, value in self.chosen.items() if hasattr(value, "pk")}
        return Criteria(
            words=self.chosen.get("q", ""),
            stance=self.chosen.get("stance", ""),
            standing=self.chosen.get("standing", ""),
            discrepancy=self.chosen.get("discrepancy", ""),
            earliest=self.chosen.get("from"),
            latest=self.chosen.get("to"),
            **records,
        )

    @property
    def order(self) -> Order:
        """The order of the list. What was found for readers comes from the index in order, and is not sorted again."""
        order = ORDERS.get(self.chosen.get("sort", ""), ClaimQuerySet.NEWEST_FIRST)
        from_index = self.criteria.words and not sees_drafts(self.request.user)
        return ClaimQuerySet.NEWEST_FOUND if from_index and order.descending else order

    @property
    def ranked(self) -> bool:
        """Whether the best matches are asked for first: among words only, for without any none is better."""
        return self.chosen.get("sort") == "best" and bool(self.criteria.words)

    @property
    def newest_first(self) -> str:
        """The address of the same list, newest first."""
        return self._without("sort")

    @property
    def chips(self) -> list["Chip"]:
        """Each thing asked, with the address of the list that does not ask it."""
        return [
            Chip(str(self.form.fields[name].label), self._in_words(name), self._without(name))
            for name in self.chosen
            if name != "sort"
        ]

    @property
    def choices(self) -> list["Choice"]:
        """What the form offers beside words and days."""
        return [self._choice(name) for name in ("standing", "discrepancy", "stance", *OFFERED_FROM, "sort")]

    def _choice(self, name: str) -> "Choice":
        field, asked = self.form.fields[name], self.asked[name]
        if name == "sort":
            return Choice(name, str(field.label), SORTS[1:], asked, otherwise=SORTS[0][1])
        if not isinstance(field, RecordField):
            return Choice(name, str(field.label), list(field.choices)[1:], asked)
        offered = list(field.queryset[: OFFERED + 1])
        more = reverse(OFFERED_FROM[name]) if len(offered) > OFFERED else ""
        offered = offered[:OFFERED]
        if (chosen := self.chosen.get(name)) and chosen not in offered:
            offered.append(chosen)
        options = [(record.slug, str(record)) for record in offered]
        return Choice(name, str(field.label), options, chosen.slug if chosen else "", more)

    def _in_words(self, name: str) -> str:
        value = self.chosen[name]
        return self.asked[name] if isinstance(value, date) else str(value)

    def _without(self, name: str) -> str:
        rest = {
            other: value for other, value in self.asked.items() if value and other not in (name, *CURSORS)
        }
        return f"{self.request.path}?{urlencode(rest)}" if rest else self.request.path

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset.matching(self.criteria, self.request.user)

    def _refuse_empty_period(self) -> None:
        first, last = self.criteria.earliest, self.criteria.latest
        if first and last and first > last:
            raise BadParameters({"to": "It lies before `from`. Type the earlier day in `from`."})


# `from` is a word of Python's, so these two cannot stand in the class body.
ClaimFilter.base_filters |= {
    "from": DayFilter(label="From", bound=lambda days: days.earliest),
    "to": DayFilter(label="To", bound=lambda days: days.latest),
}
