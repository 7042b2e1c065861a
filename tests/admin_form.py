"""An admin form as a browser would send it: read from the page, filled in, posted."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class AdminForm(HTMLParser):
    """The fields of the change form on a page, with the values that the page gives them.

    `form["statement"] = "…"` fills in a field, `form.add("evidence", stance="supports")` adds a row of an inline as
    the page's script would, `form.row("evidence", 0, …)` changes one, and `form.post(client)` sends it all.
    """

    def __init__(self, response: HttpResponse, *, id_: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._id, self._inside, self._in_template = id_, False, 0
        self._select, self._text = "", ""
        self.feed(response.content.decode())

    @classmethod
    def get(cls, client: Client, address: str, *, status: int = 200) -> "AdminForm":
        """Open the page at this address and read its form."""
        response = client.get(address)
        assert response.status_code == status, (address, response.status_code)
        form = cls(response, id_=f"{address.split('/')[3]}_form")
        form.address = address
        return form

    address = ""

    def __setitem__(self, name: str, value: Any) -> None:
        self.fields[name] = [str(one) for one in (value if isinstance(value, list) else [value])]

    def __getitem__(self, name: str) -> str:
        return self.fields[name][-1]

    def __contains__(self, name: object) -> bool:
        return name in self.fields

    def add(self, inline: str, **values: Any) -> str:
        """Add a row, filled in like this; return the prefix of its names."""
        number = int(self[f"{inline}-TOTAL_FORMS"])
        empty = f"{inline}-__prefix__-"
        for name in [name for name in self.fields if name.startswith(empty)]:
            self.fields[name.replace("__prefix__", str(number))] = list(self.fields[name])
        self[f"{inline}-TOTAL_FORMS"] = number + 1
        return self.row(inline, number, **values)

    def row(self, inline: str, number: int, **values: Any) -> str:
        """Fill in a row, and return the prefix of its names."""
        for name, value in values.items():
            self[f"{inline}-{number}-{name}"] = value
        return f"{inline}-{number}"

    def post(self, client: Client, button: str = "_save") -> Any:
        """Send the form and return the response."""
        return client.post(self.address, {**self.fields, button: "yes"})

    # Reading

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._inside = given.get("id") == self._id
        elif tag == "template":
            self._in_template += 1
        elif self._inside and not self._in_template and "disabled" not in given:
            self._read(tag, given)

    def _read(self, tag: str, given: dict[str, str]) -> None:
        if tag == "input" and given.get("name"):
            kind = given.get("type")
            if kind not in ("submit", "checkbox", "radio") or (kind != "submit" and "checked" in given):
                self._keep(given["name"], given.get("value", "on" if kind == "checkbox" else ""))
        elif tag in ("select", "textarea"):
            self._select, self._text = (
                given.get("name", ""),
                given.get("name", "") if tag == "textarea" else "",
            )
            if self._text:
                self.fields.setdefault(self._text, [""])
        elif tag == "option" and self._select and "selected" in given:
            self._keep(self._select, given.get("value", ""))

    def _keep(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_template -= 1
        elif tag in ("select", "textarea"):
            if self._text:
                # HTML drops the line break that Django writes after the opening tag; browsers send CR LF.
                text = self.fields[self._text][-1].removeprefix("\n").removeprefix("\r\n")
                self.fields[self._text][-1] = text.replace("\r\n", "\n").replace("\n", "\r\n")
            self._select = self._text = ""
        elif tag == "form":
            self._inside = False


def errors(response: Any) -> list[str]:
    """What a refused form says, field by field and row by row."""
    assert response.status_code == 200, response.status_code
    return [str(error) for errors in response.context["errors"] for error in errors]
