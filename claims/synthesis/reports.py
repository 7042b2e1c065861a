"""What articles say of the claims of a story: passages with their stances and speakers, and whom they credit."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from claims.synthesis.cast import Cast
from claims.synthesis.dates import Dates
from claims.synthesis.draws import Prose, Weighted
from claims.synthesis.stories import MadeArticle, MadeClaim, Story, Tables
from claims.synthesis.words import HEDGES, INFORMANTS

STANCES = {"supports": 80.0, "contradicts": 11, "mentions": 9}
BASES = {"own": 28.0, "relays": 60, "unclear": 7, "": 5}
# Whom a relay credits: a report on the same claim, the outlet of one, a source that nobody here has seen.
CREDITED = {"report": 71.0, "outlet": 8, "outlet unseen": 10, "article unseen": 11}
ENDORSEMENTS = {"": 62.0, "adopts": 22, "leaves_open": 10, "distances": 6}
PARTS = {"body": 70.0, "": 20, "headline": 4, "photo_caption": 3, "pull_quote": 2, "embedded_image": 1}
DEEPEST = 6
SECOND_CREDIT, SPOKEN, FURTHER_SPEAKER, PARAPHRASED, TRANSLATED, HELD_BACK = 0.06, 0.4, 0.2, 0.15, 0.3, 0.03
HOWS = ("named", "linked", "inferred")


class Earlier:
    """The reports on one claim so far, by stance, and how many relays lie behind each article."""

    def __init__(self, reports: list[MadeArticle]) -> None:
        self.reports: defaultdict[str, list[MadeArticle]] = defaultdict(list)
        self.depth: defaultdict[tuple[str, int], int] = defaultdict(int)
        self.keys = {report.key for report in reports}
        # An outlet may be credited only after the last of its reports: nobody relays what comes later.
        self.last_at = {report.outlet: at for at, report in enumerate(reports) if report.outlet}

    def add(self, report: MadeArticle, stance: str, depth: int) -> None:
        """Keep a report, with how many relays lie behind it."""
        self.reports[stance].append(report)
        self.depth[stance, report.key] = max(depth, self.depth[stance, report.key])

    def deepest_of(self, stance: str, outlet: int) -> int:
        """How many relays lie behind the reports of an outlet."""
        depths = (self.depth[stance, one.key] for one in self.reports[stance] if one.outlet == outlet)
        return max(depths, default=0)


class Reporting:
    """Makes the evidence on claims."""

    def __init__(self, random: Random, tables: Tables, cast: Cast, prose: Prose) -> None:
        self.random, self.tables, self.cast, self.prose = random, tables, cast, prose
        self.dates = Dates(random)
        self.stance, self.basis, self.credited = (Weighted(random, of) for of in (STANCES, BASES, CREDITED))
        self.endorsement, self.part = Weighted(random, ENDORSEMENTS), Weighted(random, PARTS)

    def on(self, claim: MadeClaim, reports: list[MadeArticle], story: Story) -> None:
        """Make a piece of evidence of each report: an article that stands twice has two passages."""
        reports = sorted(reports, key=lambda report: (report.out_at, report.key))
        earlier = Earlier(reports)
        for at, report in enumerate(reports):
            stance, basis = self.stance.draw(), self.basis.draw()
            credits, depth = (
                self._credits(at, report, stance, earlier, story) if basis == "relays" else ([], 0)
            )
            if basis == "relays" and not credits:
                basis = "own"
            earlier.add(report, stance, depth)
            evidence = self._evidence(claim, report, stance, basis, first=at == 0)
            for position, credit in enumerate(credits):
                self.tables.credit.add(
                    evidence_id=evidence, position=position, how=self.random.choice(HOWS), **credit
                )
            self._speakers(evidence, report, story)

    # --- credits -------------------------------------------------------------------------------------------

    def _credits(
        self, at: int, report: MadeArticle, stance: str, earlier: Earlier, story: Story
    ) -> tuple[list[dict[str, int]], int]:
        """One credit or two, and how many relays lie between the report and the farthest end."""
        found: dict[str, tuple[dict[str, int], int]] = {}
        for _ in range(1 + (self.random.random() < SECOND_CREDIT)):
            if one := self._credit(at, report, stance, earlier, story):
                found[repr(one[0])] = one
        return [credit for credit, _ in found.values()], max(
            (depth for _, depth in found.values()), default=0
        )

    def _credit(
        self, at: int, report: MadeArticle, stance: str, earlier: Earlier, story: Story
    ) -> tuple[dict[str, int], int] | None:
        match self.credited.draw():
            case "outlet unseen":
                return self._outlet_unseen(report, earlier)
            case "article unseen":
                return self._article_unseen(report, earlier, story)
            case kind:
                one = self._earlier_report(report, earlier.reports[stance])
                if one and kind == "outlet" and one.outlet and earlier.last_at[one.outlet] < at:
                    depth = earlier.deepest_of(stance, one.outlet)
                    return ({"outlet_id": one.outlet}, depth + 1) if depth < DEEPEST else None
                if one and earlier.depth[stance, one.key] < DEEPEST:
                    return {"article_id": one.key}, earlier.depth[stance, one.key] + 1
                return None

    def _earlier_report(self, report: MadeArticle, reports: list[MadeArticle]) -> MadeArticle | None:
        """The report before, the first of all, or any, but no passage of the same article."""
        if not reports:
            return None
        chance = self.random.random()
        one = reports[-1] if chance < 0.6 else reports[0] if chance < 0.75 else self.random.choice(reports)
        return one if one.key != report.key else None

    def _outlet_unseen(self, report: MadeArticle, earlier: Earlier) -> tuple[dict[str, int], int] | None:
        outlet = self.cast.outlets.draw()
        return ({"outlet_id": outlet}, 1) if outlet not in earlier.last_at else None

    def _article_unseen(
        self, report: MadeArticle, earlier: Earlier, story: Story
    ) -> tuple[dict[str, int], int] | None:
        """An article of the story, out by then, that has no evidence on the claim: perhaps nobody has seen it."""
        out = [one for one in (*story.articles, *story.stubs) if one.out_at <= report.out_at]
        others = [one.key for one in out if one.key not in earlier.keys]
        return ({"article_id": self.random.choice(others)}, 1) if others else None

    # --- passages ------------------------------------------------------------------------------------------

    def _evidence(
        self, claim: MadeClaim, report: MadeArticle, stance: str, basis: str, *, first: bool
    ) -> int:
        held_back = claim.state == "draft" or (not first and self.random.random() < HELD_BACK)
        state: dict[str, Any] = {"state": "draft"}
        if not held_back:
            state = {"state": "published", "published_at": claim.logged_at + timedelta(hours=2)}
        return self.tables.evidence.add(
            claim_id=claim.key,
            article_id=report.key,
            stance=stance,
            basis=basis,
            endorsement=self.endorsement.draw(),
            part=self.part.draw(),
            locator=f"paragraph {self.random.randrange(1, 30)}",
            stands_after_correction=self.random.choice((True, False, None)) if report.corrected else None,
            omits=["time"] if self.random.random() < 0.03 else [],
            created_at=claim.logged_at,
            **state,
            **self._passage(report),
            **self._hedge(),
            **self._asserted(claim),
        )

    def _passage(self, report: MadeArticle) -> dict[str, Any]:
        chance = self.random.random
        if chance() < PARAPHRASED:
            return {"paraphrase": self.prose.sentence("en", 2)}
        quotation = self.prose.sentence(report.language, 2)
        report.passages.append(quotation)
        values = {"quotation": quotation}
        if report.language == "ar" and chance() < TRANSLATED:
            values |= {"translation": self.prose.sentence("en", 2), "translator": "the editors"}
        return values

    def _hedge(self) -> dict[str, Any]:
        chance = self.random.random()
        if chance < 0.12:
            return {"hedged": True, "hedge_words": self.random.choice(HEDGES)}
        return {"hedged": False} if chance < 0.4 else {}

    def _asserted(self, claim: MadeClaim) -> dict[str, Any]:
        """Values of its own, in a few passages: another day or another figure."""
        values: dict[str, Any] = {}
        if self.random.random() < 0.05:
            values["asserted_date"] = self.dates.near(
                claim.day + timedelta(days=self.random.choice((-1, 1, 2)))
            )
        if claim.figure and self.random.random() < 0.2:
            values["asserted_figure"] = claim.figure + self.random.randrange(1, 50)
        return values

    # --- speakers ------------------------------------------------------------------------------------------

    def _speakers(self, evidence: int, report: MadeArticle, story: Story) -> None:
        if self.random.random() < SPOKEN:
            number = 1 + (self.random.random() < FURTHER_SPEAKER)
            for position, who in enumerate(self._voices(report, story, number)):
                self.tables.speaker.add(evidence_id=evidence, position=position, **who)

    def _voices(self, report: MadeArticle, story: Story, number: int) -> Iterator[dict[str, int]]:
        for _ in range(number):
            chance = self.random.random()
            if chance < 0.3 and report.local:
                yield {"unnamed_source_id": self._informant(report)}
            elif chance < 0.5 and story.organizations:
                yield {"organization_id": self.random.choice(story.organizations)}
            else:
                yield {"person_id": self.random.choice(story.people)}

    def _informant(self, report: MadeArticle) -> int:
        """One of the article's informants, or a further one while there are few."""
        if not report.informants or (len(report.informants) < 3 and self.random.random() < 0.4):
            start = report.key % len(INFORMANTS)
            described = INFORMANTS[(start + len(report.informants)) % len(INFORMANTS)]
            kind = "group" if described.startswith(("two", "several")) else "one"
            report.informants.append(
                self.tables.informant.add(article_id=report.key, description=described, kind=kind)
            )
        return self.random.choice(report.informants)
