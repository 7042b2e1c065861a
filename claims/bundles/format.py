"""The bundle format, version 1: every kind of record, key by key, in the order of the file.

The order of the kinds is the order in which they can be written: each refers only to those above it or to
its own. docs/bundle.schema.json describes the same keys to the world; a test holds the two together.
"""

from claims.bundles.items import DAY, DECIMAL, FLAG, INSTANT, MAYBE, Codec, Field, Item, Kind, Part, Reference
from claims.models import (
    Claim,
    ClaimPlace,
    Credit,
    Discrepancy,
    Dossier,
    DossierClaim,
    EditorNote,
    Evidence,
    Participant,
    Reading,
    ReadingCheck,
    Rival,
    Speaker,
)
from people.models import Organization, OrganizationAlias, Person, PersonAlias, Place, PlaceAlias
from sources.models import Article, ArticleText, Outlet, OutletAlias, UnnamedSource

FORMAT, VERSION = "sayso-bundle", 1

SLUG = Field("slug")
ID = Field("id", "public_id")
STATE = Field("state", default="published")
LIST = Codec(list, lambda value: value or None)


def _aliases(model: type, link: str, bare: str = "") -> Part:
    return Part("aliases", model, link, (Field("name"), Field("language")), order="folded", bare=bare)


def _date(path: str, column: str, stem: str) -> tuple[Item, ...]:
    """An EDTF date with its words, and whether and why it is inferred."""
    return (
        Field(f"{path}.date", column),
        Field(f"{path}.words", f"{stem}_words"),
        Field(f"{path}.inferred", f"{stem}_inferred", FLAG),
        Field(f"{path}.reason", f"{stem}_reason"),
    )


def _time(path: str, column: str) -> tuple[Item, ...]:
    return (
        Field(f"{path}.time", column),
        Field(f"{path}.time_words", f"{column}_words"),
        Field(f"{path}.zone", f"{column}_zone"),
    )


def _who(path: str, *columns: tuple[str, str]) -> tuple[Reference, ...]:
    """One of several kinds of actors; the first of each pair is the kind's singular, the second the column."""
    plural = {"person": "people", "organization": "organizations", "unnamed_source": "unnamed_sources"}
    return tuple(Reference(f"{path}{name}", column, plural[name]) for name, column in columns)


def _entity(alias: type, link: str) -> tuple[Item, ...]:
    return (
        SLUG,
        Field("name"),
        _aliases(alias, link),
        Field("wikidata", "wikidata_id"),
        Field("description"),
    )


DOSSIER = Kind("dossier", "dossier", Dossier, (SLUG, Field("title"), Field("summary")), key="slug")

OUTLETS = Kind(
    "outlets",
    "outlet",
    Outlet,
    (
        SLUG,
        Field("name"),
        _aliases(OutletAlias, "outlet", bare="name"),
        Field("home_page"),
        Field("country"),
        Field("language"),
        Reference("owner", "owner", "outlets"),
    ),
    key="slug",
)

ARTICLES = Kind(
    "articles",
    "article",
    Article,
    (
        ID,
        Reference("outlet", "outlet", "outlets"),
        Field("title"),
        Field("url"),
        Field("kind"),
        Field("byline"),
        Field("language"),
        *_date("published", "published", "published"),
        Field("accessed_on", codec=DAY),
        Field("archive_url"),
        Field("stub", codec=FLAG),
        Field("note"),
        Field("status"),
        # Nothing published may rest on the successor, and then the public does not know of it.
        Reference("superseded_by", "superseded_by", "articles", soft=True),
        Field("status_note"),
        Part(
            "text",
            ArticleText,
            "article",
            (
                Field("sha256"),
                Field("length", codec=MAYBE),
                Field("captured_at", codec=INSTANT),
                Field("text"),
            ),
            single=True,
        ),
    ),
    key="id",
)

UNNAMED_SOURCES = Kind(
    "unnamed_sources",
    "unnamed source",
    UnnamedSource,
    (
        ID,
        Reference("article", "article", "articles"),
        Field("description"),
        Field("kind"),
        Reference("same_as", "same_as", "unnamed_sources", soft=True, reason="same_as_reason"),
        Field("same_as_reason"),
    ),
    key="id",
)

PEOPLE = Kind("people", "person", Person, _entity(PersonAlias, "person"), key="slug")

ORGANIZATIONS = Kind(
    "organizations", "organization", Organization, _entity(OrganizationAlias, "organization"), key="slug"
)

PLACES = Kind(
    "places",
    "place",
    Place,
    (
        *_entity(PlaceAlias, "place"),
        Reference("parent", "parent", "places"),
        Field("latitude", codec=DECIMAL),
        Field("longitude", codec=DECIMAL),
        Field("precision"),
    ),
    key="slug",
)

CLAIMS = Kind(
    "claims",
    "claim",
    Claim,
    (
        ID,
        STATE,
        Field("statement"),
        Field("detail"),
        Field("kind"),
        *_who(
            "said_by.",
            ("person", "utterer_person"),
            ("organization", "utterer_organization"),
            ("unnamed_source", "utterer_unnamed"),
        ),
        Reference("asserts", "asserts", "claims", soft=True),
        *_date("when", "date", "date"),
        *_time("when", "time"),
        Field("figure", codec=DECIMAL),
        Field("unit"),
        Part("places", ClaimPlace, "claim", (Reference("place", "place", "places"), Field("role"))),
        Part(
            "participants",
            Participant,
            "claim",
            (*_who("", ("person", "person"), ("organization", "organization")), Field("role")),
        ),
        Field("published_at", codec=INSTANT),
        Part(
            "added_at",
            DossierClaim,
            "claim",
            (Field("added_at", codec=INSTANT),),
            single=True,
            bare="added_at",
            in_dossier=True,
        ),
    ),
    key="id",
)

EVIDENCE = Kind(
    "evidence",
    "evidence",
    Evidence,
    (
        ID,
        STATE,
        Reference("claim", "claim", "claims"),
        Reference("article", "article", "articles"),
        Field("stance"),
        Field("endorsement"),
        Field("quotation.exact", "quotation"),
        Field("quotation.prefix", "quotation_prefix"),
        Field("quotation.suffix", "quotation_suffix"),
        Field("paraphrase"),
        Field("translation"),
        Field("translator"),
        Field("locator"),
        Field("part"),
        Part(
            "speakers",
            Speaker,
            "evidence",
            _who(
                "",
                ("person", "person"),
                ("organization", "organization"),
                ("unnamed_source", "unnamed_source"),
            ),
            order="position",
        ),
        Field("basis"),
        Part(
            "credits",
            Credit,
            "evidence",
            (
                Reference("article", "article", "articles"),
                Reference("outlet", "outlet", "outlets"),
                Field("how"),
                Field("wording"),
            ),
            order="position",
        ),
        Field("hedged", codec=MAYBE),
        Field("hedge_words"),
        Field("stands_after_correction", codec=MAYBE),
        *_date("asserts.date", "asserted_date", "asserted_date"),
        *_time("asserts", "asserted_time"),
        Reference("asserts.place", "asserted_place", "places"),
        Field("asserts.figure", "asserted_figure", DECIMAL),
        Field("asserts.unit", "asserted_unit"),
        *_who("asserts.", ("person", "asserted_person"), ("organization", "asserted_organization")),
        Field("asserts.role", "asserted_role"),
        Field("asserts.attribution", "asserted_attribution"),
        Field("omits", codec=LIST),
        Field("note"),
        Field("published_at", codec=INSTANT),
    ),
    key="id",
)

READINGS = Kind(
    "readings",
    "reading",
    Reading,
    (
        Reference("article", "article", "articles"),
        Field("read_at", codec=INSTANT),
        Field("text_sha256"),
        Part(
            "checks",
            ReadingCheck,
            "reading",
            (Reference("claim", "claim", "claims", soft=True), Field("checked_at", codec=INSTANT)),
        ),
    ),
    identity=("article", "read_at"),
    in_dossier=True,
)

DISCREPANCIES = Kind(
    "discrepancies",
    "discrepancy",
    Discrepancy,
    (
        ID,
        Field("title"),
        Field("aspect"),
        Field("state"),
        Field("likely_cause"),
        Field("explanation"),
        Field("settled_at", codec=INSTANT),
        Part(
            "rivals",
            Rival,
            "discrepancy",
            (Reference("claim", "claim", "claims", soft=True),),
            order="position",
            bare="claim",
        ),
    ),
    key="id",
)

EDITOR_NOTES = Kind(
    "editor_notes",
    "editor's note",
    EditorNote,
    (
        Reference("about.claim", "claim", "claims"),
        Reference("about.article", "article", "articles"),
        Reference("about.dossier", "dossier", "dossier"),
        Reference("about.discrepancy", "discrepancy", "discrepancies"),
        Field("written_at", codec=INSTANT),
        Field("body"),
    ),
    identity=("about.claim", "about.article", "about.dossier", "about.discrepancy", "written_at", "body"),
)

KINDS = (
    DOSSIER,
    OUTLETS,
    ARTICLES,
    UNNAMED_SOURCES,
    PEOPLE,
    ORGANIZATIONS,
    PLACES,
    CLAIMS,
    EVIDENCE,
    READINGS,
    DISCREPANCIES,
    EDITOR_NOTES,
)
BY_NAME = {kind.name: kind for kind in KINDS}
