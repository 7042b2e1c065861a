"""An article on the desk, and an editor at it: what the desk's tests begin with."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.test import Client

from claims.models import Dossier
from sources.models import Article, ArticleText
from tests import factories

TEXT = """The harbour bridge of Port Ellery fell into the water on the night of 7 March 2021.

A watchman, Tomas Varga, said that he had heard a crack at about three. He ran.

“We lost nobody,” the mayor said. “We lost nobody,” she said again on Monday.

جسر الميناء سقط ليلا. لم يصب أحد.
"""


def store_text(article: Article, text: str) -> ArticleText:
    """Store a text as captured for the article."""
    return ArticleText.objects.update_or_create(
        article=article,
        defaults={
            "text": text,
            "sha256": sha256(text.encode()).hexdigest(),
            "length": len(text),
            "captured_at": factories.NOON,
        },
    )[0]


@dataclass
class Workplace:
    """An editor at an article, read for a dossier. Steps are sent as the page's script sends them."""

    article: Article
    dossier: Dossier
    editor: User

    @classmethod
    def make(cls, text: str = TEXT, editor: User | None = None, **fields: Any) -> "Workplace":
        article = factories.make_article(
            fields.pop("title", "The bridge"), **{"public": False, "published": "2021-03-10"} | fields
        )
        store_text(article, text)
        return cls(article, factories.make_dossier("Port Ellery"), editor or factories.make_member("Editors"))

    @property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.editor)
        return client

    def beside(self, editor: User) -> "Workplace":
        """Another editor at the same article."""
        return Workplace(self.article, self.dossier, editor)

    @property
    def address(self) -> str:
        return f"/admin/claims/desk/{self.article.pk}/"

    @property
    def page(self) -> str:
        return f"{self.address}?dossier={self.dossier.slug}"

    def place(self, words: str) -> dict[str, Any]:
        """Where these words stand in the sheet, as the script says it."""
        from claims.desk.sheets import load_sheet

        held = ArticleText.objects.get(article=self.article)
        start = load_sheet(self.article).text.index(words)
        return {"start": start, "end": start + len(words), "words": words, "sha256": held.sha256}

    def step(self, kind: str, **body: Any) -> dict[str, Any]:
        """A step with a key of its own."""
        return {
            "key": str(uuid4()),
            "kind": kind,
            "dossier": self.dossier.pk,
            "editor": self.editor.pk,
        } | body

    def log_step(self, words: str = "He ran.", **body: Any) -> dict[str, Any]:
        """A passage for a new claim, unless `claim` is given."""
        new = None if body.get("claim") else {"statement": f"That {words}"}
        evidence = {"stance": "supports"} | body.pop("evidence", {})
        body = {"place": self.place(words), "claim": None, "new": new} | body
        return self.step("log", evidence=evidence, **body)

    def send(self, step: Any, *, status: int = 200, client: Client | None = None) -> Any:
        """Send a step and return the answer."""
        response = (client or self.client).post(
            f"{self.address}steps/", step, content_type="application/json"
        )
        assert response.status_code == status, (response.status_code, response.content.decode()[:500])
        return response.json()

    def log(self, words: str = "He ran.", **body: Any) -> dict[str, Any]:
        """Log a passage; the step that did it."""
        step = self.log_step(words, **body)
        self.send(step)
        return step

    def undo(self, step: dict[str, Any], *, status: int = 200) -> Any:
        return self.send(self.step("undo", step=step["key"]), status=status)
