"""What the desk shows and answers: paragraphs as HTML with a digest each, figures, and the steps to undo."""

import json
from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator

from claims.desk.sheets import Desk, Shown, coverage, fingerprint
from claims.desk.steps import Taken
from claims.models import Claim, DeskStep, Reading
from claims.wording import counted

UNDO_OFFERED = 30
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def page(desk: Desk, user: Any) -> dict[str, Any]:
    """The context of the page."""
    shown = desk.shown
    return {
        "desk": desk,
        "article": desk.article,
        "dossier": desk.dossier,
        "paragraphs": [{"number": one.paragraph.number, **drawn(one)} for one in shown],
        "figures": figures(shown),
        "orphans": orphans(desk),
        "undoable_json": json.dumps(undoable(desk, user)),
        "direction": direction(desk.article.language),
        "addresses": {
            name: reverse(f"admin:claims_desk_{name}", args=[desk.article.pk])
            for name in ("steps", "now", "passage", "likely", "left")
        },
    }


def now(desk: Desk, user: Any) -> dict[str, Any]:
    """All that changes on the page: the script replaces the paragraphs whose digest is not the one it shows."""
    shown = desk.shown
    return {
        "paragraphs": {one.paragraph.number: drawn(one) for one in shown},
        "figures": figures(shown),
        "orphans": orphans(desk),
        "undoable": undoable(desk, user),
        "sha256": desk.sha256,
    }


def taken(result: Taken, desk: Desk, user: Any) -> dict[str, Any]:
    """The answer to a step."""
    step = result.step
    undone = {"kind": step.undoes.kind, "asked": step.undoes.asked} if step.undoes else None
    return now(desk, user) | {
        "step": str(step.key),
        "repeated": result.repeated,
        "said": said(step),
        "undone": undone,
    }


def left(claims: Sequence[Claim], reading: Reading | None) -> dict[str, Any]:
    """The claims to pronounce on, and the reading that they are to be added to, if there is one."""
    return {
        "claims": [
            {"claim": claim.pk, "statement": str(claim), "state": claim.get_state_display()}
            for claim in claims
        ],
        "read": f"{reading.read_at:%Y-%m-%d}" if reading else "",
    }


def drawn(one: Shown) -> dict[str, str]:
    """A paragraph as HTML, its state, and a digest of both."""
    html = render_to_string("admin/claims/desk/_paragraph.html", {"shown": one})
    return {"html": html, "state": one.state, "digest": fingerprint(one.state + html)}


def figures(shown: Sequence[Shown]) -> dict[str, int]:
    """How many paragraphs are logged, dismissed, untouched."""
    found = coverage(shown)
    return {state: found[state] for state in ("logged", "dismissed", "untouched")}


def orphans(desk: Desk) -> str:
    """The passages that the text does not show, as HTML; "" where there are none."""
    return render_to_string("admin/claims/desk/_orphans.html", {"orphaned": desk.orphaned}).strip()


def undoable(desk: Desk, user: Any) -> list[dict[str, str]]:
    """This editor's steps here that were not undone, the latest first."""
    steps = DeskStep.objects.of(user, desk.article).standing().select_related("claim", "evidence")
    return [{"step": str(step.key), "said": said(step)} for step in steps[:UNDO_OFFERED]]


def said(step: DeskStep) -> str:
    """A step in words."""
    match step.kind:
        case DeskStep.Kind.LOG:
            return _logged(step)
        case DeskStep.Kind.FINISH:
            return "Recorded: you read this article for the dossier."
        case DeskStep.Kind.UNDO:
            return f"Undone: {said(step.undoes)}" if step.undoes else "Undone."
    number = len(step.asked.get("paragraphs", []))
    held = "Nothing to log in" if step.kind == DeskStep.Kind.DISMISS else "Open again:"
    return f"{held} {counted(number, 'paragraph')}."


def _logged(step: DeskStep) -> str:
    stance = step.asked.get("evidence", {}).get("stance", "")
    statement = str(step.claim) if step.claim else step.asked.get("new", {}).get("statement", "a claim")
    waits = " It waits for a Publisher." if step.claim and step.claim.is_published else ""
    return f"Logged: {stance} “{Truncator(statement).chars(120)}”.{waits}"


def direction(language: str) -> str:
    """The direction of a text in this language; "auto" where the language is not known."""
    base = language.partition("-")[0].lower()
    return "auto" if not base else "rtl" if base in RIGHT_TO_LEFT else "ltr"
