"""Logging a passage at the desk: the evidence, its speakers and credits, and the claim if it is a new one.

Everything made here is a draft of the editor's. Called by claims/desk/steps.py, inside the transaction of the step.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from claims import chains
from claims.actions import changing
from claims.chains import Link
from claims.desk import asked as read
from claims.desk.anchoring import anchor, context, plain
from claims.desk.asked import Asked, Place
from claims.desk.forms import NewClaimForm, PassageForm, checked, names
from claims.desk.paragraphs import Sheet, sheet, trim
from claims.desk.refusals import Gone, Invalid, NotAllowed, Overtaken
from claims.models import Claim, ClaimPlace, Credit, DeskStep, DossierClaim, Evidence, Participant, Speaker
from claims.models.claims import State
from people.models import Organization, Person
from people.models import Place as Somewhere
from record.changes import announce
from record.folding import fold
from sources.models import Article, ArticleText, UnnamedSource

REASON = "logged at the desk"
LONGEST = 3_000  # characters: a passage, not the text
NAMED = {"people": Person, "organizations": Organization, "places": Somewhere}
TEXT_CHANGED = (
    "The stored text has changed since this page was opened, and these words are not in it, or more than once. "
    "Reload the page and select them again: what you typed is kept."
)


def log(step: DeskStep, asked: Asked, *, by: AbstractBaseUser) -> None:
    """Log a passage for a claim on record, or for a new one. Raises Refused."""
    claim = _claim(asked, by)
    with changing([claim.pk] if claim.pk else []) as touched:
        if claim.pk:
            claim = _open(claim.pk)
        else:
            _make_claim(claim, asked, by)
            touched.add(claim.pk)
        step.claim, step.made["claim"] = claim, asked.fields["claim"] is None
        _put_into_dossier(step, claim)
        step.evidence = _make_evidence(step, claim, asked, by)


# --- the claim ---------------------------------------------------------------------------------------------


def _claim(asked: Asked, by: Any) -> Claim:
    """The claim that is meant, or a new one, checked and not saved."""
    if asked.fields["claim"] is not None:
        claim = Claim.objects.visible_to(by).filter(pk=read.read_id(asked.fields["claim"], "claim")).first()
        if claim is None:
            raise Gone("This claim is not in the record any more.")
        return claim
    if not by.has_perm("claims.add_claim"):
        raise NotAllowed("You may log passages for claims that are there, and add no claims.")
    words = names(NewClaimForm)
    new = read.read_words(_without_links(asked), "claim", words)
    utterer = asked.fields["new"].get("utterer") if asked.fields["new"] else None
    return checked(
        NewClaimForm({"kind": Claim.Kind.EVENT} | new, instance=Claim(created_by=by, **_utterer(utterer)))
    )


def _without_links(asked: Asked) -> Any:
    new = asked.fields["new"]
    return {k: v for k, v in new.items() if k not in {*NAMED, "utterer"}} if isinstance(new, dict) else new


def _utterer(token: Any) -> dict[str, Any]:
    """The column that says who uttered what an utterance claim is about."""
    if not token:
        return {}
    link = read.read_link(read.read_text(token, "utterer"), chains.SPEAKERS)
    column = "unnamed" if link.kind == "unnamed_source" else link.kind
    return {f"utterer_{column}": _record(link, chains.SPEAKERS)}


def _open(pk: int) -> Claim:
    """The claim as it is now that it is locked. Raises Overtaken for one that was withdrawn or deleted."""
    claim = Claim.objects.filter(pk=pk).first()
    if claim is None:
        raise Gone("This claim is not in the record any more.")
    if claim.is_withdrawn:
        raise Overtaken("This claim was withdrawn, and is closed to new evidence.")
    return claim


def _make_claim(claim: Claim, asked: Asked, by: Any) -> None:
    linked = {
        kind: _records(model, read.read_ids((asked.fields["new"] or {}).get(kind), kind))
        for kind, model in NAMED.items()
    }
    _sign(claim, by).save()
    for kind, column in (("people", "person"), ("organizations", "organization")):
        for who in linked[kind]:
            _sign(Participant(claim=claim, **{column: who}), by).save()
    for where in linked["places"]:
        _sign(ClaimPlace(claim=claim, place=where), by).save()


def _put_into_dossier(step: DeskStep, claim: Claim) -> None:
    """A draft joins the dossier it is logged for. What readers see of a dossier is a Publisher's to change."""
    assert step.dossier is not None, "a step is made with its dossier"
    if claim.state == State.DRAFT and not step.dossier.dossier_claims.filter(claim=claim).exists():
        row = _sign(DossierClaim(dossier=step.dossier, claim=claim), step.editor)
        row.save()
        step.made["dossier_claim"] = row.pk


# --- the passage -------------------------------------------------------------------------------------------


def _make_evidence(step: DeskStep, claim: Claim, asked: Asked, by: Any) -> Evidence:
    article, place = step.article, read.read_place(asked.fields["place"])
    laid_out, start, end = _found(article, place)
    before, after = context(laid_out.text, start, end)
    paragraph = laid_out.at(start)
    evidence = Evidence(
        claim=claim,
        article=article,
        created_by=by,
        quotation=laid_out.text[start:end],
        quotation_prefix=before,
        quotation_suffix=after,
        locator=paragraph.locator if paragraph else "",
    )
    typed = read.read_words(asked.fields["evidence"], "passage", names(PassageForm))
    evidence = checked(PassageForm(typed, instance=evidence))
    _refuse_twice(evidence)
    credited = read.read_credits(asked.fields["credits"])
    _refuse_impossible_credits(evidence, credited)
    _sign(evidence, by).save()
    speakers = _speakers(step, read.read_speakers(asked.fields["speakers"]), by)
    chains.write(evidence, Speaker, speakers, REASON)
    chains.write(evidence, Credit, credited, REASON)
    return evidence


def _found(article: Article, place: Place) -> tuple[Sheet, int, int]:
    """The selected words in the text as it is now. Raises Overtaken where it has changed and they are not there."""
    held = ArticleText.objects.filter(article=article).first()
    laid_out = sheet(article.title, held.text if held else "")
    span = trim(laid_out.text, place.start, place.end)
    if span is None or plain(laid_out.text[slice(*span)]) != plain(place.words):
        span = anchor(laid_out.text, place.words)
    if span is None:
        raise Overtaken(TEXT_CHANGED)
    if span[1] - span[0] > LONGEST:
        raise Invalid(
            f"Select a passage of at most {LONGEST:,} characters: readers are shown what is quoted."
        )
    return laid_out, *span


def _refuse_twice(evidence: Evidence) -> None:
    same = Evidence.objects.filter(
        claim=evidence.claim,
        article=evidence.article,
        stance=evidence.stance,
        quotation=evidence.quotation,
        quotation_prefix=evidence.quotation_prefix,
        quotation_suffix=evidence.quotation_suffix,
    )
    if same.exists():
        raise Overtaken("This passage is logged for this claim already, with the same stance.")


# --- speakers and credits ----------------------------------------------------------------------------------


def _speakers(step: DeskStep, wanted: Sequence[Link | str], by: Any) -> list[Link]:
    links = [_informant(step, one, by) if isinstance(one, str) else one for one in wanted]
    for link in links:
        record = _record(link, chains.SPEAKERS)
        if isinstance(record, UnnamedSource) and record.article_id != step.article_id:
            raise Invalid(
                f"“{record}” is an informant of another article. Describe one as this article does."
            )
    _refuse_repeated(links, "speakers")
    return links


def _informant(step: DeskStep, description: str, by: Any) -> Link:
    """An informant as this article describes them, made if there is none of that description yet."""
    if not description or len(description) > 200:
        raise Invalid("Describe the informant in at most 200 characters, as the article does.")
    known = UnnamedSource.objects.filter(article=step.article, description_folded=fold(description)[:400])
    informant = known.first()
    if informant is None:
        informant = _sign(UnnamedSource(article=step.article, description=description), by)
        informant.save()
        announce(informant, before=None)
        step.made.setdefault("informants", []).append(informant.pk)
    return Link("unnamed_source", informant.pk)


def _refuse_impossible_credits(evidence: Evidence, credited: Sequence[Link]) -> None:
    """The rules of the claim's form (and of the database, which would answer less kindly)."""
    longest = Credit._meta.get_field("wording").max_length or 0
    for link in credited:
        if _record(link, chains.CREDITS) == evidence.article:
            raise Invalid("This is the article itself. It cannot be where it has it from.")
        if link.how and link.how not in Credit.How:
            raise Invalid("Choose how the text names what it credits: named, linked, or inferred.")
        if len(link.wording) > longest:
            raise Invalid(f"Quote no more than {longest} characters of how the text names it.")
    if credited and evidence.basis != Evidence.Basis.RELAYS:
        raise Invalid("Only a passage that relays another report has credits: choose that, or remove them.")
    _refuse_repeated(credited, "credits")


def _refuse_repeated(links: Sequence[Link], name: str) -> None:
    if len({link.key for link in links}) < len(links):
        raise Invalid(f"One of the {name} stands there twice. Remove one of the two.")


def _record(link: Link, kinds: chains.Kinds) -> Any:
    record = kinds[link.kind]._default_manager.filter(pk=link.pk).first()
    if record is None:
        raise Gone("One of those named is not in the record any more. Remove it, and choose again.")
    return record


def _records(model: Any, ids: Sequence[int]) -> list[Any]:
    found = model.objects.in_bulk(list(ids))
    if len(found) < len(ids):
        raise Gone("One of those named is not in the record any more. Remove it, and choose again.")
    return [found[pk] for pk in ids]


def _sign(row: Any, by: Any) -> Any:
    """The row, with who makes it and where for its history."""
    row._history_user, row._change_reason = by, REASON
    return row
