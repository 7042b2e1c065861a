"""Publishing and withdrawing in the admin: a page that shows what it is about, says what is missing, and then acts.

What is decided is what was shown: a row that was changed since is shown again, with what was changed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from claims import actions
from claims.admin import seen
from claims.completeness import NotReady, missing_for_publication, missing_in_evidence
from claims.models import Claim, Evidence
from claims.models.claims import State
from claims.permissions import may_publish, may_withdraw
from record.admin.history import Entry
from record.admin.site import readable_ids

AT_ONCE = 200


class NotAsSeen(Exception):
    """The row is not what the page has shown."""


@dataclass(frozen=True)
class Decision:
    """One act on claims or evidence. `missing` says of a row why it cannot be done, `act` does it or raises NotReady."""

    name: str
    verb: str
    done: str
    explanation: str
    model: type[Model]
    rows: Callable[[set[str]], "QuerySet[Any]"]
    allowed: Callable[[Any], bool]
    missing: Callable[[Any], list[str]]
    act: Callable[..., Any]
    wants_reason: bool = False

    def load(self, ids: set[str]) -> list[Any]:
        """The rows with these ids, in order."""
        return list(self.rows(ids).order_by("pk"))

    @property
    def address(self) -> str:
        """Where its page posts to."""
        return reverse(f"admin:claims_{self.model._meta.model_name}_{self.name}")


def _unready_claim(claim: Claim) -> list[str]:
    if claim.state != State.DRAFT:
        return [f"It is {claim.get_state_display()} already."]
    return missing_for_publication(claim, claim.evidence.all())


def _unready_evidence(evidence: Evidence) -> list[str]:
    if evidence.is_published:
        return ["It is published already."]
    unpublished = [] if evidence.claim.is_published else ["its claim is not published: publish the claim."]
    return [*missing_in_evidence(evidence), *unpublished]


def _unwithdrawable(claim: Claim) -> list[str]:
    return [] if claim.is_published else ["Only a published claim can be withdrawn. A draft is deleted."]


PUBLISH = Decision(
    name="publish",
    verb="Publish",
    done="published",
    explanation="Readers will see the claim, its evidence, and every record that these name.",
    model=Claim,
    rows=lambda ids: Claim.objects.filter(pk__in=ids).with_circumstances().with_evidence(),
    allowed=may_publish,
    missing=_unready_claim,
    act=actions.publish,
)
WITHDRAW = Decision(
    name="withdraw",
    verb="Withdraw",
    done="withdrawn",
    explanation="Readers will see the day and the reason in place of the claim. It cannot be undone.",
    model=Claim,
    rows=lambda ids: Claim.objects.filter(pk__in=ids).with_circumstances().with_evidence(),
    allowed=may_withdraw,
    missing=_unwithdrawable,
    act=actions.withdraw,
    wants_reason=True,
)
PUBLISH_EVIDENCE = Decision(
    name="publish",
    verb="Publish",
    done="published",
    explanation="Readers will see this evidence on its claim, and it will count.",
    model=Evidence,
    rows=lambda ids: (
        Evidence.objects.filter(pk__in=ids)
        .with_trail()
        .prefetch_related(Prefetch("claim", Claim.objects.with_circumstances()))
    ),
    allowed=may_publish,
    missing=_unready_evidence,
    act=actions.publish_evidence,
)


def first_ids(rows: "QuerySet[Any]") -> list[str]:
    """The ids of as many rows as are decided on at once."""
    return [str(pk) for pk in rows.values_list("pk", flat=True)[:AT_ONCE]]


@dataclass(frozen=True)
class Shown:
    """A row as the page shows it: what it still lacks, and what was changed since it was last shown."""

    row: Any
    missing: list[str]
    changed: list[Entry]
    is_new: bool = False

    @property
    def stamp(self) -> str:
        return seen.stamp(self.row)

    @property
    def claim(self) -> Claim:
        """The claim that it is, or that it is evidence on."""
        claim: Claim = self.row.claim if isinstance(self.row, Evidence) else self.row
        return claim

    @property
    def evidence(self) -> list[Evidence]:
        """The pieces that the decision is about, besides those it leaves as they are."""
        return [self.row] if isinstance(self.row, Evidence) else list(self.row.evidence.all())


def decide(request: HttpRequest, site: Any, decision: Decision, ids: Sequence[str]) -> HttpResponse:
    """Ask for the reason, or act where it was given; whatever cannot be done is shown again with what is missing."""
    if not decision.allowed(request.user):
        raise PermissionDenied
    asked = readable_ids(ids[:AT_ONCE])
    rows = decision.load(asked)
    if len(rows) < len(asked):
        messages.warning(
            request, f"{len(asked) - len(rows)} of those chosen are gone: somebody deleted them."
        )
    reason = request.POST.get("reason", "").strip()
    if request.method == "POST" and "confirmed" in request.POST:
        if decision.wants_reason and not reason:
            messages.error(request, "Give the reason: readers who follow an old link will see it.")
        else:
            left = _act_on(request, site, decision, rows, reason)
            if not left:
                return HttpResponseRedirect(_afterwards(decision, rows))
            return _page(request, site, decision, left)
    return _page(request, site, decision, [Shown(row, decision.missing(row), []) for row in rows])


def _act_on(
    request: HttpRequest, site: Any, decision: Decision, rows: Sequence[Any], reason: str
) -> list[Shown]:
    """Act on each row in its own transaction; return those on which nothing was done, and why."""
    left = []
    for row in rows:
        stamped = request.POST.get(f"seen-{row.pk}", "")
        try:
            _act_on_one(request.user, decision, row, stamped, reason)
        except NotReady as error:
            left.append(Shown(row, error.missing, []))
        except NotAsSeen:
            [now] = decision.load({str(row.pk)}) or [row]
            changed = seen.changes_since(now, stamped, site)
            left.append(Shown(now, decision.missing(now), changed, is_new=True))
    if done := len(rows) - len(left):
        kind = decision.model._meta
        name = kind.verbose_name if done == 1 else kind.verbose_name_plural
        messages.success(request, f"{done} {name} {decision.done}.")
    if left:
        messages.error(request, f"{len(left)} could not be {decision.done}: see why.")
    return left


def _act_on_one(user: Any, decision: Decision, row: Any, stamped: str, reason: str) -> None:
    """Act on the row if it is what was shown. Raises NotAsSeen, or NotReady with what is missing."""
    claim = row.pk if isinstance(row, Claim) else row.claim_id
    with transaction.atomic():
        list(Claim.objects.select_for_update().filter(pk=claim).values_list("pk"))
        now = decision.load({str(row.pk)})
        if not now or not seen.is_as_seen(now[0], stamped):
            raise NotAsSeen
        decision.act(now[0], by=user, reason=reason)


def _afterwards(decision: Decision, rows: Sequence[Any]) -> str:
    """The claim's page where all is about one claim, otherwise the list."""
    claims = {row.pk if isinstance(row, Claim) else row.claim_id for row in rows}
    if len(claims) == 1:
        return reverse("admin:claims_claim_change", args=[*claims])
    return reverse(f"admin:claims_{decision.model._meta.model_name}_changelist")


def _page(request: HttpRequest, site: Any, decision: Decision, rows: Sequence[Shown]) -> HttpResponse:
    kind = decision.model._meta
    context = {
        **site.each_context(request),
        "title": f"{decision.verb} {kind.verbose_name if len(rows) == 1 else kind.verbose_name_plural}",
        "decision": decision,
        "rows": rows,
        "ready": sum(not shown.missing for shown in rows),
        "cancel": _afterwards(decision, [shown.row for shown in rows]),
        "reason": request.POST.get("reason", ""),
        "opts": kind,
        "at_once": AT_ONCE if len(rows) == AT_ONCE else None,
    }
    return TemplateResponse(request, "admin/claims/decision.html", context)
