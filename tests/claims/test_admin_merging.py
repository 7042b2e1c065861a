"""Merging as editors meet it: the way there, the two side by side, what they choose, and the way back."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.actions import changing
from claims.models import Claim, Participant
from people.models import Person
from record.models import Merge
from record.public_id import new_public_id
from tests import factories as make
from tests.admin_form import AdminForm

pytestmark = pytest.mark.django_db

REASON = {"reason": "The same man, by his Wikidata item."}


@pytest.fixture
def pair() -> tuple[Person, Person]:
    kept = make.make_person("Ahmad al-Sharaa", description="President")
    gone = make.make_person("Abu Mohammed al-Jolani", wikidata_id="Q123", description="Commander")
    make.add_participant(make.make_claim(), gone, "host")
    return kept, gone


def address(kept: Any, gone: Any) -> str:
    return f"/admin/record/merge/two/?kind={kept._meta.label_lower}&keep={kept.pk}&gone={gone.pk}"


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_records_own_page_leads_to_merging_it(as_publisher: Client, pair: tuple[Person, Person]) -> None:
    kept, gone = pair
    choose = f"/admin/record/merge/two/?kind=people.person&amp;keep={kept.pk}"
    assert f'href="{choose}"' in page(as_publisher, f"/admin/people/person/{kept.pk}/change/")
    chosen = page(as_publisher, choose.replace("&amp;", "&"))
    assert 'data-ajax--url="/admin/autocomplete/"' in chosen
    assert "Abu Mohammed al-Jolani" in page(as_publisher, address(kept, gone))


@pytest.mark.parametrize("kind", ["person", "organization", "place", "outlet", "article", "claim"])
def test_every_kind_of_record_can_be_compared_and_merged(as_publisher: Client, kind: str) -> None:
    state = {"state": "draft"} if kind == "claim" else {}
    kept, gone = (getattr(make, f"make_{kind}")(**state) for _ in range(2))
    change = f"/admin/{kept._meta.app_label}/{kind}/{kept.pk}/change/"
    assert f"kind={kept._meta.label_lower}&amp;keep={kept.pk}" in page(as_publisher, change)
    assert "Which other record" in page(as_publisher, address(kept, gone).partition("&gone")[0])
    assert as_publisher.get(address(kept, gone)).status_code == 200
    answer = as_publisher.post(address(kept, gone), REASON | {"confirmed": "on"}, follow=True)
    assert "are one record now" in answer.content.decode()
    assert not type(kept).objects.filter(pk=gone.pk).exists()


def test_two_rows_of_a_list_are_merged_by_its_action(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    chosen = {"action": "merge_selected", "_selected_action": [row.pk for row in pair]}
    answer = as_publisher.post("/admin/people/person/", chosen)
    assert answer.headers["Location"] == address(*pair)
    alone = as_publisher.post(
        "/admin/people/person/", chosen | {"_selected_action": [pair[0].pk]}, follow=True
    )
    assert "Choose the two rows" in alone.content.decode()


def test_the_page_shows_both_and_proposes_what_only_the_other_has(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    shown = page(as_publisher, address(*pair))
    assert 'value="wikidata_id" checked' in shown
    assert 'value="description" >' in " ".join(shown.split())
    assert "Participants: 1" in shown
    assert "abu-mohammed-al-jolani" in shown
    assert f"keep={pair[1].pk}&amp;gone={pair[0].pk}" in shown


def test_what_was_chosen_is_taken_and_the_page_of_the_merge_tells_of_it(
    as_publisher: Client, publisher: User, pair: tuple[Person, Person]
) -> None:
    kept, gone = pair
    answer = as_publisher.post(address(kept, gone), REASON | {"take": ["wikidata_id"]}, follow=True)
    told = " ".join(answer.content.decode().split())
    kept.refresh_from_db()
    assert (kept.wikidata_id, kept.description) == ("Q123", "President")
    assert Participant.objects.get().person == kept
    assert [alias.name for alias in kept.aliases.all()] == ["Abu Mohammed al-Jolani"]
    assert "1 moved: participants" in told
    assert "Wikidata id: <del>nothing</del> → <ins>Q123</ins>" in told
    merged = Merge.objects.get()
    assert (merged.merged_by, merged.reason) == (publisher, REASON["reason"])
    assert str(merged) in page(as_publisher, "/admin/record/merge/")
    assert str(merged) in page(as_publisher, "/admin/record/merge/?q=jolani")


def test_undoing_from_the_page_of_the_merge_parts_the_two(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    kept, gone = pair
    as_publisher.post(address(kept, gone), REASON)
    merged = Merge.objects.get()
    answer = as_publisher.post(f"/admin/record/merge/{merged.pk}/undo/", {"reason": "Two men."}, follow=True)
    told = answer.content.decode()
    assert "are two records again" in told
    assert "everything is as before the merge" in told
    assert Participant.objects.get().person == gone
    assert "merge of “Abu Mohammed al-Jolani” into “Ahmad al-Sharaa” undone: Two men." in page(
        as_publisher, f"/admin/people/person/{gone.pk}/history/"
    ).replace("&quot;", '"')
    again = as_publisher.post(f"/admin/record/merge/{merged.pk}/undo/", follow=True)
    assert "It has been undone already." in again.content.decode()


def test_looking_at_the_way_back_undoes_nothing(as_publisher: Client, pair: tuple[Person, Person]) -> None:
    as_publisher.post(address(*pair), REASON)
    merged = Merge.objects.get()
    assert as_publisher.get(f"/admin/record/merge/{merged.pk}/undo/").status_code == 302
    assert not Merge.objects.get().is_undone


def test_a_merge_without_its_reason_keeps_what_was_chosen(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    answer = as_publisher.post(address(*pair), {"reason": " ", "take": ["description"]})
    shown = " ".join(answer.content.decode().split())
    assert "Say how you know that the two are one." in shown
    assert 'value="description" checked' in shown
    assert 'value="wikidata_id" checked' not in shown
    assert Merge.objects.count() == 0


def test_what_was_changed_since_it_was_seen_is_shown_again(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    form = AdminForm.get(as_publisher, address(*pair))
    Person.objects.filter(pk=pair[1].pk).update(description="Somebody else altogether")
    form["reason"] = REASON["reason"]
    shown = form.post(as_publisher).content.decode()
    assert "Somebody has changed one of the two since you saw them." in shown
    assert "Somebody else altogether" in shown
    assert Merge.objects.count() == 0
    again = AdminForm.get(as_publisher, address(*pair))
    again["reason"] = REASON["reason"]
    assert again.post(as_publisher).status_code == 302


def test_what_is_to_be_confirmed_is_asked_and_then_done(as_publisher: Client) -> None:
    kept, gone = make.make_person(wikidata_id="Q1"), make.make_person(wikidata_id="Q2")
    shown = page(as_publisher, address(kept, gone))
    assert "Wikidata has an item for each of them" in shown
    refused = as_publisher.post(address(kept, gone), REASON)
    assert REASON["reason"] in refused.content.decode()
    assert Merge.objects.count() == 0
    as_publisher.post(address(kept, gone), REASON | {"confirmed": "on"})
    assert Merge.objects.count() == 1


def test_a_merge_that_is_refused_shows_why_and_no_button(as_publisher: Client) -> None:
    claims = [make.make_claim() for _ in range(2)]
    make.make_discrepancy("Which day?", rivals=claims)
    shown = page(as_publisher, address(*claims))
    assert "They are rivals in the discrepancy “Which day?”" in shown
    assert 'value="Merge"' not in shown
    as_publisher.post(address(*claims), REASON)
    assert Claim.objects.count() == 2


def test_a_value_that_cannot_be_taken_is_refused_with_the_models_own_words(as_publisher: Client) -> None:
    kept, gone = make.make_claim("He left."), Claim.objects.create()
    with changing([kept.pk]):
        make.make_evidence(kept)
    answer = as_publisher.post(address(kept, gone), REASON | {"take": ["statement"]})
    assert "A published claim has a statement" in answer.content.decode()
    assert Claim.objects.count() == 2


def test_a_claim_that_readers_see_is_not_left_without_what_it_needs(as_publisher: Client) -> None:
    kept, gone = make.make_claim("He left."), make.make_claim(state="draft")
    answer = as_publisher.post(address(kept, gone), REASON)
    assert "It has no evidence" in answer.content.decode()
    assert Claim.objects.count() == 2


def test_editors_do_not_merge(as_editor: Client, pair: tuple[Person, Person]) -> None:
    merged = make_merge(pair)
    for url in (address(*pair), "/admin/record/merge/", f"/admin/record/merge/{merged.pk}/change/"):
        assert as_editor.get(url).status_code == 403
        assert as_editor.post(url, REASON).status_code == 403
    assert as_editor.post(f"/admin/record/merge/{merged.pk}/undo/").status_code == 403
    assert "record/merge" not in page(as_editor, f"/admin/people/person/{pair[0].pk}/change/")
    assert "merge_selected" not in page(as_editor, "/admin/people/person/")
    assert "record/merge" not in page(as_editor, "/admin/")


def make_merge(pair: tuple[Person, Person]) -> Merge:
    return Merge.objects.create(kind="people.person", kept=pair[0].pk, gone=10_000, reason="one")


def test_who_may_merge_but_not_publish_leaves_public_records_alone(pair: tuple[Person, Person]) -> None:
    client = Client()
    client.force_login(make.make_staff("", "merge_records", "view_person", "change_person"))
    assert client.get(address(*pair)).status_code == 403
    Person.objects.update(public=False)
    assert client.get(address(*pair)).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "kind=auth.user&keep=1&gone=2",
        "kind=people.person",
        "kind=people.person&keep=x",
        "kind=people.person&keep=99",
    ],
)
def test_nonsense_is_not_found(as_publisher: Client, query: str) -> None:
    assert as_publisher.get(f"/admin/record/merge/two/?{query}").status_code == 404


def test_a_record_is_not_merged_with_itself(as_publisher: Client, pair: tuple[Person, Person]) -> None:
    assert "Which other record" in page(as_publisher, address(pair[0], pair[0]))


def test_nobody_writes_the_list_of_merges_by_hand(as_publisher: Client, pair: tuple[Person, Person]) -> None:
    merged = make_merge(pair)
    assert as_publisher.get("/admin/record/merge/add/").status_code == 403
    assert as_publisher.post(f"/admin/record/merge/{merged.pk}/delete/", {"post": "yes"}).status_code == 403
    assert as_publisher.post(f"/admin/record/merge/{merged.pk}/change/", {"reason": "x"}).status_code == 200
    assert Merge.objects.get().reason == "one"


def test_comparing_asks_the_database_no_more_for_many_links(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            as_publisher.get(address(*pair))
        return len(found)

    few = queries()
    make.bulk_claims(50, person=pair[1])
    assert queries() == few


def test_the_reason_may_hold_anything_an_editor_types(
    as_publisher: Client, pair: tuple[Person, Person]
) -> None:
    as_publisher.post(address(*pair), {"reason": f"<script>{new_public_id()}</script> ‮"})
    merged = Merge.objects.get()
    shown = page(as_publisher, f"/admin/record/merge/{merged.pk}/change/")
    assert "<script>" + merged.reason[8:12] not in shown
