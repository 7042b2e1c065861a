"""Claims' wording, for the templates of every app: {% load wording %}."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims import wording
from claims.models import Claim, Evidence
from record.dates import describe_edtf
from record.times import describe_time
from sources.models import NO_OUTLET, Outlet

register = template.Library()

register.filter("day", wording.day)
register.filter("edtf", lambda text: describe_edtf(text) if text else "")
register.filter("clock", lambda text: describe_time(text) if text else "")
register.filter("enumerated", lambda words: wording.enumerated(list(words)) if words else "")
register.simple_tag(wording.when, name="when")


@register.filter
def counted(number: int, nouns: str) -> str:
    """A number with its noun: {{ 2|counted:"report" }}, {{ 2|counted:"reply,replies" }}."""
    return wording.counted(number, *nouns.split(","))


@register.filter
def noun(number: int, nouns: str) -> str:
    """The noun alone, for a number that stands apart from it."""
    return counted(number, nouns).partition(" ")[2]


@register.filter
def figure(number: Decimal | None, unit: str = "") -> str:
    """A number with its unit."""
    return wording.figure(number, unit)


@register.filter
def sign(stance: str) -> str:
    """The sign that stands beside a stance's word."""
    return wording.SIGNS.get(stance, "")


@register.filter
def linked(record: Any) -> SafeString:
    """A record's name as a link to its page; an informant as the article describes them, in quotes."""
    if not hasattr(record, "get_absolute_url"):
        return format_html("“<bdi>{}</bdi>”", record)
    return format_html('<a href="{}"><bdi>{}</bdi></a>', record.get_absolute_url(), record)


@register.filter
def publisher(outlet: Outlet | None) -> SafeString:
    """An outlet's name as a link; unknown is said as unknown."""
    return linked(outlet) if outlet else format_html('<span class="unknown">{}</span>', NO_OUTLET)


@register.filter
def voice(evidence: Evidence) -> SafeString:
    """In whose voice a passage speaks: "Assad, quoted by Al Majalla"; the outlet alone only where nobody else speaks."""
    outlet = publisher(evidence.article.outlet)
    speakers = [linked(speaker.who) for speaker in evidence.speakers.all()]
    if not speakers and evidence.basis == Evidence.Basis.RELAYS:
        return format_html("{}, relaying {}", outlet, _credited(evidence))
    if not speakers:
        return format_html("{}, in the report’s own voice", outlet)
    return format_html_join(", quoted by ", "{}", ((name,) for name in [*speakers, outlet]))


def _credited(evidence: Evidence) -> SafeString:
    """Whom a relay has it from: the outlets it credits, each once."""
    outlets = [
        credit.outlet or (credit.article and credit.article.outlet) for credit in evidence.credits.all()
    ]
    names = dict.fromkeys(publisher(outlet) for outlet in outlets)
    return format_html_join(" and ", "{}", ((name,) for name in names)) or SafeString("another report")


@dataclass(frozen=True)
class Reports:
    """The reports that take one stance to a claim: how many, and of whom (the first few outlets by name)."""

    number: int
    names: list[str]
    more: int


@register.simple_tag
def reports(claim: Claim, stance: str, names: int = 4) -> Reports:
    """{% reports claim "supports" as for %}, of a claim loaded with `with_reports_for(user)`."""
    articles = {row.article_id: row.article for row in claim.reports if row.stance == stance}.values()
    # Two outlets that are not known are two: unknown never equals unknown.
    outlets = {article.outlet_id or f"of {article.pk}": article.outlet_name for article in articles}
    shown = list(outlets.values())
    return Reports(len(articles), shown[:names], max(0, len(shown) - names))


@register.simple_tag
def origins(low: int, high: int) -> str:
    """How many groups of origins, as a number or a range: "1 known origin", "2 to 3 origins"."""
    return wording.counted(low, "known origin") if low == high else f"{low:,} to {high:,} origins"
