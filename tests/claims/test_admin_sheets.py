"""Sheets in the admin: who may, what the preview shows, and one transaction when it is confirmed."""

import csv
import io
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from claims.admin import sheets
from claims.models import Claim, Evidence, ImportRun, SheetUpload
from claims.models.claims import State
from people.models import Person
from tests import factories
from tests.claims.sheets.table import csv_text, fire, hold_text
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

IMPORT = "/admin/claims/claim/import/"


def upload(client: Client, data: bytes | str, name: str = "fire.csv", **fields: Any) -> Any:
    """Send a file; return the page that follows."""
    content = data.encode() if isinstance(data, str) else data
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)} | fields, follow=True)


def preview_of(page: Any) -> str:
    """The address of the preview that a page is."""
    assert page.redirect_chain, page.context["form"].errors
    return str(page.redirect_chain[-1][0])


def told(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def test_the_list_leads_to_the_import_and_to_downloads_of_what_it_shows(as_editor: Client) -> None:
    page = as_editor.get("/admin/claims/claim/?state__exact=draft").content.decode()
    assert f'href="{IMPORT}"' in page
    for kind in ("csv", "csv-excel", "xlsx"):
        assert f'href="/admin/claims/claim/export/{kind}/?state__exact=draft"' in page


def test_the_page_explains_every_column_and_offers_an_empty_form(as_editor: Client) -> None:
    page = as_editor.get(IMPORT).content.decode()
    assert "<code>claim_key</code>" in page
    assert "<code>own_attribution</code>" in page
    assert "docs/dates.md" in page
    for kind in ("csv", "csv-excel", "xlsx"):
        form = as_editor.get(f"/admin/claims/claim/import/form.{kind}")
        assert form.status_code == 200
        assert form["Content-Disposition"].startswith('attachment; filename="sayso-claims.')
        assert len(b"".join(form.streaming_content)) > 1_000
    assert as_editor.get("/admin/claims/claim/import/form.exe").status_code == 404


def test_a_sound_file_is_shown_first_and_imported_when_that_is_confirmed(
    as_editor: Client, editor: User
) -> None:
    claim = factories.make_claim("It fell.")
    factories.make_evidence(claim)
    page = upload(as_editor, csv_text([fire(), fire(claim=claim.public_id, statement="", headline="")]))
    text = page.content.decode()
    assert "This would be made" in text
    assert "<li>1 claim</li>" in text
    assert "<li>2 pieces of evidence</li>" in text
    assert [(one.row, one.is_new, one.statement) for one in page.context["made"]] == [
        (2, True, "The lighthouse burned down."),
        (3, False, "It fell."),
    ]
    assert "It fell. <span" in text
    assert (Claim.objects.count(), SheetUpload.objects.get().user) == (1, editor)
    done = as_editor.post(preview_of(page), {"import": "Import"}, follow=True)
    assert told(done) == [
        "Imported fire.csv: 1 article, 1 claim, 2 pieces of evidence. What is new is a draft."
    ]
    made = Claim.objects.get(statement="The lighthouse burned down.")
    assert (made.state, made.created_by, made.evidence.count()) == (State.DRAFT, editor, 1)
    assert set(Evidence.objects.filter(created_by=editor).values_list("state", flat=True)) == {"draft"}
    run = ImportRun.objects.get()
    assert (run.file_name, run.started_by, run.is_finished, run.rows_done) == ("fire.csv", editor, True, 3)
    assert SheetUpload.objects.count() == 0


def test_the_preview_warns_of_a_quotation_that_is_not_in_the_text_held_and_imports_it(
    as_editor: Client,
) -> None:
    article = factories.make_article(url="https://example.org/fire", title="Lighthouse burns down")
    hold_text(article, "The keeper was away.")
    page = upload(as_editor, csv_text([fire(), fire(statement="He was away.", quotation="keeper was away")]))
    text = page.content.decode()
    assert "Row 2: this quotation is not in the text held" in text
    assert "Row 3: this quotation" not in text
    as_editor.post(preview_of(page), {"import": "Import"})
    assert Evidence.objects.count() == 2


def test_problems_are_shown_by_row_and_column_and_nothing_can_be_confirmed(as_editor: Client) -> None:
    page = upload(as_editor, csv_text([fire(), fire(date="12/08/2024", places="Atlantis")]))
    text = page.content.decode()
    assert "Nothing can be imported yet: 2 problems" in text
    assert "<tr><td>3</td><td><code>date</code></td>" in text
    assert "<tr><td>3</td><td><code>places</code></td>" in text
    assert 'name="import"' not in text
    forced = as_editor.post(preview_of(page), {"import": "Import"}, follow=True)
    assert told(forced) == [sheets.CHANGED_SINCE]
    assert (Claim.objects.count(), ImportRun.objects.count(), SheetUpload.objects.count()) == (0, 0, 1)


def test_unknown_columns_are_refused_by_name(as_editor: Client) -> None:
    text = upload(as_editor, "statment,colour\nIt burned.,red\n").content.decode()
    assert "&#x27;statment&#x27; is no column of a sheet. Did you mean statement?" in text
    assert "&#x27;colour&#x27; is no column of a sheet." in text


def test_a_workbook_is_imported_from_the_sheet_that_is_named(as_editor: Client) -> None:
    book, file = openpyxl.Workbook(), BytesIO()
    sheet = book.create_sheet("Claims")
    row = fire()
    sheet.append(list(row))
    sheet.append(list(row.values()))
    book.save(file)
    page = upload(as_editor, file.getvalue(), "fire.xlsx", sheet="Claims")
    as_editor.post(preview_of(page), {"import": "Import"})
    assert Claim.objects.get().statement == "The lighthouse burned down."


def test_another_encoding_is_named_by_the_editor(as_editor: Client) -> None:
    data = csv_text([fire(statement="Café brûlé.")]).encode("cp1252")
    assert "the file is not in UTF-8" in upload(as_editor, data).content.decode()
    assert "Café brûlé." in upload(as_editor, data, encoding="cp1252").content.decode()


def test_names_to_be_made_are_listed_before_they_are(as_publisher: Client) -> None:
    data = csv_text([fire(participants="person: Ada Holm")])
    assert "no person here is called" in upload(as_publisher, data).content.decode()
    page = upload(as_publisher, data, make_names="on")
    assert "<td>2</td><td>person</td><td><bdi>Ada Holm</bdi></td>" in page.content.decode()
    assert Person.objects.count() == 0
    as_publisher.post(preview_of(page), {"import": "Import"})
    assert Person.objects.get().name == "Ada Holm"


def test_a_file_waits_for_the_one_who_sent_it_alone(as_editor: Client, as_publisher: Client) -> None:
    address = preview_of(upload(as_editor, csv_text([fire()])))
    assert as_publisher.get(address).status_code == 404
    assert told(as_publisher.post(address, {"import": "Import"}, follow=True)) == [sheets.GONE]
    assert "fire.csv" not in as_publisher.get(IMPORT).content.decode()
    assert "fire.csv" in as_editor.get(IMPORT).content.decode()
    assert Claim.objects.count() == 0


def test_a_second_click_imports_nothing_twice(as_editor: Client) -> None:
    address = preview_of(upload(as_editor, csv_text([fire()])))
    as_editor.post(address, {"import": "Import"}, follow=True)
    assert told(as_editor.post(address, {"import": "Import"}, follow=True)) == [sheets.GONE]
    assert Claim.objects.count() == 1


def test_nothing_is_imported_by_a_post_that_does_not_say_so(as_editor: Client) -> None:
    address = preview_of(upload(as_editor, csv_text([fire()])))
    assert as_editor.post(address, {}).headers["Location"] == address
    assert (Claim.objects.count(), SheetUpload.objects.count()) == (0, 1)


def test_a_file_that_is_discarded_is_gone(as_editor: Client) -> None:
    address = preview_of(upload(as_editor, csv_text([fire()])))
    as_editor.post(address, {"let_go": "Discard this file"})
    assert (SheetUpload.objects.count(), Claim.objects.count()) == (0, 0)


def test_a_file_that_nobody_came_back_to_goes_with_the_next_upload(as_editor: Client) -> None:
    upload(as_editor, csv_text([fire()]), "old.csv")
    SheetUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    upload(as_editor, csv_text([fire()]), "new.csv")
    assert SheetUpload.objects.get().file_name == "new.csv"


def test_a_file_that_was_imported_before_is_imported_again_only_where_that_is_said(as_editor: Client) -> None:
    for _ in range(2):
        address = preview_of(page := upload(as_editor, csv_text([fire()])))
        as_editor.post(address, {"import": "Import"})
    assert "This very file was imported on" in page.content.decode()
    assert Claim.objects.count() == 1
    as_editor.post(address, {"import": "Import", "again": "yes"})
    assert Claim.objects.count() == 2


def test_a_record_that_changed_since_the_preview_refuses_all_and_says_what_is_wrong_now(
    as_editor: Client,
) -> None:
    claim = factories.make_claim("It fell.")
    factories.make_evidence(claim)
    address = preview_of(upload(as_editor, csv_text([fire(), fire(claim=claim.public_id, statement="")])))
    Claim.objects.filter(pk=claim.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Wrong."
    )
    page = as_editor.post(address, {"import": "Import"}, follow=True)
    assert told(page) == [sheets.CHANGED_SINCE]
    assert "was withdrawn: Wrong." in page.content.decode()
    assert (Claim.objects.count(), ImportRun.objects.count()) == (1, 0)


def test_editors_put_no_published_claim_into_a_dossier_by_a_sheet(
    as_editor: Client, as_publisher: Client
) -> None:
    claim = factories.make_claim("It fell.")
    factories.make_evidence(claim)
    factories.make_dossier("The fire")
    data = csv_text([fire(claim=claim.public_id, statement="", dossiers="The fire")])
    assert "a Publisher puts it into a dossier" in upload(as_editor, data).content.decode()
    page = upload(as_publisher, data)
    as_publisher.post(preview_of(page), {"import": "Import"})
    assert claim.dossiers.count() == 1


def test_files_that_are_too_large_are_for_the_command_line(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_BYTES", 10)
    page = as_editor.post(IMPORT, {"file": SimpleUploadedFile("fire.csv", b"x" * 11)})
    assert "manage.py import_csv" in str(page.context["form"].errors)
    assert SheetUpload.objects.count() == 0


def test_only_those_who_may_write_all_that_a_sheet_makes_may_import() -> None:
    for permissions in ((), ("add_claim",), ("add_claim", "add_evidence")):
        client = Client()
        client.force_login(make_staff("", *permissions))
        assert client.get(IMPORT).status_code == 403
        assert client.post(IMPORT, {}).status_code == 403
        assert client.get(f"{IMPORT}1/").status_code == 403
        assert client.get(f"{IMPORT}form.csv").status_code == 403
        assert "Import a sheet" not in client.get("/admin/claims/claim/").content.decode()


def test_who_may_make_no_names_is_not_asked_and_makes_none() -> None:
    client = Client()
    client.force_login(make_staff("", "add_claim", "add_evidence", "add_article"))
    assert "make_names" not in client.get(IMPORT).content.decode()
    page = upload(client, csv_text([fire(participants="person: Ada Holm")]), make_names="on")
    assert "no person here is called" in page.content.decode()


def test_a_download_is_what_the_list_shows(as_editor: Client) -> None:
    factories.make_evidence(factories.make_claim("Kept.", state=State.DRAFT), quotation="=1+1")
    factories.make_claim("Left out.")
    answer = as_editor.get("/admin/claims/claim/export/csv/?state__exact=draft")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(row["statement"], row["quotation"]) for row in rows] == [("Kept.", "'=1+1")]
    assert answer["Content-Disposition"].startswith('attachment; filename="claims-')


def test_a_download_for_excel_is_marked_and_a_workbook_opens(as_editor: Client) -> None:
    factories.make_claim("احترقت المنارة.")
    marked = as_editor.get("/admin/claims/claim/export/csv-excel/")
    assert b"".join(marked.streaming_content).startswith(b"\xef\xbb\xbfclaim,")
    answer = as_editor.get("/admin/claims/claim/export/xlsx/")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.active["C2"].value == "احترقت المنارة."


def test_a_workbook_that_cannot_be_made_is_not_cut_short(as_editor: Client) -> None:
    factories.make_claim("x" * 40_000)
    page = as_editor.get("/admin/claims/claim/export/xlsx/", follow=True)
    assert told(page) == ["Row 2 has a text that no cell of a workbook holds. Take CSV."]


def test_a_list_that_cannot_be_asked_so_gives_no_download(as_editor: Client) -> None:
    assert as_editor.get("/admin/claims/claim/export/csv/?statement__regex=x").status_code == 400
    assert as_editor.get("/admin/claims/claim/export/pdf/").status_code == 404


def test_readers_download_nothing() -> None:
    client = Client()
    client.force_login(User.objects.create(username="clerk", is_staff=True))
    assert client.get("/admin/claims/claim/export/csv/").status_code == 403


def test_the_pages_are_valid_html(as_publisher: Client, html_problems: Any) -> None:
    hold_text(
        factories.make_article(url="https://example.org/fire", title="Lighthouse burns down"), "It rained."
    )
    sound = upload(as_publisher, csv_text([fire(places="Skerry")]), make_names="on")
    assert "this quotation is not in the text held" in sound.content.decode()
    refused = upload(as_publisher, csv_text([fire(places="Atlantis"), fire(date="x")]))
    pages = {
        "upload": as_publisher.get(IMPORT).content.decode(),
        "preview": sound.content.decode(),
        "refused": refused.content.decode(),
    }
    assert html_problems(pages) == []
