"""Tests of claims/public_history.py: what readers are told of a claim's past, and what they are not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from claims.models import Claim
from claims.models.claims import State
from claims.public_history import at_once, public_history
from sources.models import Article
from tests.factories import (
    add_participant,
    add_place,
    make_article,
    make_claim,
    make_evidence,
    make_person,
    make_place,
    make_staff,
)

pytestmark = pytest.mark.django_db


def told(claim: Claim, user: Any = None) -> list[str]:
    """What readers are told, the latest first."""
    return [change.words for change in public_history(claim, user or AnonymousUser())]


def published_long_ago(statement: str = "It rained.", **fields: Any) -> Claim:
    """A claim that was written and published a day ago."""
    yesterday = timezone.now() - timedelta(days=1)
    claim = make_claim(statement, published_at=yesterday, **fields)
    Claim.objects.filter(pk=claim.pk).update(created_at=yesterday)
    claim.history.update(history_date=yesterday)
    claim.refresh_from_db()
    return claim


def test_it_begins_with_publication_and_the_evidence_published_with_it() -> None:
    claim = make_claim()
    make_evidence(claim)
    make_evidence(claim)
    changes = public_history(claim, AnonymousUser())
    assert [(change.at, change.words) for change in changes] == [
        (claim.published_at, "Published with 2 pieces of evidence")
    ]


def test_what_happened_to_a_draft_is_not_told() -> None:
    claim = make_claim("First draft.", state=State.DRAFT)
    claim.statement, claim.state, claim.published_at = "Final words.", State.PUBLISHED, timezone.now()
    claim.save()
    assert told(claim) == ["Published with 0 pieces of evidence"]


def test_changes_of_the_claim_are_told_in_words_the_latest_first() -> None:
    claim = make_claim("It rained.", date="2024-12-08")
    claim.statement = "It rained hard."
    claim.save()
    claim.date, claim.figure, claim.detail = "2024-12-07/2024-12-08", 20, "In the city."
    claim.save()
    claim.figure, claim.unit = 30, "mm"
    claim.save()
    assert told(claim) == [
        "Figure changed from 20 to 30 mm",
        "Date changed from 8 December 2024 to 7–8 December 2024",
        "Figure changed from no figure to 20",
        "The context was reworded",
        "Statement changed from “It rained.” to “It rained hard.”",
        "Published with 0 pieces of evidence",
    ]


def test_evidence_added_changed_and_removed_later_is_told() -> None:
    claim = make_claim()
    first = make_evidence(claim, make_article("The Daily report"))
    make_evidence(claim, make_article("The late report"), "contradicts", published_at=timezone.now())
    first.stance, first.note = "mentions", "Read again."
    first.save()
    first.delete()
    assert told(claim) == [
        "Evidence removed: “The Daily report”, which mentions it",
        "Evidence of “The Daily report”: stance changed from supports to mentions; note changed",
        "Evidence added: “The late report” contradicts it",
        "Published with 1 piece of evidence",
    ]


def test_draft_evidence_is_not_told() -> None:
    claim = make_claim()
    draft = make_evidence(claim, make_article("Secret report"), state=State.DRAFT)
    draft.note = "Still secret."
    draft.save()
    draft.delete()
    assert told(claim) == ["Published with 0 pieces of evidence"]


def test_an_article_that_is_no_longer_public_is_not_named_to_readers() -> None:
    claim = make_claim()
    evidence = make_evidence(claim, make_article("Secret report"))
    evidence.delete()
    Article.objects.update(public=False)
    assert (
        told(claim)[0] == "Evidence removed: a report that is no longer part of the record, which supports it"
    )
    assert "Secret report" in told(claim, make_staff())[0]


def test_participants_and_places_added_or_removed_after_publication_are_told() -> None:
    claim = published_long_ago()
    link = add_participant(claim, make_person("Hakan"))
    add_place(claim, make_place("Doha"))
    link.delete()
    assert told(claim)[:3] == ["Removed: participant Hakan", "Added: place Doha", "Added: participant Hakan"]


def test_participants_and_places_written_with_the_claim_are_part_of_its_publication() -> None:
    claim = make_claim()
    add_participant(claim, make_person())
    add_place(claim, make_place())
    assert told(claim) == ["Published with 0 pieces of evidence"]


def test_a_person_or_place_that_is_no_longer_public_is_not_named() -> None:
    claim = published_long_ago()
    add_participant(claim, make_person("Hidden", public=False))
    add_place(claim, make_place("Hideout", public=False))
    assert told(claim)[:2] == [
        "Added: a place that is no longer part of the record",
        "Added: a participant that is no longer part of the record",
    ]


def test_who_made_a_change_is_not_told() -> None:
    editor = make_staff("the-editor")
    claim = make_claim()
    claim._history_user, claim._change_reason = editor, "a private reason"
    claim.detail = "Reworded."
    claim.save()
    assert not [words for words in told(claim) if "editor" in words or "private" in words]


def test_a_long_statement_that_was_reworded_is_told_word_by_word() -> None:
    claim = make_claim("The president left the capital by car on the night of the seventh of December.")
    claim.statement = claim.statement.replace("car", "plane")
    claim.save()
    [change, _] = public_history(claim, AnonymousUser())
    assert change.words == "Statement reworded"
    assert [span.text.strip() for span in change.spans if span.kind != "same"] == ["car", "plane"]


def test_words_of_a_draft_are_in_no_comparison() -> None:
    claim = make_claim("An early secret wording of what the president did that night.", state=State.DRAFT)
    claim.statement, claim.state, claim.published_at = "Final words of it.", State.PUBLISHED, timezone.now()
    claim.save()
    assert [change.spans for change in public_history(claim, AnonymousUser())] == [[]]


def test_what_a_change_is_about_can_be_followed_while_it_is_public() -> None:
    claim, place, article = published_long_ago(), make_place("Doha"), make_article()
    add_place(claim, place)
    add_participant(claim, make_person(public=False))
    make_evidence(claim, article, published_at=timezone.now())
    found = [change.address for change in public_history(claim, AnonymousUser())]
    assert set(found) == {place.get_absolute_url(), article.get_absolute_url(), ""}
    assert len(found) == 4


def test_evidence_that_was_removed_and_restored_is_told_twice() -> None:
    claim = make_claim()
    evidence = make_evidence(claim, make_article("The Daily report"))
    key = evidence.pk
    evidence.delete()
    evidence.pk = key
    evidence.save(force_insert=True)
    assert told(claim)[:2] == [
        "Evidence taken up again: “The Daily report” supports it",
        "Evidence removed: “The Daily report”, which supports it",
    ]


def test_what_was_saved_at_once_stands_together() -> None:
    claim = published_long_ago()
    claim.figure, claim.detail = 20, "In the city."
    claim.save()
    add_place(claim, make_place("Doha"))
    groups = at_once(public_history(claim, AnonymousUser()))
    assert [len(group) for group in groups] == [3, 1]


def test_the_page_marks_what_went_and_what_came_for_readers_who_hear_it(client: Client) -> None:
    claim = make_claim("It rained.", detail="In the city, as far as anybody could tell at the time.")
    claim.detail = "In the town, as far as anybody could tell at the time."
    claim.save()
    page = client.get(claim.get_absolute_url()).content.decode()
    assert '<del><span class="unseen">[removed: </span> city,' in page
    assert '<ins><span class="unseen">[added: </span> town,' in page
