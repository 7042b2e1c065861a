"""Building the data set: a cast, then story after story until there are as many claims as were asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

from claims.synthesis import cast as casting
from claims.synthesis.articles import Newsroom
from claims.synthesis.dates import DAYS, FIRST_DAY
from claims.synthesis.dossiers import Dossiers
from claims.synthesis.draws import Prose, Weighted
from claims.synthesis.reports import Reporting
from claims.synthesis.statements import Desk
from claims.synthesis.stories import Archive, MadeArticle, Story, Tables
from claims.synthesis.tables import set_sequences, write_all

ARTICLES_A_CLAIM, EVIDENCE_A_CLAIM = 0.2, 3
# How many claims a story has, from brief notices to what fills the papers for weeks.
STORY_SIZES = {6: 30.0, 12: 30, 25: 22, 60: 14, 150: 4}
# How many reports a claim has while there are fewer than three a claim so far, and while there are more.
MANY_REPORTS = {2: 18.0, 3: 22, 4: 20, 6: 20, 9: 12, 14: 6, 22: 2}
FEW_REPORTS = {1: 70.0, 2: 30}
# Every so many claims one is reported by everybody.
EVERYBODY_EVERY, EVERYBODY = 100_000, 1_000
ROWS_AT_ONCE = 60_000


class Builder:
    """Makes stories and writes them a few thousand claims at a time; what it keeps of articles is a few bytes each."""

    def __init__(self, claims: int, seed: int) -> None:
        self.wanted, self.made, self.articles, self.evidence = claims, 0, 0, 0
        self.random = random = Random(seed)  # noqa: S311  # nothing here is secret
        self.cast_tables = casting.Tables()
        self.cast = casting.make_cast(random, self.cast_tables, claims)
        write_all(self.cast_tables.all)
        self.tables, self.archive, prose = Tables(), Archive(), Prose(random)
        self.newsroom = Newsroom(random, self.tables, self.cast, prose)
        self.desk = Desk(random, self.tables, self.cast, prose)
        self.reporting = Reporting(random, self.tables, self.cast, prose)
        self.dossiers = Dossiers(random, self.tables, prose)
        self.size, self.many, self.few = (
            Weighted(random, weights) for weights in (STORY_SIZES, MANY_REPORTS, FEW_REPORTS)
        )

    def build(self) -> Iterator[int]:
        """Make and write everything; yield how many claims each story had."""
        while self.made < self.wanted:
            yield self._story()
            if sum(len(table.rows) for table in self.tables.all) > ROWS_AT_ONCE:
                write_all(self.tables.all)
        write_all(self.tables.all)
        set_sequences([*self.cast_tables.all, *self.tables.all])

    def _story(self) -> int:
        """A story, one after the other through the years: reports come in as things happen."""
        day = FIRST_DAY + timedelta(days=DAYS * self.made // self.wanted)
        began_at = datetime.combine(day, time(self.random.randrange(24)), UTC)
        story = self.desk.story(began_at + timedelta(days=self.random.randrange(10)))
        size = min(self.size.draw(), max(6, self.wanted // 20), self.wanted - self.made)
        while self.articles < (self.made + size) * ARTICLES_A_CLAIM or not story.articles:
            self.archive.keep(self.newsroom.article(story))
            self.articles += 1
        for _ in range(size):
            self._claim(story)
        self.dossiers.file(story, self.newsroom.store_texts(story))
        return size

    def _claim(self, story: Story) -> None:
        claim = self.desk.claim(story)
        self.made += 1
        reports = self._reports(story)
        self.evidence += len(reports)
        self.reporting.on(claim, reports, story)

    def _reports(self, story: Story) -> list[MadeArticle]:
        """The articles that report a claim. One may stand there twice, with two passages."""
        if len(self.archive) and self.made % EVERYBODY_EVERY == min(EVERYBODY_EVERY, self.wanted) // 2:
            return self.archive.some(self.random, EVERYBODY)
        several = self.many if self.evidence < self.made * EVIDENCE_A_CLAIM else self.few
        number = several.draw()
        if number <= len(story.articles):
            return self.random.sample(story.articles, number)
        twice = min(number - len(story.articles), len(story.articles))
        return story.articles + self.random.sample(story.articles, twice)
