"""Marks on what was searched for: {% load searching %}."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.search import marking
from claims.search.terms import Query

register = template.Library()


@register.filter
def marked(text: object, query: Query) -> SafeString:
    """The text with the words asked for marked."""
    return pieces(marking.marked(str(text), query))


@register.filter
def pieces(found: Iterable[marking.Piece]) -> SafeString:
    """Pieces of a text, those asked for marked."""
    shown = (format_html("<mark>{}</mark>" if piece.asked else "{}", piece.text) for piece in found)
    return format_html_join("", "{}", ((piece,) for piece in shown))
