"""The work that waits, on the admin's first page: drafts, what a Publisher is asked for, what wants another look.

Every queue is bounded, however large the record: counts are capped, and where no index parts what waits from what
does not, only the latest rows are looked at, which the panel says.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from claims.admin.blind_checks import queue
from claims.blind_checks import may_check
from claims.checks.cases import find_absences
from claims.completeness import complete, missing_for_publication, missing_in_evidence
from claims.models import BlindCheck, Claim, Credit, Evidence, ImportRun
from claims.permissions import may_publish
from record.admin.panels import CAPPED, SHOWN, Panel, Row, among_latest, capped, said_of_latest
from record.visibility import sees_drafts
from sources.models import Article, ArticleText

Status = Article.Status
# Texts taken in or replaced last, whose quotations are looked for: reading more takes longer than a page may.
TEXTS_READ = 10
FALLEN_READ = 200
LATELY = timedelta(days=30)


def panels(request: HttpRequest) -> Iterator[Panel]:
    """The panels for this user; none for whoever does not work on the record."""
    user: Any = request.user
    if not sees_drafts(user):
        return
    yield my_drafts(user)
    yield my_passages(user)
    yield complete_drafts(user)
    yield evidence_to_publish()
    if may_publish(user):
        yield disagreements()
    if may_check(user):
        yield blind_checks(user)
        yield outcomes(user)
    yield quotations_not_found()
    yield corrected_passages()
    yield resting_on_retracted()
    if user.has_perm("claims.add_claim"):
        yield open_imports()
    yield likely_duplicates()


# Drafts


def my_drafts(user: Any) -> Panel:
    """What this user has begun, the latest first, and what each lacks."""
    mine = Claim.objects.drafts().filter(created_by=user)
    rows = [
        Row(
            _brief(claim), _form(claim), missing_for_publication(claim, claim.evidence.all()) or ["Complete."]
        )
        for claim in mine.order_by("-pk").with_evidence()[:SHOWN]
    ]
    return Panel("My drafts", capped(mine), _claims("state__exact=draft&todo=mine"), rows)


def my_passages(user: Any) -> Panel:
    """What this user has logged on published claims, and what each lacks: no draft of a claim leads to it."""
    drafts = Evidence.objects.drafts()
    mine: Any = among_latest(Evidence.objects.to_publish().filter(created_by=user), of=drafts)
    rows = [
        Row(
            f"{_brief(piece.claim)}: {piece.article}",
            _form(piece),
            missing_in_evidence(piece) or ["Complete."],
        )
        for piece in mine.with_trail().select_related("claim").order_by("-pk")[:SHOWN]
    ]
    address = f"{reverse('admin:claims_evidence_changelist')}?todo=mine"
    return Panel(
        "My drafts: passages on published claims",
        capped(mine),
        address,
        rows,
        said_of_latest(drafts, "drafts"),
    )


def complete_drafts(user: Any) -> Panel:
    """Drafts that lack nothing, whoever wrote them."""
    drafts = Claim.objects.drafts()
    waiting: Any = among_latest(complete(drafts), of=drafts)
    page = "admin:claims_claim_publish_one" if may_publish(user) else "admin:claims_claim_change"
    rows = [
        Row(_brief(claim), reverse(page, args=[claim.pk]), _by(claim.created_by))
        for claim in waiting.select_related("created_by").order_by("-pk")[:SHOWN]
    ]
    return Panel(
        "Waiting for a Publisher: drafts that are complete",
        capped(waiting),
        _claims("state__exact=draft&todo=complete"),
        rows,
        about=said_of_latest(drafts, "drafts"),
    )


def evidence_to_publish() -> Panel:
    """Drafts of evidence on claims that are published."""
    drafts = Evidence.objects.drafts()
    waiting: Any = among_latest(Evidence.objects.to_publish(), of=drafts)
    rows = [
        Row(
            f"{_brief(piece.claim)}: {piece.article}",
            _form(piece),
            [*_by(piece.created_by), *missing_in_evidence(piece)],
        )
        for piece in waiting.with_trail().select_related("claim", "created_by").order_by("-pk")[:SHOWN]
    ]
    address = f"{reverse('admin:claims_evidence_changelist')}?todo=publish"
    about = said_of_latest(drafts, "drafts")
    return Panel(
        "Waiting for a Publisher: evidence on published claims", capped(waiting), address, rows, about
    )


# Blind checks


def blind_checks(user: Any) -> Panel:
    """Passages for this user to check blind. Their stances are as far away as on the page of a check."""
    waiting = queue(user)
    page = reverse("admin:claims_blind_checks")
    rows = [
        Row(_brief(piece.claim), f"{page}?after={piece.pk + 1}", [str(piece.article)])
        for piece in waiting.select_related("claim", "article")[:SHOWN]
    ]
    about = said_of_latest(Evidence.objects.all(), "pieces of evidence")
    return Panel("Needs review: to check blind", capped(waiting), page, rows, about, all="Begin")


def disagreements() -> Panel:
    """What Publishers settle."""
    waiting = BlindCheck.objects.to_settle()
    page = reverse("admin:claims_blind_disagreements")
    rows = [
        Row(
            Truncator(check.statement).chars(120),
            f"{page}#check-{check.pk}",
            [f"{check.get_recorded_display()} or {check.get_stance_display()}?"],
        )
        for check in waiting.order_by("-pk")[:SHOWN]
    ]
    return Panel("Needs review: disagreements to settle", capped(waiting), page, rows, all="Settle them")


def outcomes(user: Any) -> Panel:
    """What became lately of disagreements in which this user was a side."""
    settled = BlindCheck.objects.settled().filter(settled_at__gte=timezone.now() - LATELY).concerning(user)
    page = reverse("admin:claims_blind_outcomes")
    rows = [
        Row(Truncator(check.statement).chars(120), page, [check.get_outcome_display()])
        for check in settled.order_by("-pk")[:SHOWN]
    ]
    return Panel("Settled lately, where you were a side", capped(settled), page, rows)


# What rests on texts and sources that changed


def quotations_not_found() -> Panel:
    """Passages that are not in their article's text any more, in the texts taken in last."""
    texts = ArticleText.history.exclude(history_type="-").order_by("-history_date")
    articles = list(dict.fromkeys(texts.values_list("article", flat=True)[: TEXTS_READ * 3]))[:TEXTS_READ]
    quoted = Evidence.objects.filter(article__in=articles).exclude(quotation="")
    pieces = list(quoted.select_related("article", "claim").order_by("-pk")[: CAPPED + 1])
    absent = find_absences(pieces)
    lost = [piece for piece in pieces if piece.pk in absent]
    rows = [Row(f"“{_cut(piece.quotation)}”", _form(piece), [str(piece.article)]) for piece in lost[:SHOWN]]
    return Panel(
        "Needs review: quotations no longer found",
        len(lost),
        reverse("admin:claims_claim_checks_all"),
        rows,
        about=f"In the {TEXTS_READ} texts that were taken in or replaced last.",
        all="All checks",
    )


def corrected_passages() -> Panel:
    """Passages of corrected articles of which nobody has said whether they still stand."""
    waiting: Any = Evidence.objects.counting().filter(
        article__in=_fallen(Status.CORRECTED), stands_after_correction=None
    )
    rows = [
        Row(
            _brief(piece.claim),
            reverse("admin:sources_article_review_one", args=[piece.article_id]),
            [str(piece.article)],
        )
        for piece in waiting.select_related("claim", "article").order_by("-pk")[:SHOWN]
    ]
    address = f"{reverse('admin:sources_article_review')}?show=confirm"
    return Panel("Needs review: passages of corrected articles", capped(waiting), address, rows)


def resting_on_retracted() -> Panel:
    """Published claims with evidence in a retracted article, or crediting one."""
    retracted = _fallen(Status.RETRACTED)
    counted = Evidence.objects.published().counting().order_by()
    crediting = Credit.objects.published().filter(article__in=retracted).order_by()
    claims = {*_some(counted.filter(article__in=retracted), "claim"), *_some(crediting, "evidence__claim")}
    latest = Claim.objects.filter(pk__in=sorted(claims, reverse=True)[:SHOWN]).with_standing().order_by("-pk")
    rows = [Row(_brief(claim), _form(claim), _standing(claim)) for claim in latest]
    address = f"{reverse('admin:sources_article_review')}?show=retracted"
    return Panel("Rests on a retracted source", len(claims), address, rows)


def _standing(claim: Claim) -> list[str]:
    """In a word; nothing of a claim that was never counted."""
    standing = getattr(claim, "standing", None)
    return [str(standing)] if standing else []


def _fallen(status: str) -> list[int]:
    """The latest articles of this status."""
    return list(
        Article.objects.filter(status=status).order_by("-pk").values_list("pk", flat=True)[:FALLEN_READ]
    )


def _some(rows: Any, column: str) -> list[int]:
    """As many different values of the column as are counted."""
    return list(rows.values_list(column, flat=True).distinct()[: CAPPED + 1])


# What other pages keep


def open_imports() -> Panel:
    """Imports that stopped on their way, or are on it."""
    unfinished = ImportRun.objects.unfinished()
    page = reverse("admin:claims_claim_import")
    rows = [
        Row(str(run), page, [f"row {run.rows_done:,} of {run.rows_total:,}"])
        for run in unfinished.order_by("-pk")[:SHOWN]
    ]
    about = "Begun again with the same file, an import goes on where it stopped."
    return Panel("Imports that are not finished", capped(unfinished), page, rows, about, all="Import a sheet")


def likely_duplicates() -> Panel:
    """The way to the names that may be the same. Not counted: that reads every name there is."""
    page = reverse("admin:record_duplicates")
    return Panel("Names that may be the same", None, page, all="Look through them")


def _claims(query: str) -> str:
    return f"{reverse('admin:claims_claim_changelist')}{'?' * bool(query)}{query}"


def _form(record: Claim | Evidence) -> str:
    """The record's form; a piece of evidence leads on to its row in the form of its claim."""
    return reverse(f"{admin.site.name}:claims_{record._meta.model_name}_change", args=[record.pk])


def _by(user: Any) -> list[str]:
    return [f"by {user}"] if user else []


def _brief(claim: Claim) -> str:
    return Truncator(str(claim)).chars(120)


def _cut(text: str) -> str:
    return Truncator(text).chars(120)
