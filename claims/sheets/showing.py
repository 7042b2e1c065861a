"""What a preview tells of a plan: what each row makes, in words, and which quotations are not in the texts held here."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from claims.bundles.entries import Entry
from claims.bundles.items import Json, get
from claims.checks.quotations import absent_from, can_be_checked
from claims.models import Evidence
from claims.sheets.plans import Plan
from claims.wording import counted
from record.dates import describe_edtf
from sources.models import Article, ArticleText, Outlet

# A passage is recognised by its first words.
PASSAGE_SHOWN = 120
# Each may mean a whole text to read, while the editor waits.
MOST_CHECKED = 200

# How a number of them is told, where it is not the kind's own name.
NOUNS = {
    "dossier": ("dossier", "dossiers"),
    "people": ("person", "people"),
    "evidence": ("piece of evidence", "pieces of evidence"),
}


@dataclass(frozen=True)
class Made:
    """What a row makes: a claim, new or here, and where it gives a source, the passage of an article on it."""

    row: int
    is_new: bool
    statement: str
    date: str
    stance: str = ""
    headline: str = ""
    outlet: str = ""
    quotation: str = ""
    paraphrase: str = ""


@dataclass(frozen=True)
class Unfound:
    """A quotation of a row that is not in the text held of its article; `alike` as in claims/checks/quotations.py."""

    row: int
    quotation: str
    alike: bool


def counts_told(plan: Plan) -> list[str]:
    """How many records of each kind are made: "1 claim", "2 pieces of evidence"."""
    singular = {entry.kind.name: entry.kind.singular for entry in plan.entries}
    return [
        counted(number, *NOUNS.get(name, (singular[name].replace("_", " "), name.replace("_", " "))))
        for name, number in plan.counts.items()
    ]


def made_by_rows(plan: Plan, most: int) -> tuple[list[Made], int]:
    """The first `most` lines of what is made, and how many there are; one query.

    A line is a passage, or a claim without any.
    """
    return _Shown(plan).lines(most)


class _Shown:
    """The records of a plan by their ids, those made and those here."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.made = {(entry.kind.name, entry.identity[0]): entry.record for entry in plan.entries}

    def lines(self, most: int) -> tuple[list[Made], int]:
        quoted = {entry.record["claim"] for entry in self.plan.entries if entry.kind.name == "evidence"}
        told = [
            (row, entry)
            for row, entry in zip(self.plan.origins, self.plan.entries, strict=True)
            if entry.kind.name == "evidence"
            or (entry.kind.name == "claims" and entry.record["id"] not in quoted)
        ]
        self.outlets = self._outlets_here([entry for _, entry in told[:most]])
        return [self._line(row, entry) for row, entry in told[:most]], len(told)

    def _outlets_here(self, told: list[Entry]) -> dict[int, str]:
        """The outlets of the articles here that are told of, by their keys."""
        articles = [self._here("articles", entry.record.get("article")) for entry in told]
        keys = {article.outlet_id for article in articles if article}
        return {outlet.pk: str(outlet) for outlet in Outlet.objects.filter(pk__in=keys)}

    def _here(self, kind: str, key: Any) -> Any:
        return self.plan.known.get((kind, (key,)))

    def _made(self, kind: str, key: Any) -> Json:
        """A record that is made; empty where its row has been refused."""
        return self.made.get((kind, key), {})

    def _line(self, row: int, entry: Entry) -> Made:
        if entry.kind.name == "claims":
            return Made(row, *self._claim(entry.record["id"]))
        record = entry.record
        return Made(
            row,
            *self._claim(record["claim"]),
            dict(Evidence.Stance.choices).get(str(record.get("stance")), ""),
            *self._article(record["article"]),
            _shortened(get(record, "quotation.exact")),
            _shortened(record.get("paraphrase")),
        )

    def _claim(self, key: str) -> tuple[bool, str, str]:
        """Whether the claim is new, its statement, and its date in words."""
        if here := self._here("claims", key):
            return False, here.statement, _in_words(here.date)
        record = self._made("claims", key)
        return True, record.get("statement", ""), _in_words(get(record, "when.date"))

    def _article(self, key: str) -> tuple[str, str]:
        """The headline of an article and the name of its outlet, where it is known."""
        if here := self._here("articles", key):
            return here.title, self.outlets.get(here.outlet_id, "")
        record = self._made("articles", key)
        return record.get("title", ""), self._outlet(record.get("outlet"))

    def _outlet(self, slug: str | None) -> str:
        return str(self._made("outlets", slug).get("name") or self._here("outlets", slug) or "")


def _shortened(text: str | None) -> str:
    return shorten(text or "", PASSAGE_SHOWN, placeholder=" …")


def _in_words(date: str | None) -> str:
    try:
        return describe_edtf(date) if date else ""
    except ValueError:
        return str(date)  # it is among the problems


def unfound_quotations(plan: Plan) -> tuple[list[Unfound], int]:
    """New quotations that are not in the text held of their article, and how many were left unchecked; one query.

    The first MOST_CHECKED are checked, of articles that are here. Of an article without a text nothing can be said.
    """
    quoting = list(_quoting_articles_here(plan))
    rows = {evidence.pk: row for row, evidence in quoting}
    by_article: dict[int, list[Evidence]] = defaultdict(list)
    for _, evidence in quoting[:MOST_CHECKED]:
        by_article[evidence.article_id].append(evidence)
    found = []
    for stored in ArticleText.objects.filter(article__in=by_article).exclude(text="").iterator(10):
        checked = {evidence.pk: evidence for evidence in by_article[stored.article_id]}
        for key, absence in absent_from(stored, checked.values()).items():
            found.append(Unfound(rows[key], _shortened(checked[key].quotation), absence.alike))
    return sorted(found, key=lambda one: one.row), max(0, len(quoting) - MOST_CHECKED)


def _quoting_articles_here(plan: Plan) -> Iterator[tuple[int, Evidence]]:
    """The new evidence, each with its row, that has words to look for; unsaved, with its place in the plan as its key."""
    for place, (row, entry) in enumerate(zip(plan.origins, plan.entries, strict=True)):
        if entry.kind.name == "evidence":
            article: Article | None = plan.known.get(("articles", (entry.record["article"],)))
            words, part = get(entry.record, "quotation.exact") or "", entry.record.get("part", "")
            evidence = Evidence(pk=place, article=article, quotation=words, part=part)
            if article and can_be_checked(evidence):
                yield row, evidence
