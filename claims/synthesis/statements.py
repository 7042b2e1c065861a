"""The claims of made-up stories: what is said, when and where, and who took part."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from claims.synthesis.cast import Cast
from claims.synthesis.dates import TIMES, WORDED, Dates
from claims.synthesis.draws import Prose, Weighted
from claims.synthesis.stories import MadeClaim, Story, Tables
from claims.synthesis.words import ROLES, UNITS

STATES = {"published": 92.0, "draft": 5, "withdrawn": 3}
ARABIC, UTTERANCE, FIGURE, TIMED, INFERRED, NOTED = 0.2, 0.12, 0.15, 0.2, 0.02, 0.01


class Desk:
    """Makes the claims of stories: what is said, when, where, and who took part."""

    def __init__(self, random: Random, tables: Tables, cast: Cast, prose: Prose) -> None:
        self.random, self.tables, self.cast, self.prose = random, tables, cast, prose
        self.dates = Dates(random)
        self.state = Weighted(random, STATES)

    def story(self, began_at: datetime) -> Story:
        """A story with whom it is about."""
        number = self.random.randrange(3, 9)
        return Story(
            began_at,
            people=list({self.cast.people.draw(): None for _ in range(number)}),
            organizations=list({self.cast.organizations.draw(): None for _ in range(number // 2)}),
            places=list({self.cast.places.draw(): None for _ in range(number // 2)}),
        )

    def claim(self, story: Story) -> MadeClaim:
        """Make a claim of the story, and keep it with the story."""
        day = story.began_at.date() + timedelta(days=min(int(self.random.expovariate(0.4)), 20))
        logged_at = datetime.combine(day, time(12), UTC) + timedelta(
            days=40, minutes=self.random.randrange(9_000)
        )
        state, figure = (
            self.state.draw(),
            self.random.randrange(2, 900) if self.random.random() < FIGURE else None,
        )
        key = self.tables.claim.add(
            statement=self.prose.sentence("ar" if self.random.random() < ARABIC else "en"),
            detail=self.prose.sentence("en", 2) if self.random.random() < 0.3 else "",
            figure=figure,
            unit=self.random.choice(UNITS) if figure else "",
            created_at=logged_at,
            updated_at=logged_at,
            **self._published(state, logged_at),
            **self._when(day),
            **self._said_by(story),
        )
        made = MadeClaim(key, state, day, logged_at, figure)
        story.claims.append(made)
        self._link(story, key)
        return made

    def _published(self, state: str, logged_at: datetime) -> dict[str, Any]:
        if state == "draft":
            return {"state": state}
        values = {"state": state, "published_at": logged_at + timedelta(hours=2)}
        if state == "withdrawn":
            values |= {"withdrawn_at": logged_at + timedelta(days=99), "withdrawal_reason": "Logged twice."}
        return values

    def _when(self, day: date) -> dict[str, Any]:
        written = self.dates.near(day)
        values: dict[str, Any] = {"date": written}
        if written and self.random.random() < TIMED:
            values |= {"time": self.random.choice(TIMES), "time_zone": "Asia/Damascus"}
        if written and self.random.random() < INFERRED:
            values |= {
                "date_inferred": True,
                "date_reason": "Counted back from the day of the report.",
                "date_words": self.random.choice(WORDED),
            }
        return values

    def _said_by(self, story: Story) -> dict[str, Any]:
        if self.random.random() >= UTTERANCE:
            return {}
        if story.organizations and self.random.random() < 0.3:
            return {"kind": "utterance", "utterer_organization_id": self.random.choice(story.organizations)}
        return {"kind": "utterance", "utterer_person_id": self.random.choice(story.people)}

    def _link(self, story: Story, claim: int) -> None:
        """Where it was, and who took part: nobody and nowhere, or a few of the story's."""
        random, tables = self.random, self.tables
        for place in _few(random, story.places, 0.15, 0.75, 0.1):
            tables.place.add(
                claim_id=claim, place_id=place, role=random.choice(("at", "at", "at", "from", "to"))
            )
        for person in _few(random, story.people, 0.3, 0.45, 0.25):
            tables.participant.add(claim_id=claim, person_id=person, role=random.choice(ROLES))
        for organization in _few(random, story.organizations, 0.6, 0.4):
            tables.participant.add(claim_id=claim, organization_id=organization, role=random.choice(ROLES))
        if random.random() < NOTED:
            tables.note.add(claim_id=claim, body=self.prose.sentence("en", 2), written_at=story.began_at)


def _few(random: Random, values: list[int], *chances: float) -> list[int]:
    """None, one, two ... of the values, with these chances; as many as there are at most."""
    number = random.choices(range(len(chances)), chances)[0]
    return random.sample(values, min(number, len(values)))
