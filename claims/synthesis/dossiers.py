"""Dossiers of made-up stories, the readings made for them, and discrepancies between claims."""

from datetime import datetime, timedelta
from random import Random

from claims.synthesis.draws import Prose, Weighted
from claims.synthesis.stories import Story, Tables

# One dossier holds a twentieth of all claims; four stories in ten have a small one of their own.
BIG, SMALL = 0.05, 0.4
READ, LATE, CHECKED, RIVALS = 0.7, 0.2, 0.3, 0.15
ASPECTS = {
    "date": 20.0,
    "number": 25,
    "time": 10,
    "place": 15,
    "person": 10,
    "role": 5,
    "sequence": 10,
    "wording": 5,
}
STATES = {"open": 60.0, "explained": 25, "resolved": 15}


class Dossiers:
    """Puts stories into dossiers and their articles through readings."""

    def __init__(self, random: Random, tables: Tables, prose: Prose) -> None:
        self.random, self.tables, self.prose = random, tables, prose
        self.aspect, self.state = Weighted(random, ASPECTS), Weighted(random, STATES)
        self.big = 0
        self.in_big = self.seen = 0

    def file(self, story: Story, hashes: dict[int, str]) -> None:
        """Put the story's claims into the dossiers it belongs to, and read some of its articles for them."""
        self.seen += len(story.claims)
        if self.in_big < BIG * self.seen:
            self.in_big += len(story.claims)
            self._put(self._the_big_one(), story, hashes)
        if self.random.random() < SMALL:
            title = f"{self.prose.sentence('en')[:-1]} ({self.tables.dossier.next})"
            self._put(self.tables.dossier.add(title=title, created_at=story.began_at), story, hashes)
        if len(story.claims) > 1 and self.random.random() < RIVALS:
            self._discrepancy(story)

    def _the_big_one(self) -> int:
        if not self.big:
            title = f"Everything about the long winter ({self.tables.dossier.next})"
            self.big = self.tables.dossier.add(title=title, summary=self.prose.sentence("en", 3))
        return self.big

    def _put(self, dossier: int, story: Story, hashes: dict[int, str]) -> None:
        """Claims come into the dossier in time for the readings, but for a few."""
        read_at = story.began_at + timedelta(days=70)
        late = []
        for claim in story.claims:
            comes_late = self.random.random() < LATE
            late += [claim.key] if comes_late else []
            added_at = read_at + timedelta(days=5 if comes_late else -5)
            self.tables.member.add(dossier_id=dossier, claim_id=claim.key, added_at=added_at)
        for article in story.articles:
            if self.random.random() < READ:
                reading = self.tables.reading.add(
                    article_id=article.key,
                    dossier_id=dossier,
                    read_at=read_at,
                    text_sha256=hashes.get(article.key, ""),
                )
                self._check(reading, late, read_at + timedelta(days=9))

    def _check(self, reading: int, late: list[int], checked_at: datetime) -> None:
        """Check some of the claims that came later."""
        for claim in late:
            if self.random.random() < CHECKED:
                self.tables.check.add(reading_id=reading, claim_id=claim, checked_at=checked_at)

    def _discrepancy(self, story: Story) -> None:
        state = self.state.draw()
        settled = state != "open"
        discrepancy = self.tables.discrepancy.add(
            title=f"{self.prose.sentence('en')[:-1]}?",
            aspect=self.aspect.draw(),
            state=state,
            explanation=self.prose.sentence("en", 2) if settled else "",
            settled_at=story.began_at + timedelta(days=120) if settled else None,
            created_at=story.began_at + timedelta(days=60),
        )
        for position, claim in enumerate(self.random.sample(story.claims, min(len(story.claims), 2))):
            self.tables.rival.add(discrepancy_id=discrepancy, claim_id=claim.key, position=position)
