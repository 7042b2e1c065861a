"""Relays beside what they relay."""

import pytest

from claims.comparing.relays import Relay, crediting, relaying, relays
from claims.models import Evidence
from tests.factories import (
    NOON,
    add_credit,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_outlet,
    make_person,
    make_reading,
    make_staff,
)

pytestmark = pytest.mark.django_db


def found(evidence: Evidence, user: object = None) -> list[Relay]:
    return relays(list(relaying(user).filter(pk=evidence.pk).with_particulars()), user)


def words(evidence: Evidence, user: object = None) -> list[str]:
    return [drift.words for relay in found(evidence, user) for drift in relay.drifts]


def test_a_relay_that_says_the_same_shows_no_difference() -> None:
    own = make_evidence(make_claim(date="2024-12-08"))
    [relay] = found(make_evidence(own.claim, crediting=[own.article]))
    assert (relay.drifts, relay.against, relay.checked) == ((), [own], True)


def test_a_value_of_its_own_is_a_difference() -> None:
    own = make_evidence(make_claim(date="2024-12-08"))
    relay = make_evidence(own.claim, crediting=[own.article], asserted_date="2024-12-07")
    assert words(relay) == ["Date changed from 8 December 2024 to 7 December 2024"]


def test_who_speaks_is_compared() -> None:
    own = make_evidence(speakers=[make_person("Fidan")])
    relay = make_evidence(own.claim, crediting=[own.article], speakers=[make_person("Lavrov")])
    assert words(relay) == ["Speaker changed from Fidan to Lavrov"]


def test_an_article_not_read_for_the_claim_is_not_yet_checked() -> None:
    source = make_article(outlet=make_outlet("Al Majalla"))
    [relay] = found(make_evidence(crediting=[source]))
    assert [drift.words for drift in relay.drifts] == ["Al Majalla: not yet checked"]
    assert not relay.checked


def test_only_an_article_read_for_the_claim_can_lack_the_passage() -> None:
    source = make_article(outlet=make_outlet("Al Majalla"))
    relay = make_evidence(crediting=[source])
    make_reading(source, make_dossier(claims=[relay.claim]), NOON)
    assert words(relay) == ["Al Majalla: not found in the version held here (capture date not recorded)"]


def test_what_a_contradicting_passage_leaves_out_is_said_once() -> None:
    own = make_evidence()
    for _ in range(2):
        make_evidence(own.claim, own.article, "contradicts")
    relay = make_evidence(own.claim, crediting=[own.article])
    assert [line.partition("; ")[2] for line in words(relay)] == ["another passage there contradicts it"]


def test_the_nearest_passage_stands_beside_it_and_then_the_versions_left_out() -> None:
    far = make_evidence(make_claim(date="2024-12-08"), asserted_date="2024-12-05")
    make_evidence(far.claim, far.article, "mentions")
    near = make_evidence(far.claim, far.article)
    [relay] = found(make_evidence(far.claim, crediting=[far.article]))
    assert relay.against == [near, far]


def test_a_version_that_another_passage_of_the_report_gives_is_not_left_out() -> None:
    own = make_evidence()
    make_evidence(own.claim, own.article, "contradicts")
    relay = make_evidence(own.claim, crediting=[own.article])
    make_evidence(own.claim, relay.article, "contradicts", crediting=[own.article])
    assert words(relay) == []


def test_a_relay_of_two_articles_is_compared_with_each_or_with_the_one_asked_for() -> None:
    own, other = make_evidence(), make_article()
    relay = make_evidence(own.claim, crediting=[own.article, other])
    assert [one.source for one in found(relay)] == [own.article, other]
    rows = list(crediting(relaying(None), other).with_particulars())
    assert [one.source for one in relays(rows, None, other)] == [other]


def test_an_outlet_alone_can_be_compared_with_nothing() -> None:
    relay = make_evidence(crediting=[make_outlet()])
    assert not relaying(None).filter(pk=relay.pk).exists()
    add_credit(relay, make_article())
    assert len(found(relay)) == 1


def test_readers_are_shown_no_draft_on_either_side() -> None:
    own = make_evidence()
    make_evidence(own.claim, own.article, "contradicts", state="draft")
    relay = make_evidence(own.claim, crediting=[own.article])
    draft = make_evidence(own.claim, crediting=[own.article], state="draft")
    assert words(relay) == []
    assert list(relaying(None)) == [relay]
    assert len(words(relay, make_staff())) == 1
    assert set(relaying(make_staff())) == {relay, draft}
