"""The articles of made-up stories, the texts stored of a few, and the informants they do not name."""

from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from claims.synthesis.cast import Cast
from claims.synthesis.dates import Dates
from claims.synthesis.draws import Prose, Weighted
from claims.synthesis.stories import MadeArticle, Story, Tables

STATUSES = {"": 95.0, "corrected": 3, "retracted": 1.2, "superseded": 0.8}
KINDS = {"news_report": 80.0, "post": 9, "statement": 6, "broadcast": 4, "document": 1}
UNKNOWN_OUTLET, STUB, STORED = 0.02, 0.03, 0.02


class Newsroom:
    """Makes the articles of stories."""

    def __init__(self, random: Random, tables: Tables, cast: Cast, prose: Prose) -> None:
        self.random, self.tables, self.cast, self.prose = random, tables, cast, prose
        self.dates = Dates(random)
        self.status, self.kind = Weighted(random, STATUSES), Weighted(random, KINDS)

    def article(self, story: Story) -> MadeArticle:
        """Make an article of the story, out within a month of it and likeliest at once; keep it with the story."""
        random = self.random
        outlet = None if random.random() < UNKNOWN_OUTLET else self.cast.outlets.draw()
        language = self.cast.language[outlet] if outlet else "en"
        out_at = story.began_at + timedelta(minutes=min(int(random.expovariate(1 / 4_000)), 43_000))
        stub = random.random() < STUB
        status = "" if stub else self.status.draw()
        key = self.tables.article.add(
            outlet_id=outlet,
            title=self.prose.sentence(language),
            url=self._address(outlet, out_at),
            kind=self.kind.draw(),
            language=language,
            published=self.dates.near(out_at.date()),
            accessed_on=None if stub else out_at.date() + timedelta(days=9),
            stub=stub,
            status=status,
            status_note="The outlet says so under the article." if status else "",
            created_at=out_at + timedelta(days=9),
        )
        made = MadeArticle(key, outlet, out_at, language, corrected=status == "corrected", stub=stub)
        made.stored = not stub and random.random() < STORED
        (story.stubs if stub else story.articles).append(made)
        return made

    def _address(self, outlet: int | None, out_at: datetime) -> str:
        if outlet is None:
            return ""
        return f"https://{self.cast.domain[outlet]}/{out_at:%Y/%m}/{self.tables.article.next}"

    def store_texts(self, story: Story) -> dict[int, str]:
        """Store the texts of a few of the story's articles, all their passages in them; their hashes by article."""
        return {article.key: self._store(article) for article in story.articles if article.stored}

    def _store(self, article: MadeArticle) -> str:
        between = (self.prose.sentence(article.language, 3) for _ in range(len(article.passages) + 2))
        paragraphs = [next(between)]
        for passage in dict.fromkeys(article.passages):
            paragraphs += [passage, next(between)]
        text = "\n\n".join(paragraphs)
        digest = sha256(text.encode()).hexdigest()
        captured_at = article.out_at + timedelta(days=9)
        self.tables.text.add(
            article_id=article.key, text=text, sha256=digest, length=len(text), captured_at=captured_at
        )
        return digest
