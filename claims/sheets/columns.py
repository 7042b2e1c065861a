"""Every column of a sheet: what it is called, which key of which record of the bundle format it is, how its cell is read.

The one table: the import, the export, the form to fill in and docs/sheets.md (a test compares it) all follow it. A
column speaks of the claim of its row, or of each source of the row in turn: the article, and what it says.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.bundles.items import Json, get
from claims.models import Claim, Evidence
from claims.models.evidence import OMISSIBLE
from claims.sheets import cells, mentions
from claims.sheets.cells import Reader
from sources.models import Article

# Keys of a record of which one is set, whichever kind of actor it is: their column is that of the first.
ACTORS = ("person", "organization", "unnamed_source")
CLAIM, ARTICLE, EVIDENCE = "claims", "articles", "evidence"

# From the record of a bundle to the cell, with what it takes to name other records.
Shown = Callable[[Json, Any], str]


@dataclass(frozen=True)
class Column:
    """A column: the record it is about, the path there ("" where `read` gives several keys), and its documentation.

    A column without a path and without `shown` is no value of the record but leads to it: its id, or its key in the
    file.
    """

    name: str
    about: str
    path: str
    doc: str
    example: str = ""
    read: Reader = cells.text
    shown: Shown | None = None

    @property
    def help(self) -> str:
        """The documentation without its marks."""
        return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"docs/\1", self.doc).replace("`", "")

    @property
    def by_source(self) -> bool:
        """Whether a cell of this column holds one value for each source of the row."""
        return self.about != CLAIM

    def cell(self, record: Json, names: Any) -> str:
        """What an export writes into this column for a record of its kind."""
        if self.shown:
            return self.shown(record, names)
        return cells.shown(get(record, self.path)) if self.path else ""


def _listed(path: str, shown: Callable[[Json, Any], str]) -> Shown:
    return lambda record, names: "; ".join(shown(item, names) for item in get(record, path) or [])


def _actor(path: str) -> Shown:
    def shown(record: Json, names: Any) -> str:
        said = get(record, path) or {}
        actor = {key: said[key] for key in ACTORS if key in said}
        return mentions.shown_actor(actor, names) if actor else ""

    return shown


def _name(kind: str, path: str) -> Shown:
    return lambda record, names: names.written(kind, key) if (key := get(record, path)) else ""


CLAIM_COLUMNS = (
    Column(
        "claim",
        CLAIM,
        "id",
        "Public id of the claim. Of one that is here: the row adds evidence to it. Of none: the new claim gets this id. Empty: a new claim.",
    ),
    Column(
        "claim_key",
        CLAIM,
        "",
        "Any name of your own for a new claim, so that several rows speak of it. The first of them describes it; the others may repeat that, and may not differ.",
        "fire-1",
    ),
    Column(
        "statement",
        CLAIM,
        "statement",
        "The claim: one sentence that could turn out false. A new claim needs it.",
        "The lighthouse burned down.",
    ),
    Column("detail", CLAIM, "detail", "Context a reader needs."),
    Column(
        "kind",
        CLAIM,
        "kind",
        "`event` (if empty) or `utterance`: somebody said something.",
        "event",
        cells.one_of(Claim.Kind.values),
    ),
    Column(
        "said_by",
        CLAIM,
        "said_by.person",
        "Of an utterance, who said it: `person: Name`, `organization: Name`, or `unnamed: description` of an informant in the row's first article.",
        "",
        mentions.read_speaker,
        _actor("said_by"),
    ),
    Column(
        "asserts",
        CLAIM,
        "asserts",
        "Of an utterance, the claim about what was said: its public id, or its key in this file. It stands above.",
        "",
        mentions.read_asserted,
    ),
    Column(
        "date",
        CLAIM,
        "when.date",
        "When, in the forms of [dates.md](dates.md). Unclear dates stay unclear: `2024-12`, `2024-11-27~`, `../2024-12-07`.",
        "1923-05",
        cells.edtf,
    ),
    Column("date_words", CLAIM, "when.words", "The date as worded: Monday, a week later."),
    Column(
        "date_inferred",
        CLAIM,
        "when.inferred",
        "`yes` if you inferred the date; then say how in `date_reason`.",
        "",
        cells.flag,
    ),
    Column("date_reason", CLAIM, "when.reason", "How the date was inferred."),
    Column(
        "time",
        CLAIM,
        "when.time",
        "Local time of day, in the forms of [dates.md](dates.md).",
        "~21:30",
        cells.time,
    ),
    Column("time_words", CLAIM, "when.time_words", "The time as worded."),
    Column("zone", CLAIM, "when.zone", "Time zone, such as Asia/Damascus."),
    Column(
        "figure", CLAIM, "figure", "The number the statement gives: digits and a point.", "", cells.number
    ),
    Column("unit", CLAIM, "unit", "What the figure counts."),
    Column(
        "places",
        CLAIM,
        "places",
        "Where: a list. Before a name, `from:`, `to:` or `via:` where it is not simply there.",
        "Skerry Point",
        mentions.read_places,
        _listed("places", mentions.shown_place),
    ),
    Column(
        "participants",
        CLAIM,
        "participants",
        "Who took part: a list of `person: Name (role)` and `organization: Name (role)`.",
        "person: Ada Holm (keeper)",
        mentions.read_participants,
        _listed("participants", mentions.shown_participant),
    ),
    Column(
        "dossiers",
        CLAIM,
        "",
        "Dossiers to put the claim into: a list of titles or slugs.",
        "",
        mentions.read_dossiers,
        lambda record, _: "; ".join(record.get("dossiers", [])),
    ),
)

ARTICLE_COLUMNS = (
    Column(
        "article",
        ARTICLE,
        "id",
        "Public id of the article. Of one that is here: that article. Of none: the new article gets this id.",
    ),
    Column(
        "article_key",
        ARTICLE,
        "",
        "Any name of your own for a new article without an address, so that several rows speak of it.",
    ),
    Column(
        "url",
        ARTICLE,
        "url",
        "Where it was published. An address that is here, however written, is that article.",
        "https://example.org/lighthouse",
    ),
    Column(
        "outlet",
        ARTICLE,
        "outlet",
        "Who publishes: a name.",
        "The Skerry Post",
        mentions.read_outlet,
        _name("outlets", "outlet"),
    ),
    Column(
        "headline",
        ARTICLE,
        "title",
        "Headline; of a post, its first words. A new article needs it.",
        "Lighthouse burns down",
    ),
    Column(
        "article_kind",
        ARTICLE,
        "kind",
        "`news_report` (if empty), `statement`, `document`, `post` or `broadcast`.",
        "",
        cells.one_of(Article.Kind.values),
    ),
    Column("byline", ARTICLE, "byline", "Authors as printed."),
    Column("language", ARTICLE, "language", "Language tag: en, ar, fr-CA.", "en"),
    Column(
        "published",
        ARTICLE,
        "published.date",
        "Day of publication, in the forms of [dates.md](dates.md).",
        "1923-05-12",
        cells.edtf,
    ),
    Column("published_words", ARTICLE, "published.words", "That date as printed, if not a plain one."),
    Column(
        "published_inferred",
        ARTICLE,
        "published.inferred",
        "`yes` if you inferred it; then say how in `published_reason`.",
        "",
        cells.flag,
    ),
    Column("published_reason", ARTICLE, "published.reason", "Reason for these bounds."),
    Column(
        "accessed_on",
        ARTICLE,
        "accessed_on",
        "The day somebody here last saw it, as 2024-11-29.",
        "",
        cells.day,
    ),
    Column("archive_url", ARTICLE, "archive_url", "Where it is archived."),
    Column(
        "stub",
        ARTICLE,
        "stub",
        "`yes` if nobody here has seen it: it is known only because another credits it.",
        "",
        cells.flag,
    ),
    Column("article_note", ARTICLE, "note", "Public note on the article."),
    Column(
        "article_status",
        ARTICLE,
        "status",
        "`corrected`, `retracted` or `superseded`; empty as published.",
        "",
        cells.one_of(Article.Status.values),
    ),
    Column("article_status_note", ARTICLE, "status_note", "What the outlet corrected or withdrew, and when."),
)

EVIDENCE_COLUMNS = (
    Column("evidence", EVIDENCE, "id", "Public id of this piece of evidence. Of one that is here: the row may repeat it, and adds nothing. Empty: new evidence."),
    Column("stance", EVIDENCE, "stance", "`supports`, `contradicts` or `mentions`: what the passage asserts.", "supports", cells.one_of(Evidence.Stance.values)),
    Column("endorsement", EVIDENCE, "endorsement", "What the article makes of it: `adopts`, `distances` or `leaves_open`; empty: not assessed.", "", cells.one_of(Evidence.Endorsement.values)),
    Column("quotation", EVIDENCE, "quotation.exact", "The passage, word for word. Or give a paraphrase.", "Nothing is left of the tower but its stairs."),
    Column("prefix", EVIDENCE, "quotation.prefix", "Words before the quotation."),
    Column("suffix", EVIDENCE, "quotation.suffix", "Words after it."),
    Column("paraphrase", EVIDENCE, "paraphrase", "The passage in your words, marked as such to readers."),
    Column("translation", EVIDENCE, "translation", "The quotation in the language of the claim."),
    Column("translator", EVIDENCE, "translator", "Who translated it."),
    Column("locator", EVIDENCE, "locator", "Where in the article: paragraph 6, minute 12:40.", "paragraph 2"),
    Column("part", EVIDENCE, "part", "`headline`, `body`, `pull_quote`, `photo_caption` or `embedded_image`.", "body", cells.one_of(Evidence.Part.values)),
    Column("speakers", EVIDENCE, "speakers", "On whose word: a list, the nearest to the event first, of `person: Name`, `organization: Name`, `unnamed: description`, `group: description`.", "unnamed: a fisherman", mentions.read_speakers, _listed("speakers", mentions.shown_actor)),
    Column("basis", EVIDENCE, "basis", "`own`, `relays` or `unclear`; empty counts as unclear.", "own", cells.one_of(Evidence.Basis.values)),
    Column("credits", EVIDENCE, "credits", "Of a relay, which reports it names: a list of `outlet: Name`, addresses, or `article: id or key`; behind each, in brackets, `linked`, `named` or `inferred`, and after a colon the words used: `outlet: Al Majalla (named: according to Al Majalla)`. An article stands here or above.", "", mentions.read_credits, _listed("credits", mentions.shown_credit)),
    Column("hedged", EVIDENCE, "hedged", "`yes` if the passage holds back (“reportedly”), `no` if not; empty: not assessed.", "no", cells.flag),
    Column("hedge_words", EVIDENCE, "hedge_words", "The words that hold back."),
    Column("stands_after_correction", EVIDENCE, "stands_after_correction", "Of a corrected article: `yes` or `no`.", "", cells.flag),
    Column("own_date", EVIDENCE, "asserts.date.date", "The date the passage gives, where it differs from the claim's.", "", cells.edtf),
    Column("own_date_words", EVIDENCE, "asserts.date.words", "That date as worded."),
    Column("own_date_inferred", EVIDENCE, "asserts.date.inferred", "`yes` if you inferred it; then say how in `own_date_reason`.", "", cells.flag),
    Column("own_date_reason", EVIDENCE, "asserts.date.reason", "How that date was inferred."),
    Column("own_time", EVIDENCE, "asserts.time", "The time the passage gives.", "", cells.time),
    Column("own_time_words", EVIDENCE, "asserts.time_words", "That time as worded."),
    Column("own_zone", EVIDENCE, "asserts.zone", "Its time zone."),
    Column("own_place", EVIDENCE, "asserts.place", "The place the passage gives.", "", mentions.read_place, _name("places", "asserts.place")),
    Column("own_figure", EVIDENCE, "asserts.figure", "The figure the passage gives.", "", cells.number),
    Column("own_unit", EVIDENCE, "asserts.unit", "What that figure counts."),
    Column("own_who", EVIDENCE, "asserts.person", "Whom the passage names instead: `person: Name` or `organization: Name`.", "", mentions.read_actor, _actor("asserts")),
    Column("own_role", EVIDENCE, "asserts.role", "The role the passage gives."),
    Column("own_attribution", EVIDENCE, "asserts.attribution", "To whom the passage attributes it."),
    Column("omits", EVIDENCE, "omits", f"What the claim states and the passage does not say: a list of {', '.join(OMISSIBLE)}.", "", cells.some_of(OMISSIBLE)),
    Column("note", EVIDENCE, "note", "Public note on an ambiguity."),
)  # fmt: skip

COLUMNS = (*CLAIM_COLUMNS, *ARTICLE_COLUMNS, *EVIDENCE_COLUMNS)
BY_NAME = {column.name: column for column in COLUMNS}


def column_of(about: str, path: str) -> str:
    """The name of the column that holds this key of a record, or of the part it lies in; "" for none."""
    above, _, last = path.rpartition(".")
    wanted = f"{above}.{ACTORS[0]}" if last in ACTORS and above in ("said_by", "asserts") else path
    own = [column for column in COLUMNS if column.about == about and column.path]
    return next((column.name for column in own if f"{wanted}.".startswith(f"{column.path}.")), "")
