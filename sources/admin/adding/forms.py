"""The two forms of adding an article: what an editor brings, and what was read out of it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from record.admin.records import TextLines, WebAddress
from sources.addresses import LONGEST
from sources.admin.adding.proposing import Proposed, outlet_proposal, proposals
from sources.admin.article_forms import ArticleForm
from sources.models import Article, ArticleText, Capture, Outlet
from sources.models.validators import validate_article_url
from sources.reading import read_address, read_pasted

MOST_CHARACTERS = 1_000_000
MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|article|section|main|div|p|br|h[1-6]|ul|ol|blockquote|table|span|a)\b[^<>]*>",
    re.IGNORECASE,
)
FIELDS = (
    "title", "url", "outlet", "kind", "language", "byline", "published", "published_words", "accessed_on", "archive_url",
)  # fmt: skip
FIELDSETS: Any = (
    (None, {"fields": ("title", "url", "outlet")}),
    ("A new outlet, if none is chosen", {"fields": (("new_outlet", "new_outlet_home_page"),)}),
    (None, {"fields": (("kind", "language"), "byline", ("published", "published_words"))}),
    ("Access", {"fields": ("accessed_on", "archive_url")}),
)


CHANGED = (
    "Somebody changed this article after this page was made. Nothing was saved: open it in another tab, compare, "
    "and save again. What you typed is still here."
)

NO_NEW_OUTLET = "You may not add outlets. Choose one, or leave this empty: the outlet is then not known."


class PastedText(forms.CharField):
    """Text from a clipboard, without the NULs that some programs leave in it."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value or "").replace("\0", "")))


class BringForm(forms.Form):
    """An address, or a text, or both: then the text is taken, and the address is where it stood."""

    class Markup:
        GUESS, TEXT, HTML = "", "text", "html"

    url = forms.CharField(
        label="URL",
        required=False,
        max_length=LONGEST,
        validators=[validate_article_url],
        widget=forms.URLInput(attrs={"class": "vURLField", "autocomplete": "off", "autofocus": True}),
        help_text="The page is fetched by this server, once. Tracking parameters, mobile, AMP and archive addresses will do.",
    )
    pasted = PastedText(
        label="Or paste its text",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 12, "dir": "auto"}),
        help_text="Plain text or the HTML of the page, where it cannot be fetched. With its URL above, if it has one.",
    )
    markup = forms.ChoiceField(
        label="What is pasted is",
        required=False,
        choices=[
            (Markup.GUESS, "text or HTML, as it looks"),
            (Markup.TEXT, "plain text"),
            (Markup.HTML, "HTML"),
        ],
    )

    def clean_url(self) -> str:
        return str(self.cleaned_data["url"]).strip()

    def clean(self) -> Any:
        cleaned: Any = super().clean()
        if not self.errors and not (cleaned["url"] or cleaned["pasted"]):
            raise ValidationError("Give the URL of an article, or paste its text.")
        return cleaned

    @property
    def is_pasted(self) -> bool:
        return bool(self.cleaned_data["pasted"])

    def read(self, *, by: Any) -> Capture:
        """Read what was brought. Raises one of sources.reading.UNREAD."""
        if not self.is_pasted:
            return read_address(self.cleaned_data["url"], by=by)
        pasted, markup = self.cleaned_data["pasted"], self.cleaned_data["markup"]
        html = markup == self.Markup.HTML or (markup == self.Markup.GUESS and bool(MARKUP.search(pasted)))
        return read_pasted(pasted, html=html, url=self.cleaned_data["url"], by=by)


class ConfirmForm(ArticleForm):
    """What was read out of a capture, as proposals for an article: a new one, or one that is here already."""

    text = TextLines(
        required=False,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "dir": "auto"}),
        help_text="For editors alone: readers see quotations. Take out what is not the article’s.",
    )
    keep_text = forms.BooleanField(
        label="Go on looking passages up in the text that is held",
        required=False,
        initial=True,
        help_text="The one above is then kept beside it, as another version: those logged may quote words it lacks.",
    )
    new_outlet = forms.CharField(label="Its name", required=False, max_length=200)
    new_outlet_home_page = WebAddress(label="Its home page", required=False, max_length=500)
    # The last change of a known article when this form was made: one made since is not written over.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    capture: Capture
    user: Any
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = bool(self.instance.pk)
        if not (known and self._holds_text()):
            del self.fields["keep_text"]
        if not known:
            del self.fields["seen"]
        for name in ("title", "byline", "new_outlet"):
            self.fields[name].widget.attrs["dir"] = "auto"
        self._propose(known)

    def _holds_text(self) -> bool:
        return bool(getattr(self.instance, "stored_text", None) and self.instance.stored_text.is_held)

    def _propose(self, known: bool) -> None:
        """Fill in what is not known yet, and say of each value where it comes from."""
        for one in proposals(self.capture):
            if not (known and getattr(self.instance, one.name, None)):
                self._take(one)
        self.initial.update({"text": self.capture.text, "seen": last_change(self.instance)})
        if not self.instance.outlet_id:
            self._take(outlet_proposal(self.capture, self.initial.get("url", ""), user=self.user))

    def _take(self, proposed: Proposed | None) -> None:
        if proposed is None:
            return
        if proposed.value is not None:
            self.initial[proposed.name] = proposed.value
        field = self.fields[proposed.name]
        help_text = SafeString(self.base_fields[proposed.name].help_text)
        # Help is shown as HTML, and what a page says of itself may be anything.
        field.help_text = format_html("<strong>{}</strong> {}", proposed.where, help_text)

    # Checking

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"An article has at most {MOST_CHARACTERS:,} characters.")
        return text

    def clean(self) -> Any:
        cleaned = super().clean()
        if "seen" in self.fields and cleaned.get("seen") != last_change(self.instance):
            self.data = self.data.copy()
            self.data["seen"] = last_change(self.instance)
            self.add_error(None, CHANGED)
        # Somebody has it before them now.
        self.instance.stub = False
        if self.wants_new_outlet:
            self._check_new_outlet()
        return cleaned

    @property
    def wants_new_outlet(self) -> bool:
        return bool(self.cleaned_data.get("new_outlet")) and not self.cleaned_data.get("outlet")

    @property
    def outlet_to_make(self) -> Outlet | None:
        """The outlet to be made with the article, if one is."""
        if not self.wants_new_outlet:
            return None
        named = self.cleaned_data
        return Outlet(name=named["new_outlet"], home_page=named.get("new_outlet_home_page", ""))

    def _check_new_outlet(self) -> None:
        known = Outlet.objects.visible_to(self.user).called(self.cleaned_data["new_outlet"])[:5]
        if known:
            refusal = format_html("An outlet of this name is here: {}. Choose it above.", _links(known))
            self.add_error("new_outlet", refusal)
        elif not self.user.has_perm("sources.add_outlet"):
            self.add_error("new_outlet", NO_NEW_OUTLET)

    @property
    def text_to_store(self) -> str:
        """The text that the article shall hold from now on; nothing where it keeps the one it has."""
        return "" if self.cleaned_data.get("keep_text") else str(self.cleaned_data["text"])


def last_change(article: Article) -> str:
    """What tells one state of an article from the next: the number of its last historical row, and the text it holds."""
    if not article.pk:
        return ""
    changed = article.history.values_list("history_id", flat=True).first() or ""
    text = ArticleText.objects.filter(article=article).values_list("sha256", flat=True).first() or ""
    return f"{changed} {text}".strip()


def _links(outlets: Any) -> SafeString:
    pairs = [(reverse("admin:sources_outlet_change", args=[one.pk]), str(one)) for one in outlets]
    return format_html_join(", ", '<a href="{}" target="_blank">{}</a>', pairs)
