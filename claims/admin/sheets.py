"""Sheets in the admin: a file is uploaded, shown as what it would make, and imported when that is confirmed.

Between the steps the file waits in the database, for the editor who sent it alone. Downloads are the claims that the
list shows, and an empty form.
"""

import tempfile
from collections.abc import Iterable
from datetime import timedelta
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from claims.bundles.write import Signature
from claims.completeness import NotReady
from claims.models import ImportRun, SheetUpload
from claims.permissions import may_publish
from claims.sheets.columns import COLUMNS
from claims.sheets.exporting import exported
from claims.sheets.files import ENCODINGS, HowToRead, SheetFile
from claims.sheets.outgoing import NoWorkbook, csv_lines, form_to_fill_in, write_workbook
from claims.sheets.plans import Options, Plan
from claims.sheets.problems import Unreadable
from claims.sheets.reading import ReadRow
from claims.sheets.resource import MOST_ROWS, SheetResource, read_small
from claims.sheets.showing import MOST_CHECKED, counts_told, made_by_rows, unfound_quotations
from record.visibility import sees_drafts

MOST_BYTES = 5 * 1024 * 1024
# A file that nobody came back to.
KEPT = timedelta(days=7)
SHOWN = 100

IMPORTS = ("claims.add_claim", "claims.add_evidence", "sources.add_article")
MAKES_NAMES = (
    "people.add_person",
    "people.add_organization",
    "people.add_place",
    "sources.add_outlet",
    "claims.add_dossier",
)
FORMATS = {
    "csv": ("csv", "text/csv; charset=utf-8"),
    "csv-excel": ("csv", "text/csv; charset=utf-8"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
NAMES = ("people", "organizations", "places", "outlets", "dossier")
GONE = "That file was imported or discarded already. Upload it again if it was not."
CHANGED_SINCE = "Nothing was imported: the record has changed since the preview. See below what is wrong now."


class UploadForm(forms.Form):
    """A sheet, and how it is to be read."""

    file = forms.FileField(label="Sheet", help_text=f"CSV or XLSX, at most 5 MB and {MOST_ROWS:,} rows.")
    sheet = forms.CharField(
        required=False, max_length=100, label="Sheet of the workbook", help_text="Empty: the first one."
    )
    encoding = forms.ChoiceField(
        required=False,
        choices=list(ENCODINGS.items()),
        label="Encoding of a CSV file",
        help_text="If names come out wrong, or the file is refused.",
    )
    make_names = forms.BooleanField(
        required=False,
        label="Make unknown names",
        help_text="People, organizations, places, outlets and dossiers that are not here yet. The preview lists them.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                "The file is larger than 5 MB: divide it, or import it with manage.py import_csv."
            )
        return file


def addresses(model_admin: Any) -> list[Any]:
    """The addresses under those of claims, of which `model_admin` is the page."""
    site = model_admin.admin_site

    def address(route: str, view: Any, name: str, **given: Any) -> Any:
        return path(route, site.admin_view(view), {"site": site} | given, name=f"claims_claim_{name}")

    return [
        address("import/", upload, "import"),
        address("import/form.<slug:kind>", form, "import_form"),
        address("import/<int:pk>/", preview, "import_preview"),
        address("export/<slug:kind>/", export, "export", model_admin=model_admin),
    ]


def may_import(user: Any) -> bool:
    """True for those who may write all that a sheet makes."""
    return bool(sees_drafts(user) and user.has_perms(IMPORTS))


def may_make_names(user: Any) -> bool:
    return bool(user.has_perms(MAKES_NAMES))


def _refuse_strangers(request: HttpRequest) -> None:
    if not may_import(request.user):
        raise PermissionDenied


def upload(request: HttpRequest, site: Any) -> HttpResponse:
    """The form for a file; sent, the file is kept and shown."""
    _refuse_strangers(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if not may_make_names(request.user):
        del form.fields["make_names"]
    if request.method == "POST" and form.is_valid():
        kept = _kept(request.user, form.cleaned_data)
        return HttpResponseRedirect(reverse("admin:claims_claim_import_preview", args=[kept.pk]))
    waiting = SheetUpload.objects.of(request.user).defer("data").order_by("-pk")
    context = {"title": "Import a sheet", "form": form, "waiting": waiting, "columns": COLUMNS}
    return TemplateResponse(request, "admin/claims/sheets/upload.html", site.each_context(request) | context)


def _kept(user: Any, sent: dict[str, Any]) -> SheetUpload:
    SheetUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    options = {name: sent.get(name) or "" for name in ("sheet", "encoding")}
    return SheetUpload.objects.create(
        user=user,
        file_name=sent["file"].name[:255],
        data=sent["file"].read(),
        options=options | {"make_names": bool(sent.get("make_names"))},
    )


def preview(request: HttpRequest, pk: int, site: Any) -> HttpResponse:
    """What an uploaded file would make, or what is wrong with it; a POST imports or discards it."""
    _refuse_strangers(request)
    if request.method == "POST":
        return _decided(request, pk)
    kept = get_object_or_404(SheetUpload.objects.of(request.user), pk=pk)
    file = _file(kept)
    context = {
        "title": f"Import of {kept.file_name}",
        "upload": kept,
        "before": _before(file),
        "shown": SHOWN,
    }
    try:
        context |= _shown(_resource(request, kept, file, dry_run=True))
    except Unreadable as error:
        context |= {"problems": error.problems[:SHOWN], "problem_count": len(error.problems)}
    return TemplateResponse(request, "admin/claims/sheets/preview.html", site.each_context(request) | context)


def _file(kept: SheetUpload) -> SheetFile:
    data = bytes(kept.data)
    how = HowToRead(encoding=kept.options["encoding"], sheet=kept.options["sheet"])
    return SheetFile(kept.file_name, lambda: BytesIO(data), how)


def _resource(request: HttpRequest, kept: SheetUpload, file: SheetFile, *, dry_run: bool) -> SheetResource:
    """The file tried out, or imported. Raises Unreadable."""
    dataset, rows = read_small(file)
    user: Any = request.user
    options = Options(
        file.digest,
        make_names=kept.options["make_names"] and may_make_names(user),
        changes_public=may_publish(user),
    )
    resource = SheetResource(rows, options, Signature(user, f"imported from {kept.file_name}"))
    resource.run(dataset, dry_run=dry_run)
    return resource


def _before(file: SheetFile) -> ImportRun | None:
    return ImportRun.objects.of_file(file.digest).select_related("started_by").first()


def _shown(resource: SheetResource) -> dict[str, Any]:
    """What the preview tells: how much of each kind, names and rows one by one, what is wrong, and what may be."""
    made = list(zip(resource.plan.origins, resource.plan.entries, strict=True))
    by_rows, number = made_by_rows(resource.plan, SHOWN)
    unfound, unchecked = unfound_quotations(resource.plan)
    return {
        "problems": resource.problems[:SHOWN],
        "problem_count": len(resource.problems),
        "counts": counts_told(resource.plan),
        "repeated": resource.plan.repeated,
        "names": [
            (row, entry.kind.singular, entry.record.get("name") or entry.record.get("title"))
            for row, entry in made
            if entry.kind.name in NAMES
        ][:SHOWN],
        "made": by_rows,
        "made_count": number,
        "unfound": unfound[:SHOWN],
        "unfound_count": len(unfound),
        "unchecked": unchecked,
        "most_checked": MOST_CHECKED,
        "linked": _linked(resource.plan, resource.rows)[:SHOWN],
    }


def _linked(plan: Plan, rows: Iterable[ReadRow]) -> list[tuple[Any, int]]:
    """The claims here that get evidence, each with how many pieces."""
    number: dict[str, int] = {}
    for entry in plan.entries:
        if entry.kind.name == "evidence":
            number[entry.record["claim"]] = number.get(entry.record["claim"], 0) + 1
    here = [(row, identity[0]) for (kind, identity), row in plan.known.items() if kind == "claims"]
    return [(row, number[public_id]) for row, public_id in here if public_id in number]


def _decided(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the file or discard it. Under a lock: a second click finds nothing left to do."""
    with transaction.atomic():
        kept = SheetUpload.objects.of(request.user).select_for_update().filter(pk=pk).first()
        if kept is None:
            messages.warning(request, GONE)
        elif "let_go" in request.POST:
            kept.delete()
            messages.info(request, f"Nothing was imported: {kept.file_name} was discarded.")
        elif "import" not in request.POST or not _imported(request, kept):
            return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))


def _imported(request: HttpRequest, kept: SheetUpload) -> bool:
    """Import the file, in the transaction that lets it go. False, with a message, where it cannot be."""
    file = _file(kept)
    before = _before(file)
    if before and (not before.is_finished or "again" not in request.POST):
        messages.error(
            request, "Nothing was imported: this file was imported before. Say below if you mean it."
        )
        return False
    try:
        resource = _resource(request, kept, file, dry_run=False)
    except Unreadable:
        return False
    except (IntegrityError, NotReady):
        # Somebody made the same records in the meantime: the page, shown again, says which.
        messages.error(request, CHANGED_SINCE)
        return False
    if resource.problems:
        messages.error(request, CHANGED_SINCE)
        return False
    last = resource.rows[-1].number
    counts = dict(resource.plan.counts)
    ImportRun.objects.create(
        file_name=kept.file_name,
        sha256=file.digest,
        options=kept.options,
        state=ImportRun.State.FINISHED,
        rows_total=last,
        rows_done=last,
        counts=counts,
        started_by=kept.user,
        finished_at=timezone.now(),
    )
    kept.delete()
    made = ", ".join(counts_told(resource.plan)) or "nothing new"
    # The admin makes the first letter of a message a capital: it must not be the file's.
    messages.success(request, f"Imported {kept.file_name}: {made}. What is new is a draft.")
    return True


def form(request: HttpRequest, kind: str, site: Any) -> Any:
    """An empty sheet with every column, and one row as an example."""
    _refuse_strangers(request)
    return _download(request, "sayso-claims", kind, form_to_fill_in())


def export(request: HttpRequest, kind: str, site: Any, model_admin: Any) -> Any:
    """The claims that the list shows when it is asked the same."""
    if not sees_drafts(request.user):
        raise PermissionDenied
    try:
        claims = model_admin.get_changelist_instance(request).queryset
    except IncorrectLookupParameters as error:
        raise BadRequest("The list of claims cannot be asked for this.") from error
    return _download(request, f"claims-{timezone.now():%Y-%m-%d}", kind, exported(claims))


def _download(request: HttpRequest, name: str, kind: str, rows: Iterable[list[str]]) -> Any:
    if kind not in FORMATS:
        raise Http404("Sheets are to be had as csv, csv-excel or xlsx.")
    extension, content_type = FORMATS[kind]
    named = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    if extension == "csv":
        lines = csv_lines(rows, bom=kind == "csv-excel")
        return StreamingHttpResponse(lines, content_type=content_type, headers=named)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    try:
        write_workbook(rows, file)
    except NoWorkbook as error:
        file.close()
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:claims_claim_changelist"))
    file.seek(0)
    return FileResponse(file, content_type=content_type, headers=named)
