"""A small public record, and secrets planted all around it: what only a draft, a note or a withdrawn claim brought in.

Every text field of every model that drafts can fill holds MARK, or one of the other TELLS where it takes no words.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import models

from claims.actions import publish, withdraw
from claims.models import (
    BlindCheck,
    Claim,
    Credit,
    DeskStep,
    Discrepancy,
    Dismissal,
    Dossier,
    EditorNote,
    Evidence,
    ImportedKey,
    ImportRun,
    NothingToLog,
    Participant,
    Reading,
    ReadingCheck,
    Rival,
    SheetUpload,
)
from people.models import Organization, OrganizationAlias, Person, PersonAlias, Place, PlaceAlias
from record.derived import DerivedField
from record.models import FormerSlug, Merge
from record.public_id import PublicIdField
from record.slugs import keep_former_slug
from sources.models import (
    Article,
    ArticleAddress,
    ArticleText,
    Capture,
    Outlet,
    OutletAlias,
    UnnamedSource,
)
from tests.factories import add_credit, add_participant, add_place, add_speaker, add_to_dossier

MARK = "xyzzy"
# Every piece of a secret that a page could show: words, dates, times, figures, ids, hashes.
TELLS = (MARK, "1987", "03:33", "98765", "98,765", "f00d" * 4)
# Addresses that lead to secret records: a slug given up, and the id of a record merged into one of them.
FORMER = f"{MARK}-former"
FORMER_ID = "xxxxxzzzzz"

NOT_QUOTED = dict.fromkeys(
    ("quotation", "quotation_prefix", "quotation_suffix", "translation", "translator"), ""
)
DAY = datetime(2024, 12, 20, tzinfo=UTC)

M = TypeVar("M", bound=models.Model)
_numbers = count(1)


@dataclass
class Public:
    """What readers may see: a claim, its rival and an utterance about it, and all that they rest on."""

    claim: Claim
    rival: Claim
    utterance: Claim
    dossier: Dossier
    discrepancy: Discrepancy
    outlet: Outlet
    article: Article
    relay: Article
    person: Person
    organization: Organization
    place: Place


@dataclass
class Secret:
    """What readers may not: one record of each kind that has an address, and a withdrawn claim."""

    claim: Claim
    withdrawn: Claim
    dossier: Dossier
    discrepancy: Discrepancy
    outlet: Outlet
    article: Article
    person: Person
    organization: Organization
    place: Place


def text_fields(model: type[models.Model]) -> list[str]:
    """The fields of a model in which somebody writes, or types a code."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, DerivedField | PublicIdField)
    ]


def secret_text(name: str) -> str:
    """A secret for a text field, unlike every other one."""
    number = next(_numbers)
    codes = {
        "archive_url": f"https://{MARK}.example/archive/{number}",
        "asserted_date": "1987-06-05",
        "asserted_time": "03:33",
        "country": "ZZ",
        "date": "1987-06-05",
        "file_sha256": "f00d" * 16,
        "home_page": f"https://{MARK}.example/{number}",
        "published": "1987-06-05",
        "sha256": "f00d" * 16,
        "slug": f"{MARK}-{number}",
        "text_sha256": "f00d" * 16,
        "time": "03:33",
        "url": f"https://{MARK}.example/{number}",
        "words_sha256": "f00d" * 16,
        "wikidata_id": f"Q98765{number}",
    }
    return codes.get(name, f"{MARK} {number}")


def plant(model: type[M], **fields: Any) -> M:
    """A record whose every text field, other than those given, holds a secret."""
    secrets = {name: secret_text(name) for name in text_fields(model) if name not in fields}
    return model._default_manager.create(**secrets | fields)


def make_public() -> Public:
    """The public record, published by the same act that editors use."""
    editor = User.objects.create(
        username=f"{MARK}-editor", first_name=MARK, last_name=MARK, email=f"{MARK}@a.example"
    )
    outlet = Outlet.objects.create(name="Al Majalla", owner=Outlet.objects.create(name="The Group"))
    article = Article.objects.create(
        title="The report", outlet=outlet, published="2024-12-17", status="superseded"
    )
    text = f"A text of which readers see passages alone. {MARK}"
    ArticleText.objects.create(article=article, text=text, sha256="a" * 64, length=50, captured_at=DAY)
    person = Person.objects.create(name="Bashar al-Assad")
    organization = Organization.objects.create(name="Hayat Tahrir al-Sham")
    place = Place.objects.create(name="Moscow", parent=Place.objects.create(name="Russia"))
    dossier, other = Dossier.objects.create(title="The fall"), Article.objects.create(title="The relay")
    claims = [
        Claim.objects.create(statement=f"An early {MARK} wording.", detail=MARK, created_by=editor)
        for _ in range(3)
    ]
    claim, rival, utterance = claims
    utterance.kind, utterance.utterer_person = "utterance", person
    for number, one in enumerate(claims):
        one.statement, one.detail, one.date = (
            f"He flew to Moscow, version {number}.",
            "",
            f"2024-12-0{number + 1}",
        )
        one.save()
        add_to_dossier(one, dossier)
        add_place(one, place)
        add_participant(one, person, "traveller")
        add_participant(one, organization)
        own = Evidence.objects.create(
            claim=one, article=article, stance="supports", basis="own", quotation="he flew"
        )
        add_speaker(own, organization)
        add_speaker(own, UnnamedSource.objects.create(article=article, description=f"an officer, {number}"))
        relay = Evidence.objects.create(
            claim=one, article=other, stance="contradicts", basis="relays", paraphrase="He did not."
        )
        add_credit(relay, article if number else outlet)
        publish(one, by=editor)
    discrepancy = Discrepancy.objects.create(title="When did he fly?", aspect="date", settled_by=editor)
    for one in (claim, rival):
        Rival.objects.create(discrepancy=discrepancy, claim=one)
    Reading.objects.create(
        article=article, dossier=dossier, read_at=DAY, read_by=editor, text_sha256="a" * 64
    )
    return Public(
        claim, rival, utterance, dossier, discrepancy, outlet, article, other, person, organization, place
    )


def plant_secrets(public: Public) -> Secret:
    """Everything that readers must not learn of, tied to the public record wherever it can be."""
    secret = _plant_draft(public)
    _plant_on_published(public, secret)
    _plant_notes(public, secret)
    _plant_elsewhere(public, secret)
    return secret


def _plant_draft(public: Public) -> Secret:
    """A draft with all that only it brings in; and a claim that was public for a while with all that it brought in."""
    entities = _plant_entities(public)
    draft, withdrawn = (_plant_claim(public, entities) for _ in range(2))
    dossier = plant(Dossier)
    add_to_dossier(draft, dossier)
    discrepancy = plant(Discrepancy, aspect="date", explanation=f"{MARK} explanation")
    for claim in (draft, public.claim):
        Rival.objects.create(discrepancy=discrepancy, claim=claim)
    publish(withdrawn, by=None)
    withdraw(withdrawn, by=None, reason="Logged twice.")
    return Secret(claim=draft, withdrawn=withdrawn, dossier=dossier, discrepancy=discrepancy, **entities)


def _plant_entities(public: Public) -> dict[str, Any]:
    outlet = plant(Outlet, owner=plant(Outlet))
    article = plant(Article, outlet=outlet, kind="post", status="superseded", superseded_by=public.article)
    person, organization, place = plant(Person), plant(Organization), plant(Place, parent=plant(Place))
    plant(OutletAlias, outlet=outlet)
    plant(PersonAlias, person=person)
    plant(OrganizationAlias, organization=organization)
    plant(PlaceAlias, place=place)
    capture = plant(Capture, article=article, origin="fetched", captured_at=DAY)
    plant(ArticleText, article=article, length=98765, captured_at=DAY, capture=capture)
    plant(ArticleAddress, article=article)
    return {
        "outlet": outlet,
        "article": article,
        "person": person,
        "organization": organization,
        "place": place,
    }


def _plant_claim(public: Public, secret: dict[str, Any]) -> Claim:
    """A draft of secrets alone, about them and about what is public."""
    informant = plant(UnnamedSource, article=secret["article"], same_as=UnnamedSource.objects.first())
    claim = plant(
        Claim,
        kind="utterance",
        utterer_unnamed=informant,
        asserts=public.claim,
        figure=98765,
        withdrawal_reason="",
    )
    for place in (secret["place"], public.place):
        add_place(claim, place)
    for kind in ("person", "organization"):
        for who in (secret[kind], getattr(public, kind)):
            plant(Participant, claim=claim, **{kind: who})
    add_to_dossier(claim, public.dossier)
    for article in (secret["article"], public.article):
        _plant_evidence(claim, article, secret, public)
    return claim


def _plant_evidence(claim: Claim, article: Article, secret: dict[str, Any], public: Public) -> None:
    """Passages quoted and paraphrased, of every stance, spoken by and crediting what is secret and what is public."""
    for stance in ("supports", "contradicts", "mentions"):
        passage = {"claim": claim, "article": article, "stance": stance, "asserted_place": secret["place"]}
        quoted = _plant_passage(**passage, paraphrase="", asserted_person=secret["person"])
        told = _plant_passage(**passage, **NOT_QUOTED, asserted_organization=secret["organization"])
        for piece in (quoted, told):
            for who in (secret["person"], public.person, secret["organization"], public.organization):
                add_speaker(piece, who)
            add_speaker(piece, plant(UnnamedSource, article=article, same_as=None, same_as_reason=""))
            for position, credited in enumerate((secret["outlet"], public.outlet)):
                plant(Credit, evidence=piece, outlet=credited, position=position)
        other = secret["article"] if article == public.article else public.article
        plant(Credit, evidence=quoted, article=other, position=2)


def _plant_passage(**fields: Any) -> Evidence:
    values = {"basis": "relays", "hedged": True, "asserted_figure": 98765, "asserted_date_inferred": True}
    return plant(Evidence, **values, **fields)


def _plant_on_published(public: Public, secret: Secret) -> None:
    """Draft evidence on a published claim, and drafts beside what is public: a rival, a part, an assertion."""
    entities = {
        kind: getattr(secret, kind) for kind in ("outlet", "article", "person", "organization", "place")
    }
    unread = plant(Article, outlet=public.outlet, superseded_by=public.article, status="superseded")
    for article in (secret.article, public.article, public.relay, unread):
        _plant_evidence(public.claim, article, entities, public)
    plant(Rival, discrepancy=public.discrepancy, claim=secret.claim)
    Claim.objects.filter(pk=public.utterance.pk).update(asserts=secret.claim)


def _plant_notes(public: Public, secret: Secret) -> None:
    for record in (public, secret):
        for about in ("claim", "article", "dossier", "discrepancy"):
            plant(EditorNote, **{about: getattr(record, about)})
    plant(Dismissal, subject_key="f00d" * 16)
    settled = {"stance": "mentions", "recorded": "supports", "outcome": "hard", "settled_at": DAY}
    plant(BlindCheck, evidence=secret.claim.evidence.all()[0], **settled)
    _plant_imports()
    _plant_desk(secret)


def _plant_desk(secret: Secret) -> None:
    """What an editor did at the desk with an article that only a draft names."""
    about = {"article": secret.article, "dossier": secret.dossier}
    plant(NothingToLog, dismissed_at=DAY, **about)
    plant(
        DeskStep, key=uuid4(), kind="log", made_at=DAY, asked={"statement": MARK}, claim=secret.claim, **about
    )


def _plant_imports() -> None:
    run = plant(ImportRun, rows_total=2)
    plant(ImportedKey, run=run, kind="claims", public_id=MARK)
    plant(SheetUpload, user=User.objects.get(username=f"{MARK}-editor"), data=MARK.encode())


def _plant_elsewhere(public: Public, secret: Secret) -> None:
    """Readings of what is secret, former addresses, and relations between public records and secret ones."""
    reading = plant(Reading, article=secret.article, dossier=public.dossier, read_at=DAY)
    ReadingCheck.objects.create(reading=reading, claim=secret.claim, checked_at=DAY)
    for kind in ("person", "organization", "place", "outlet", "dossier"):
        keep_former_slug(getattr(secret, kind), former=FORMER)
    for record in (secret.claim, secret.article):
        FormerSlug.objects.create(kind=record._meta.label_lower, slug=FORMER_ID, target=record.pk)
    plant(Merge, kind="people.person", kept=public.person.pk, gone=10_000)
    plant(Place, parent=public.place)
    plant(Outlet, owner=public.outlet)
    Article.objects.filter(pk=public.article.pk).update(superseded_by=secret.article)
