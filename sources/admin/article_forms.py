"""The forms of an article and of its text."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from record.admin.choices import RowForm
from record.admin.records import RecordForm
from sources.models import Article


class ArticleForm(RecordForm):
    """An article; an address that is already logged is refused with a link to the article that has it."""

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        known = Article.objects.at_address(url).exclude(pk=self.instance.pk).first()
        if known:
            link = reverse("admin:sources_article_change", args=[known.pk])
            message = 'This address is already logged: <a href="{}" target="_blank">{}</a>. Use that article.'
            raise ValidationError(format_html(message, link, known.title))
        return url


class TextForm(RowForm):
    """The text as pasted; its hash, length and time of capture follow from it."""

    def save(self, commit: bool = True) -> Any:
        # Called where the text has changed: it is the form's one field.
        self.instance.hold(self.instance.text, at=timezone.now())
        return super().save(commit)
