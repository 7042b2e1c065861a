"""Two editors with the same form open: what each sends, and what the second is shown."""

from typing import Any

from django.test import Client

from tests.admin_form import AdminForm, errors


def change(record: Any) -> str:
    """The address of a record's form."""
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def text(response: Any) -> str:
    """The page that was answered."""
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def saved(form: AdminForm, client: Client) -> None:
    """Send the form, which is saved."""
    response = form.post(client)
    assert response.status_code == 302, errors(response)


def conflict(response: Any, address: str) -> AdminForm:
    """The form of the page that shows both versions."""
    assert "conflict_form" in text(response)
    form = AdminForm(response, id_="conflict_form")
    form.address = address
    return form
