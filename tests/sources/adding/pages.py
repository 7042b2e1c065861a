"""A page of our own writing, as news sites write theirs, and the steps of adding it."""

import json
from html import escape
from typing import Any

from django.test import Client

from tests.admin_form import AdminForm

BRING = "/admin/sources/article/add-from/"
COPY = "https://web.archive.org/web/20241208093000/https://www.example.org/news/1?utm_source=x"

PARAGRAPHS = [
    "A convoy of four cars left the town of Vellin before dawn on Sunday, two drivers who saw it told this paper.",
    "Neither could say who sat in the cars. The mayor’s office, asked about it on Monday, said that it knew of none.",
    "The road to the harbour had been closed since Friday, and was opened again an hour after the cars had passed.",
]


def report(**changes: Any) -> str:
    """The page, with parts of it replaced; an empty part is left out."""
    parts = {
        "lang": "en",
        "title": "The convoy left before dawn",
        "site": "The Paper of Record",
        "authors": ["Sara Haddad", "Ali Noor"],
        "published": "2024-12-08T22:30:00+03:00",
        "canonical": "",
        "free": None,
        "paragraphs": PARAGRAPHS,
        "head": "",
    } | changes
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": parts["title"],
        "author": [{"@type": "Person", "name": name} for name in parts["authors"]],
        "publisher": {"@type": "Organization", "name": parts["site"]},
        "datePublished": parts["published"],
        "isAccessibleForFree": parts["free"],
    }
    stated = json.dumps({name: value for name, value in linked.items() if value not in ("", None, [])})
    stated = stated.replace("<", "\\u003c")  # or a title could end the script
    canonical = f'<link rel="canonical" href="{parts["canonical"]}">' if parts["canonical"] else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in parts["paragraphs"])
    return (
        f'<!doctype html><html lang="{parts["lang"]}"><head><title>{escape(parts["title"])}</title>{canonical}'
        f'<script type="application/ld+json">{stated}</script>{parts["head"]}</head>'
        f"<body><nav><a href=/>Home</a> <a href=/about>About</a></nav><article>{body}</article>"
        "<footer>Copyright 2019 The Paper of Record. All rights reserved.</footer></body></html>"
    )


REPORT = report()


def bring(client: Client, **fields: str) -> Any:
    """Send the form of the first step."""
    return client.post(BRING, {"url": "", "pasted": "", "markup": ""} | fields)


def confirm_form(client: Client, response: Any) -> AdminForm:
    """The form of the second step, to which the first led."""
    assert response.status_code == 302, response.content.decode()
    return AdminForm.get(client, response["Location"])


def pasted(client: Client, text: str = "A title.\n\nA text.", **fields: str) -> AdminForm:
    return confirm_form(client, bring(client, pasted=text, **fields))


def page_of(client: Client, form: AdminForm) -> str:
    return str(client.get(form.address).content.decode())
