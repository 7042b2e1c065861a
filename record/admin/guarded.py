"""Saving a form in the admin without losing anybody's work: once a press, and never over a newer version.

What a form remembers of its opening (record/admin/opened.py) is compared with what is stored, under the lock of the
record. Where others changed it, a page shows both (record/admin/conflict_page.py); where it is gone or closed to this
editor by now, a page shows what was typed, and offers to save it as a new record.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from record.admin.closed import typed_as_new
from record.admin.conflict_page import BUTTONS, MACHINERY, is_answer, page, resolved
from record.admin.conflicts import Conflict
from record.admin.opened import Opened, name_of, version_shown
from record.admin.row_ids import readable_ids
from record.saved_forms import SavedForm, digest
from record.versions import fingerprint

NOT_SAVED_YET = (
    "Nothing is saved yet. This is what you put together from both versions: go on with it, then save."
)
SAVED_BEFORE = (
    "You saved this form before, and then went back to it: rows that you added then are in the record already. Save "
    "it only if you mean to save what stands here once more."
)
OPENED_BY_OTHER = (
    "Nothing was saved: somebody else opened this form. Save it again to save it under your name."
)
GONE = "It was deleted while you had it open."
CLOSED = "It was closed to you while you had it open: readers see it by now, or it was withdrawn."
CHANGED_SINCE_ASKED = (
    "Nothing was deleted: the record was changed after you were asked. Look at it again, then decide."
)


class Outdated(Exception):
    """Others have changed the record since the form was opened."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict


class Closed(Exception):
    """The record takes no such change from this editor any more; says why."""


class ChangedSinceAsked(Exception):
    """What is to be deleted is not what the page that asked has shown."""


class GuardsSaves:
    """Mixin for an admin class: see the module."""

    model: type[Model]
    opts: Any
    admin_site: Any
    conflict_template: ClassVar[str] = "admin/conflict.html"
    closed_template: ClassVar[str] = "admin/closed.html"

    # What a form remembers

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["opened"] = self._opened(request, context).token
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _opened(self, request: Any, context: Any) -> Opened:
        """What this form shall remember: of one sent back, what it remembered when it was sent."""
        record = context["original"]
        of = name_of(self.model, record and record.pk)
        if request.method == "POST":
            return getattr(request, "opened", None) or Opened.now(request, of)
        editable = [one.formset for one in context["inline_admin_formsets"] if one.has_change_permission]
        version = version_shown(context["adminform"].form, editable) if record else None
        return Opened.now(request, of, version)

    # Saving

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        view = super().changeform_view  # type: ignore[misc]
        if request.method != "POST":
            return view(request, object_id, form_url, extra_context)
        self._prepare(request, object_id)
        try:
            with transaction.atomic():
                return self._once(request, lambda: view(request, object_id, form_url, extra_context))
        except Outdated as outdated:
            return self._conflict_page(request, outdated.conflict)
        except Closed as closed:
            return self._closed_page(request, str(closed))
        except PermissionDenied:
            # Whoever had the form open, and may see the record still, gets back what they typed.
            if object_id is None or request.opened is None or not self._may_see(request, object_id):
                raise
            return self._closed_page(request, CLOSED)

    def _prepare(self, request: Any, object_id: str | None) -> None:
        if is_answer(request.POST):
            request.POST = resolved(request.POST)
        opened = Opened.read(request, name_of(self.model, object_id))
        if "_edit" in request.POST:
            request.refusals = (NOT_SAVED_YET,)
        elif opened and opened.by != request.user.pk:
            request.refusals = (OPENED_BY_OTHER,)
            opened = opened.renewed(request.user.pk)
        request.opened = opened

    def _once(self, request: Any, save: Any) -> HttpResponse:
        """Save, unless this opening of the form was saved already with just this content."""
        refusals: Any = getattr(request, "refusals", ())
        if request.opened is None or refusals:
            return save()
        content = digest(request.POST, MACHINERY)
        kept, is_new = SavedForm.begin(request.opened.key, content, request.user)
        if not is_new and kept.content == content:
            return self._answer_again(request, kept.target)
        if not is_new:
            request.refusals = (SAVED_BEFORE,)
            request.opened = request.opened.renewed(request.user.pk)
            return save()
        response = save()
        self._note(kept, getattr(request, "saved", None))
        return response

    def _note(self, kept: SavedForm, saved: Model | None) -> None:
        if saved is None:
            kept.delete()
        else:
            kept.target = saved.pk
            kept.save(update_fields=["target"])

    def _answer_again(self, request: Any, target: int | None) -> HttpResponse:
        """What the first press was answered."""
        record = self.model._default_manager.filter(pk=target).first()
        if record is None:
            messages.warning(request, "It was saved already, and deleted since.")
            return HttpResponseRedirect(self._list_address())
        answer = self.response_change if request.opened.version is not None else self.response_add
        return answer(request, record)

    def response_add(self, request: Any, obj: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.saved = obj
        return super().response_add(request, obj, *args, **kwargs)  # type: ignore[misc]

    def response_change(self, request: Any, obj: Any) -> HttpResponse:
        request.saved = obj
        return super().response_change(request, obj)  # type: ignore[misc]

    def get_object(self, request: Any, object_id: str, from_field: str | None = None) -> Any:
        """The record; for a change under a lock, so that what is compared is what is then changed."""
        if request.method == "POST" and connection.in_atomic_block:
            self._lock(readable_ids([object_id]))
        return super().get_object(request, object_id, from_field)  # type: ignore[misc]

    def _lock(self, ids: Collection[Any]) -> None:
        rows = self.model._default_manager.select_for_update(no_key=True)
        list(rows.filter(pk__in=ids).order_by("pk").values_list("pk"))

    # Others' changes

    def _create_formsets(self, request: Any, obj: Any, change: bool) -> Any:
        """The form sets; of a change, only if nobody else has changed what they are about."""
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]
        if change and request.method == "POST":
            if reason := self.why_closed(request, obj):
                raise Closed(reason)
            self._refuse_outdated(request, obj, formsets, inlines)
        return formsets, inlines

    def why_closed(self, request: Any, obj: Any) -> str:
        """Why the record takes no such change from this user any more; empty if it does."""
        return ""

    def _refuse_outdated(self, request: Any, obj: Any, formsets: Any, inlines: Any) -> None:
        form = self.get_form(request, obj, change=True)(request.POST, request.FILES, instance=obj)  # type: ignore[attr-defined]
        pairs = zip(formsets, inlines, strict=True)
        editable = [formset for formset, inline in pairs if inline.has_change_permission(request, obj)]
        if conflict := Conflict(request.opened, form, editable):
            raise Outdated(conflict)

    def _conflict_page(self, request: Any, conflict: Conflict) -> HttpResponse:
        record = conflict.form.instance
        of = name_of(self.model, record.pk)
        context = self._page_context(request, f"{self.opts.verbose_name} was changed meanwhile")
        context |= page(conflict, request)
        context |= {
            "original": record,
            "opened": Opened.now(request, of, conflict.version).token,
            "button": next((name for name in BUTTONS if name in request.POST), "_save"),
            "saved_before": SAVED_BEFORE in getattr(request, "refusals", ()),
            "versionless": request.opened is None,
        }
        return TemplateResponse(request, self.conflict_template, context)

    # Records that are gone or closed

    def _get_obj_does_not_exist_redirect(self, request: Any, opts: Any, object_id: str) -> HttpResponse:
        if request.method == "POST" and getattr(request, "opened", None):
            return self._closed_page(request, GONE)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]

    def _may_see(self, request: Any, object_id: str) -> bool:
        record = super().get_object(request, unquote(object_id))  # type: ignore[misc]
        return record is not None and self.has_view_permission(request, record)  # type: ignore[attr-defined]

    def _closed_page(self, request: Any, reason: str) -> HttpResponse:
        context = self._page_context(request, "Not saved, and not lost")
        parts, inputs = typed_as_new(self, request)
        context |= {
            "reason": reason,
            "parts": parts,
            "typed": inputs,
            "opened": Opened.now(request, name_of(self.model)).token,
            "may_add": self.has_add_permission(request),  # type: ignore[attr-defined]
            "add_address": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
        }
        return TemplateResponse(request, self.closed_template, context)

    def _page_context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        title = title[:1].upper() + title[1:]
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}

    def _list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    # Deleting

    def get_deleted_objects(self, objs: Any, request: Any) -> Any:
        """What would go with these; once it is confirmed, only if it is still what the page has shown."""
        confirmed = request.method == "POST" and "post" in request.POST
        if confirmed:
            self._lock([record.pk for record in objs])
        request.seen = self.seen(objs)
        if confirmed and request.POST.get("_seen", request.seen) != request.seen:
            raise ChangedSinceAsked
        return super().get_deleted_objects(objs, request)  # type: ignore[misc]

    def seen(self, objs: Iterable[Any]) -> str:
        """The fingerprint of these records, with the rows that belong to them."""
        keys = sorted({record.pk for record in objs})
        rows = list(self.model._default_manager.filter(pk__in=keys))
        return fingerprint(*rows, *self.belongings(keys))

    def belongings(self, keys: Collection[Any]) -> Iterator[Model]:
        """The rows that belong to the records with these keys."""
        for part in getattr(self, "parts", ()):
            relation: Any = self.model._meta.get_field(part)
            yield from relation.related_model.objects.filter(**{f"{relation.remote_field.name}__in": keys})
