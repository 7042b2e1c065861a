"""What readers and exporters meet where two records became one; and two who merge at once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from claims import publicity, standings
from claims.actions import changing, publish_evidence, withdraw
from claims.bundles.export import Extent, export_bundle
from claims.bundles.load import import_bundle
from claims.bundles.problems import Refused
from claims.models import Claim, Participant
from claims.models.claims import State
from claims.search import index
from people.models import Person
from record.merging import MergeRefused, merge, undo
from record.models import Merge
from sources.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


def join(kept: Any, gone: Any) -> Merge:
    return merge(kept, gone, by=None, reason="the same", confirmed=True)


def claim(state: str = State.PUBLISHED, **fields: Any) -> Any:
    made = make.make_claim(state=state, **fields)
    with changing([made.pk]):
        make.make_evidence(made, state=state, article=make.make_article(public=False))
    return made


def goes_to(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 301, (address, answer.status_code)
    return str(answer.headers["Location"])


# Addresses


def test_the_address_of_a_claim_that_went_leads_readers_to_the_one_it_became(client: Client) -> None:
    one, two, three = claim(), claim(), claim()
    join(two, one)
    join(three, two)
    for gone in (one, two):
        assert goes_to(client, gone.get_absolute_url()) == three.get_absolute_url()
    undo(Merge.objects.get(gone=two.pk), by=None)
    assert goes_to(client, one.get_absolute_url()) == two.get_absolute_url()
    assert client.get(two.get_absolute_url()).status_code == 200


def test_a_former_address_leads_readers_into_no_draft(client: Client) -> None:
    kept, gone = claim(State.DRAFT), claim(State.DRAFT)
    join(kept, gone)
    assert client.get(gone.get_absolute_url()).status_code == 404
    client.force_login(make.make_staff())
    assert goes_to(client, gone.get_absolute_url()) == kept.get_absolute_url()


def test_a_former_address_of_a_claim_withdrawn_since_leads_to_its_reason(client: Client) -> None:
    kept, gone = claim(), claim()
    join(kept, gone)
    withdraw(kept, by=None, reason="It was an exercise.")
    assert goes_to(client, gone.get_absolute_url()) == kept.get_absolute_url()
    assert client.get(kept.get_absolute_url()).status_code == 410


def test_every_page_of_an_article_that_went_leads_to_that_of_the_one_it_became(client: Client) -> None:
    kept, gone = make.make_article(outlet=None, public=False), make.make_article(outlet=None, public=False)
    made = make.make_claim()
    with changing([made.pk]):
        make.make_evidence(made, gone)
    join(kept, gone)
    for page in ("", "drift/", "without/"):
        assert goes_to(client, f"{gone.get_absolute_url()}{page}") == f"{kept.get_absolute_url()}{page}"
    asked = client.get(f"/claims/?article={gone.public_id}").content.decode()
    assert made.statement in asked
    assert client.get(f"/articles/compare/?a={gone.public_id}").status_code == 200


@pytest.mark.parametrize("kind", ["person", "organization", "place", "outlet"])
def test_the_page_of_what_has_a_name_leads_to_the_one_it_became(client: Client, kind: str) -> None:
    kept, gone = (getattr(make, f"make_{kind}")(public=False) for _ in range(2))
    draft = make.make_claim(state=State.DRAFT)
    with changing([draft.pk]):
        if kind == "place":
            make.add_place(draft, gone)
        elif kind != "outlet":
            make.add_participant(draft, gone)
    join(kept, gone)
    assert client.get(gone.get_absolute_url()).status_code == 404
    type(kept).objects.filter(pk=kept.pk).update(public=True)
    assert goes_to(client, gone.get_absolute_url()) == kept.get_absolute_url()


def test_the_history_of_a_claim_tells_readers_what_a_merge_brought_and_undoing_took(client: Client) -> None:
    kept, gone = claim(), claim()
    words = "another claim, merged or parted"
    assert words not in client.get(kept.get_absolute_url()).content.decode()
    merged = join(kept, gone)
    shown = client.get(kept.get_absolute_url()).content.decode()
    assert f"Evidence came from {words}" in shown
    assert "Published with 1 piece of evidence" in shown
    undo(merged, by=None)
    shown = client.get(kept.get_absolute_url()).content.decode()
    assert f"Evidence went to {words}" in shown
    assert "Published with 1 piece of evidence" in shown


def test_the_history_of_a_claim_tells_readers_nothing_of_drafts_that_a_merge_brought(client: Client) -> None:
    kept, gone = claim(), claim(State.DRAFT)
    before = client.get(kept.get_absolute_url()).content
    merged = join(kept, gone)
    assert client.get(kept.get_absolute_url()).content == before
    undo(merged, by=None)
    assert client.get(kept.get_absolute_url()).content == before


# Bundles


def test_a_bundle_that_names_what_went_is_told_what_to_name_instead() -> None:
    claims = [claim(), claim()]
    people = [make.make_person("Kept", public=False), make.make_person("Gone", public=False)]
    with changing([one.pk for one in claims]):
        for one, who in zip(claims, people, strict=True):
            make.add_participant(one, who)
    dossier = make.make_dossier(claims=claims)
    bundle = export_bundle(dossier).encode()
    join(*claims)
    join(*people)
    with pytest.raises(Refused) as refused:
        import_bundle(bundle, name="old.json")
    said = [str(problem) for problem in refused.value.problems]
    assert (
        f"claims {claims[1].public_id}: id: was merged here into {claims[0].public_id!r}: use that." in said
    )
    assert "people gone: slug: was merged here into 'kept': use that." in said


def test_a_bundle_after_a_merge_is_whole_and_can_be_imported_over_itself() -> None:
    claims = [claim(), claim()]
    dossier = make.make_dossier(claims=claims)
    before = export_bundle(dossier, Extent(drafts=True, notes=True, texts=True))
    merged = join(*claims)
    after = export_bundle(dossier).encode()
    assert len(json.loads(after)["claims"]) == 1
    import_bundle(after, name="same.json")
    undo(merged, by=None)
    assert export_bundle(dossier, Extent(drafts=True, notes=True, texts=True)) == before


# Many claims at once


def test_beyond_a_thousand_claims_standings_and_words_are_left_to_the_commands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standings, "AT_ONCE", 3)
    monkeypatch.setattr(index, "AT_ONCE", 3)
    kept, gone = make.make_article(outlet=None), make.make_article(outlet=None)
    make.bulk_claims(5, article=gone)
    finish()
    merged = join(kept, gone)
    assert Claim.objects.filter(standing__stale=True).count() == 5
    finish()
    undo(merged, by=None)
    finish()


def finish() -> None:
    """What the commands do; and nothing is wrong then."""
    list(standings.finish_stale())
    list(index.finish_stale())
    publicity.repair()
    assert not [wrong for rows in (standings.compare(), index.compare()) for _, wrong in rows if wrong]


# Two at once


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_the_same_records_at_once_do_not_both_succeed() -> None:
    one, two, three = (make.make_person(name) for name in ("One", "Two", "Three"))
    for who in (one, two, three):
        make.add_participant(make.make_claim(state=State.DRAFT), who)
    done = at_once(lambda: join(one, two), lambda: join(two, one), lambda: join(three, two))
    assert done.count(True) in (1, 2)
    alive = set(Person.objects.values_list("pk", flat=True))
    assert set(Participant.objects.values_list("person", flat=True)) <= alive
    assert Participant.objects.count() == 3
    assert Merge.objects.count() == done.count(True) == 3 - len(alive)
    for merged in Merge.objects.order_by("-pk"):
        undo(merged, by=None)
    assert sorted(Participant.objects.values_list("person", flat=True)) == [one.pk, two.pk, three.pk]


@pytest.mark.django_db(transaction=True)
def test_a_link_made_while_its_record_goes_is_moved_or_refused_never_lost() -> None:
    kept, gone = make.make_person("Kept"), make.make_person("Gone")
    claims = [make.make_claim(state=State.DRAFT) for _ in range(6)]

    def link(one: Claim) -> Callable[[], Any]:
        def act() -> None:
            with changing([one.pk]):
                make.add_participant(one, gone)

        return act

    done = at_once(lambda: join(kept, gone), *(link(one) for one in claims))
    assert done[0]
    assert set(Participant.objects.values_list("person", flat=True)) <= {kept.pk}
    assert Participant.objects.count() == sum(done[1:])


@pytest.mark.django_db(transaction=True)
def test_a_merge_is_undone_once_whoever_presses_twice() -> None:
    merged = join(make.make_person(), make.make_person())
    assert sorted(at_once(*[lambda: undo(merged, by=None)] * 3)) == [False, False, True]
    assert Person.objects.count() == 2


def at_once(*acts: Callable[[], Any]) -> list[bool]:
    """Do all of this at the same time, each on a connection of its own; say which were done and which refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> bool:
        try:
            start.wait(timeout=20)
            act()
        except (MergeRefused, IntegrityError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_articles_of_one_address_are_still_one() -> None:
    kept, gone = make.make_article(outlet=None), make.make_article(url="https://a.example/1", outlet=None)
    join(kept, gone)
    assert Article.objects.get().addresses.get().url == "https://a.example/1"


# What may not become two again


def test_a_merge_is_not_undone_once_the_claim_kept_is_withdrawn() -> None:
    kept, gone = claim(), claim()
    merged = join(kept, gone)
    withdraw(kept, by=None, reason="Names a minor.")
    with pytest.raises(MergeRefused, match="withdrawn since"):
        undo(merged, by=None)
    assert not Claim.objects.published().exists()


def test_a_merge_is_not_undone_once_what_it_brought_from_a_draft_is_published() -> None:
    kept, gone = claim(), claim(State.DRAFT)
    evidence = gone.evidence.get()
    merged = join(kept, gone)
    publish_evidence(evidence, by=None)
    with pytest.raises(MergeRefused, match="published since"):
        undo(merged, by=None)
    evidence.refresh_from_db()
    assert (evidence.claim, evidence.is_published) == (kept, True)
