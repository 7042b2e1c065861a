"""Relay drift on the pages of other apps: {% load drifting %}."""

from typing import Any

from django import template

from claims.comparing.relays import BY_CLAIM, Relay, relaying, relays
from record.paging import page_of
from sources.models import Article

register = template.Library()

# How many relays an article's page looks at before it leads to a page of their own.
LOOKED_AT = 100


@register.simple_tag
def relays_in(article: Article, user: Any) -> dict[str, Any]:
    """{% relays_in article user as found %}: its passages beside the articles they credit.

    `differing` are those that differ, `alike` and `unchecked` how many do not or were not checked; `more` is true
    where the article has relays beyond those looked at.
    """
    page = page_of(relaying(user).citing(article).with_particulars(), BY_CLAIM, size=LOOKED_AT)
    found = relays(page.rows, user)
    differing: list[Relay] = [relay for relay in found if relay.drifts and relay.checked]
    unchecked = sum(not relay.checked for relay in found)
    return {
        "differing": differing,
        "alike": len(found) - len(differing) - unchecked,
        "unchecked": unchecked,
        "any": bool(found),
        "more": bool(page.after),
    }
