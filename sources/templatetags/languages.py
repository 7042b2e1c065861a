"""Language tags in words, for templates: {% load languages %}."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()


@register.filter
def language(tag: str) -> str:
    """The English name of a language tag: "Arabic" of ar, "English (en-GB)" of en-GB; an unknown tag itself."""
    try:
        name = get_language_info(tag.lower())["name"]
    except KeyError:
        return tag
    return name if "-" not in tag else f"{name} ({tag})"
