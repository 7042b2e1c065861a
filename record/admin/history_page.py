"""The pages of a record's history: who changed what, and going back to a former state of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from record import restoring
from record.admin import history
from record.restoring import Part

ENTRIES_A_PAGE = 50
MOVED_ON = "It has been changed since this page was opened: this is what restoring would do now. Nothing was changed."
IN_USE = "Something added since is used elsewhere, so it cannot be removed: {}. Nothing was changed."
NOT_STORED = (
    "The database refused it: what is published has to be whole, no two rows may be alike, and what goes together has "
    "to fit. Nothing was changed."
)
NO_REASON = "Give the reason: what would a colleague want to know in a year?"


class HasHistory:
    """Mixin for admin classes: a record's history with that of its rows, and the way back to each former state."""

    model: type[Model]
    opts: Any
    admin_site: Any
    object_history_template: Any = "admin/history.html"
    # Tables of rows that are part of this record, for its history: names of related managers.
    parts: ClassVar[tuple[str, ...]] = ()
    # In which words the history speaks of rows of each model.
    subjects: ClassVar[Mapping[type[Model], history.Subject]] = {}
    # True where a former state can be gone back to.
    restorable = False

    def histories(self, obj: Any) -> "list[QuerySet[Any]]":
        """The historical rows of the record and of its parts."""
        parts = (Part(*self._table(name)) for name in self.parts)
        return [obj.history.all(), *(part.model.history.filter(**{part.link: obj.pk}) for part in parts)]  # type: ignore[attr-defined]

    def _table(self, part: str) -> tuple[type[Model], str]:
        relation: Any = self.model._meta.get_field(part)
        return relation.related_model, relation.remote_field.name

    def get_urls(self) -> list[Any]:
        if not self.restorable:
            return super().get_urls()  # type: ignore[misc]
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<int:object_id>/restore/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    # Who changed what

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Who changed what, when and why, the record's rows included; of one editor or of one kind of row if asked."""
        obj = self._viewed(request, object_id)
        changes = history.with_merges(obj, history.changes(obj, self.histories(obj), self.subjects))
        asked = {name: request.GET.get(name, "") for name in ("by", "kind")}
        entries = history.narrowed(history.entries(changes), **asked)
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "subtitle": str(obj),
            "page": Paginator(entries, ENTRIES_A_PAGE).get_page(request.GET.get("p")),
            "object": obj,
            "opts": self.opts,
            "editors": sorted({(change.by.pk, str(change.by)) for change in changes if change.by}),
            "kinds": sorted({change.what for change in changes}),
            "asked": asked,
            "kept": f"{urlencode({name: value for name, value in asked.items() if value})}&",
            "restorable": self.restorable and self.may_restore(request, obj),
        } | (extra_context or {})
        return TemplateResponse(request, self.object_history_template, context)

    def _viewed(self, request: HttpRequest, object_id: Any) -> Any:
        with transaction.atomic():  # for a change, some records are read under a lock
            obj = self.get_object(request, str(object_id))  # type: ignore[attr-defined]
        if obj is None:
            raise Http404("No such record.")
        if not self.has_view_or_change_permission(request, obj):  # type: ignore[attr-defined]
            raise PermissionDenied
        return obj

    # Going back

    def parts_restored(self) -> tuple[Part, ...]:
        """The tables of rows that go back with the record."""
        return tuple(Part(*self._table(name)) for name in self.parts)

    def may_restore(self, request: HttpRequest, obj: Any) -> bool:
        """True if this user may: whoever may change the record as it is."""
        return bool(self.has_change_permission(request, obj) and self.may_change(request, obj))  # type: ignore[attr-defined]

    def restore(self, request: HttpRequest, obj: Any, moment: datetime, *, reason: str, shown: str) -> None:
        """Carry out what was shown. Raises PermissionDenied where the state gone back to is not theirs to make."""
        with transaction.atomic():
            restoring.restore(obj, self.parts_restored(), moment, by=request.user, reason=reason, shown=shown)
            if not self.may_restore(request, self.get_object(request, str(obj.pk))):  # type: ignore[attr-defined]
                raise PermissionDenied

    def restore_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What going back to the state `at` a moment would change; a POST with a reason does it."""
        obj = self._viewed(request, object_id)
        moment = _moment(request.GET.get("at", ""))
        if request.method == "POST" and self._restored(request, obj, moment):
            return HttpResponseRedirect(reverse(f"admin:{_page(self.opts, 'change')}", args=[obj.pk]))
        try:
            planned = restoring.plan(obj, self.parts_restored(), moment)
        except ValueError as error:
            raise Http404(str(error)) from error
        context = {
            **self.admin_site.each_context(request),
            "title": "Restore a former state",
            "subtitle": str(obj),
            "object": obj,
            "opts": self.opts,
            "moment": moment,
            "planned": planned,
            "steps": told_steps(planned, self.subjects, obj),
            "allowed": self.may_restore(request, obj),
            "reason": request.POST.get("reason", ""),
        }
        return TemplateResponse(request, "admin/restore.html", context)

    def _restored(self, request: HttpRequest, obj: Any, moment: datetime) -> bool:
        """Do it, or say why not."""
        if not self.may_restore(request, obj):
            raise PermissionDenied
        reason = request.POST.get("reason", "").strip()
        try:
            if not reason:
                messages.error(request, NO_REASON)
                return False
            self.restore(request, obj, moment, reason=reason, shown=request.POST.get("shown", ""))
        except Exception as error:
            refusals = self.why_not_restored(error)
            for refusal in refusals:
                messages.error(request, refusal)
            if not refusals:
                raise
            return False
        messages.success(request, f"Restored as it was on {moment:%Y-%m-%d at %H:%M} (UTC).")
        return True

    def why_not_restored(self, error: Exception) -> tuple[str, ...]:
        """What to tell an editor whose restoring ended in this error; nothing where it is none of theirs."""
        if isinstance(error, restoring.Changed):
            return (MOVED_ON,)
        if isinstance(error, ProtectedError):
            return (IN_USE.format(", ".join(sorted({str(one) for one in error.protected_objects})[:5])),)
        if isinstance(error, IntegrityError):
            return (NOT_STORED,)
        return self.refusals_of(error)  # type: ignore[attr-defined]


def told_steps(
    planned: restoring.Plan, subjects: Mapping[type[Model], history.Subject], record: Model
) -> list[dict[str, Any]]:
    """The steps in words: which row, and in what it would differ. Two queries at most for each kind of row named."""
    rows = [row for step in planned.steps for row in (step.before, step.after) if row is not None]
    names = history.load_named(rows)
    return [_told(step, names, subjects, record) for step in planned.steps]


def _told(step: restoring.Step, names: history.Named, subjects: Any, record: Model) -> dict[str, Any]:
    itself = step.model is type(record) and step.pk == record.pk
    shown = step.before if step.before is not None else step.after
    subject = subjects.get(step.model, history.by_its_kind)
    return {
        "act": step.act,
        "subject": "" if itself else subject(shown, names),
        "differences": list(history.told_differences(step.before, step.after, names, apart_from=record)),
    }


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)  # beyond the first and the last year there is none
    except (ValueError, OverflowError) as error:
        raise BadRequest("This address names no moment. Go back to the history, and choose again.") from error


def _page(opts: Any, name: str) -> str:
    return f"{opts.app_label}_{opts.model_name}_{name}"
