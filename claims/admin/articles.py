"""The admin page of an article, with every claim logged from it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from claims.admin import checks, desk, review
from claims.models import Evidence
from claims.permissions import may_log
from record.admin import pages
from sources.admin import ArticleAdmin
from sources.models import Article

# A page of more would be of no use: the list of claims, filtered by the article, pages through all.
LISTED = 1_000

pages.add(desk.addresses)

# The sources app registers its own page and knows no claims; this one knows them.
admin.site.unregister(Article)


@admin.register(Article)
class ArticleWithClaimsAdmin(ArticleAdmin):
    """An article, what was logged from it, and what was logged from reports that credit it."""

    change_form_template = "admin/claims/article_form.html"

    def get_list_display(self, request: HttpRequest) -> Any:
        columns = super().get_list_display(request)
        return (*columns, "desk") if may_log(request.user) else columns

    @admin.display(description="desk")
    def desk(self, obj: Article) -> str:
        """Where its claims are logged; there is nothing to read of an article that nobody has seen."""
        if obj.stub:
            return ""
        address, label = reverse("admin:claims_desk", args=[obj.pk]), f"Log claims from {obj}"
        return format_html('<a href="{}" aria-label="{}">Log claims</a>', address, label)

    def onward(self, request: HttpRequest) -> tuple[str, str] | None:
        return ("Save and open the desk", "admin:claims_desk") if may_log(request.user) else None

    def get_urls(self) -> list[Any]:
        own = review.addresses(self.admin_site) + checks.article_addresses(self.admin_site)
        return own + super().get_urls()

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if article := context["original"]:
            logged = Evidence.objects.visible_to(request.user).resting_on(article).with_names()
            rows = list(logged.select_related("claim").order_by("claim__chronology", "claim", "pk")[:LISTED])
            context |= {
                "logged_here": [row for row in rows if row.article_id == article.pk],
                "logged_from_relays": [row for row in rows if row.article_id != article.pk],
                "may_log": may_log(request.user),
                "listed": LISTED if len(rows) == LISTED else None,
            }
        return super().render_change_form(request, context, *args, **kwargs)
