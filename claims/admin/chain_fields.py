"""Form fields for the chains of a piece of evidence: its speakers, and what it credits, in order.

A chain is posted as repeated inputs of one name: `evidence-0-speakers` = `person:12`, `unnamed_source:3`; for
credits, `-how` and `-wording` beside it. static/sayso/admin_chains.js adds, removes and moves them.
"""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from claims.chains import Link
from claims.models import Credit, Speaker
from record.admin.form_values import OwnValues
from record.admin.site import ROW_ID

Records = Mapping[type[Model], Mapping[str, Model]]


def read_link(token: str, how: str = "", wording: str = "") -> Link | None:
    """The link that a form sent as `person:12`; None for anything else."""
    kind, _, pk = token.partition(":")
    return Link(kind, int(pk), how, wording) if ROW_ID.fullmatch(pk) else None


class ChainWidget(forms.Widget):
    """An ordered list of records with a search to add more, and a link to make one that is missing."""

    template_name = "admin/claims/chain.html"
    kinds: Mapping[str, type[Model]]
    records: Records = {}
    credits = False
    searched_at = ""

    class Media:
        js = ("admin/js/jquery.init.js", "sayso/admin_chains.js")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Link]:
        typed = [data.getlist(name), data.getlist(f"{name}-how"), data.getlist(f"{name}-wording")]
        typed[0] = [token for token in typed[0] if token]  # the empty one says that the chain was there
        return list(filter(None, (read_link(*row) for row in zip_longest(*typed, fillvalue="") if row[0])))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-search"

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # By the site's own template engine: the one for widgets does not know the project's folder.
        return render_to_string(template_name, context)

    def get_context(self, name: str, value: Sequence[Link] | None, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        return context | {
            "rows": [self._row(link) for link in value or ()],
            "kinds": [self._kind(kind, model) for kind, model in self.kinds.items()],
            "credits": self.credits,
            "how_choices": Credit.How.choices,
            "searched_at": reverse(self.searched_at),
            "locked": bool(context["widget"]["attrs"].get("disabled")),
        }

    def _row(self, link: Link) -> dict[str, Any]:
        model = self.kinds.get(link.kind)
        record = self.records.get(model, {}).get(str(link.pk)) if model else None
        return {
            "link": link,
            "name": str(record) if record else "a record that is gone",
            "kind": model._meta.verbose_name if model else "",
        }

    def _kind(self, kind: str, model: type[Model]) -> dict[str, str]:
        opts = model._meta
        return {
            "kind": kind,
            "name": str(opts.verbose_name),
            "added_at": reverse(f"admin:{opts.app_label}_{opts.model_name}_add"),
        }


class ChainField(OwnValues, forms.Field):
    """A chain of records of several kinds, as a list of links. `records` are those that the form has loaded.

    As plain data (record/admin/form_values.py) a link is a list of its token, how it is named, and in which words.
    """

    widget = ChainWidget
    records: Records = {}

    def __init__(
        self, *, kinds: Mapping[str, type[Model]], searched_at: str, credits: bool = False, **kwargs: Any
    ):
        super().__init__(required=False, **kwargs)
        self.kinds = kinds
        self.widget.kinds, self.widget.searched_at, self.widget.credits = kinds, searched_at, credits

    def know(self, records: Records) -> None:
        """Take the records to check and to name links by."""
        self.records = self.widget.records = records

    def record(self, link: Link) -> Model | None:
        """What a link names, if it is there."""
        model = self.kinds.get(link.kind)
        return self.records.get(model, {}).get(str(link.pk)) if model else None

    def clean(self, value: Sequence[Link] | None) -> list[Link]:
        links = list(value or ())
        for link in links:
            self._refuse_unreadable(link)
        if len({link.key for link in links}) < len(links):
            raise ValidationError("One of them stands here twice. Remove one of the two.")
        return links

    def _refuse_unreadable(self, link: Link) -> None:
        if self.record(link) is None:
            raise ValidationError("One of them is no longer in the record. Remove it, and choose again.")
        if link.how and link.how not in Credit.How:
            raise ValidationError("Choose from the list how the text names what it credits.")
        longest = Credit._meta.get_field("wording").max_length or 0
        if len(link.wording) > longest:
            raise ValidationError(f"Quote no more than {longest} characters of how the text names it.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and list(initial or ()) != list(data or ())

    # In a comparison of versions

    def canonical(self, value: Sequence[Link] | None) -> list[Any]:
        return [[link.token, link.how, link.wording] for link in value or ()]

    def sent(self, name: str, value: Any) -> dict[str, list[str]]:
        tokens, how, wording = ([link[part] for link in value or ()] for part in range(3))
        return {name: ["", *tokens]} | ({f"{name}-how": how, f"{name}-wording": wording} if tokens else {})

    def words(self, value: Any) -> str:
        links = (read_link(*link) for link in value or ())
        return ", then ".join(self._in_words(link) for link in links if link)

    def _in_words(self, link: Link) -> str:
        record = self.record(link) or self._look_up(link)
        naming = [f"“{link.wording}”"] if link.wording else []
        if link.how in Credit.How:
            naming.append(str(Credit.How(link.how).label))
        name = str(record) if record else "a record that is gone"
        return f"{name} ({', '.join(naming)})" if naming else name

    def _look_up(self, link: Link) -> Model | None:
        # One that was in the version of the form's opening only.
        model = self.kinds.get(link.kind)
        return model._default_manager.filter(pk=link.pk).first() if model else None

    def last_change(self, row: Any) -> Any:
        model: Any = Credit if self.widget.credits else Speaker
        changes = model.history.filter(evidence=row.pk).select_related("history_user")
        return changes.order_by("history_date", "history_id").last()
