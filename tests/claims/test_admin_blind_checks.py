"""The pages of blind checks: what a checker sees and cannot see, and how a Publisher settles a disagreement."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import BlindCheck, Claim, Evidence
from claims.models.claims import State
from sources.models import ArticleText
from tests.factories import (
    NOON,
    bulk_claims,
    make_article,
    make_claim,
    make_dossier,
    make_evidence,
    make_member,
    make_staff,
)

pytestmark = pytest.mark.django_db

PAGE = "/admin/claims/evidence/blind/"
DISAGREEMENTS, OUTCOMES = f"{PAGE}disagreements/", f"{PAGE}outcomes/"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answer(client: Client, stance: str, address: str = PAGE, **changed: str) -> Any:
    """Answer what the page shows."""
    shown = client.get(address).context
    posted = {"passage": shown["passage"], "seen": shown["seen"], "stance": stance} | changed
    return client.post(address, posted, follow=True)


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# Blindness


def bare(response: Any) -> tuple[Any, ...]:
    """An answer without its form's token, which is random, and the second in which it was given."""
    headers = {name: value for name, value in response.headers.items() if name != "Expires"}
    return response.status_code, TOKEN.sub(b"", response.content), headers


def test_no_byte_of_the_page_tells_which_stance_was_recorded_or_by_whom(as_editor: Client) -> None:
    claim = make_claim("He left.")
    evidence = make_evidence(claim, make_article("The report"), quotation="he was gone")
    other = make_evidence(claim)
    variants = [
        {"stance": stance, "created_by": who, "hedged": hedged, "endorsement": endorsement, "state": state}
        for stance, who, hedged, endorsement, state in (
            ("supports", None, None, "", "published"),
            ("contradicts", make_staff("nour"), True, "distances", "draft"),
            ("mentions", make_staff("sami"), False, "adopts", "published"),
        )
    ]
    addresses = [PAGE, f"{PAGE}?after={other.pk}", f"{PAGE}?after={evidence.pk}"]
    seen = set()
    for number, variant in enumerate(variants):
        Evidence.objects.filter(pk=evidence.pk).update(**variant)
        Evidence.objects.filter(pk=other.pk).update(stance=variants[(number + 1) % 3]["stance"])
        seen.add(repr([bare(as_editor.get(address)) for address in addresses]))
    assert len(seen) == 1
    assert as_editor.get(PAGE).context["shown"]["statement"] == "He left."


def test_the_page_leads_nowhere_that_shows_the_stance(as_editor: Client) -> None:
    evidence = make_evidence(created_by=make_staff("nour"))
    page = as_editor.get(PAGE).content.decode()
    assert "nour" not in page
    for address in (f"claim/{evidence.claim_id}/", f"evidence/{evidence.pk}/", evidence.claim.public_id):
        assert address not in page
    assert "stance-" not in page


def test_an_answer_says_nothing_of_whether_it_agrees(as_editor: Client) -> None:
    make_evidence(stance="supports")
    make_evidence(stance="supports")
    assert [told(answer(as_editor, stance)) for stance in ("supports", "contradicts")] == [["Recorded."]] * 2


def test_the_article_of_another_passage_does_not_show_either(as_editor: Client) -> None:
    article = make_article("The report", language="ar", published="2024-12-08")
    text = "Before.\n\nHe said: she was gone, and wept. She has not left.\n\nAfter."
    ArticleText.objects.create(
        article=article, text=text, sha256="a" * 64, length=len(text), captured_at=NOON
    )
    make_evidence(make_claim(state=State.WITHDRAWN), article, "contradicts", quotation="She has not left")
    make_evidence(article=article, quotation="she was gone", translation="elle était partie")
    page = as_editor.get(PAGE).content.decode()
    for words in ("He said: ", "<mark>she was gone</mark>", "The report", "8 December 2024", "elle était"):
        assert words in page
    assert "Before." not in page


# Checking


def test_one_passage_after_the_other_until_none_is_left(as_editor: Client, editor: User) -> None:
    passages = [make_evidence() for _ in range(3)]
    for evidence, stance in zip(reversed(passages), ("supports", "mentions", "cannot_tell"), strict=True):
        assert as_editor.get(PAGE).context["passage"] == evidence.public_id
        answer(as_editor, stance)
    assert "Nothing waits" in as_editor.get(PAGE).content.decode()
    given = BlindCheck.objects.order_by("pk").values_list("evidence", "stance", "by")
    assert list(given) == [
        (passages[2].pk, "supports", editor.pk),
        (passages[1].pk, "mentions", editor.pk),
        (passages[0].pk, "cannot_tell", editor.pk),
    ]


def test_one_can_be_left_for_later(as_editor: Client) -> None:
    older, newer = make_evidence(), make_evidence()
    skip = as_editor.get(PAGE).context["skip"]
    assert as_editor.get(PAGE + skip).context["passage"] == older.public_id
    answer(as_editor, "supports", PAGE + skip)
    assert as_editor.get(PAGE).context["passage"] == newer.public_id


def test_a_dossier_is_checked_alone(as_editor: Client) -> None:
    claim = make_claim()
    inside, _ = make_evidence(claim), make_evidence()
    address = f"{PAGE}?dossier={make_dossier(claims=[claim]).pk}"
    assert as_editor.get(address).context["passage"] == inside.public_id
    done = answer(as_editor, "supports", address)
    assert done.redirect_chain == [(address, 302)]
    assert "Nothing waits" in done.content.decode()


def test_words_changed_meanwhile_are_shown_again(as_editor: Client) -> None:
    evidence = make_evidence(quotation="he left")
    said = answer(as_editor, "supports", seen="0" * 64)
    assert "nothing was recorded" in told(said)[0]
    assert said.context["passage"] == evidence.public_id
    assert not BlindCheck.objects.exists()


def test_ones_own_passage_is_refused_however_it_is_posted(as_editor: Client, editor: User) -> None:
    own = make_evidence(created_by=editor)
    as_editor.post(PAGE, {"passage": own.public_id, "seen": "", "stance": "supports"})
    assert not BlindCheck.objects.exists()


@pytest.mark.parametrize("query", ["?dossier=x", "?after=1e9", "?stance=supports", "?after=" + "9" * 30])
def test_an_address_that_cannot_be_read_is_refused(as_editor: Client, query: str) -> None:
    assert as_editor.get(PAGE + query).status_code == 400


def test_whoever_may_not_check_is_refused() -> None:
    make_evidence()
    for user in (make_staff(), User.objects.create(username="clerk", is_staff=True)):
        for address in (PAGE, DISAGREEMENTS, OUTCOMES):
            assert client_of(user).get(address).status_code == 403


def test_editors_do_not_see_what_waits_to_be_settled(as_editor: Client) -> None:
    assert as_editor.get(DISAGREEMENTS).status_code == 403


# Settling


@pytest.fixture
def disputed(as_editor: Client) -> BlindCheck:
    """Logged by Nour as supporting, read by an Editor as contradicting."""
    make_evidence(make_claim("He left."), quotation="he was gone", created_by=make_member("Editors"))
    answer(as_editor, "contradicts")
    return BlindCheck.objects.get()


def settle(client: Client, check: BlindCheck, decision: str, reason: str = "He quotes her.") -> Any:
    posted = {"check": check.pk, "decision": decision, "reason": reason}
    return client.post(DISAGREEMENTS, posted, follow=True)


def test_a_publisher_sees_both_sides_with_names_and_words(as_publisher: Client, disputed: BlindCheck) -> None:
    page = as_publisher.get(DISAGREEMENTS).content.decode()
    for words in (disputed.by.username, disputed.evidence.created_by.username, "He left.", "he was gone"):
        assert words in page
    assert "stance-supports" in page
    assert "stance-contradicts" in page


@pytest.mark.parametrize(
    ("decision", "stance", "outcome"),
    [("keep", "supports", "kept"), ("mentions", "mentions", "changed"), ("hard", "supports", "hard")],
)
def test_a_decision_is_carried_out_and_told_to_both_sides(
    as_publisher: Client, as_editor: Client, disputed: BlindCheck, decision: str, stance: str, outcome: str
) -> None:
    settle(as_publisher, disputed, decision)
    assert Evidence.objects.get().stance == stance
    assert BlindCheck.objects.get().outcome == outcome
    assert "No disagreement waits" in as_publisher.get(DISAGREEMENTS).content.decode()
    for client in (as_editor, client_of(disputed.evidence.created_by), as_publisher):
        page = client.get(OUTCOMES).content.decode()
        assert "He quotes her." in page
        assert str(BlindCheck.objects.get().get_outcome_display()) in page.replace(
            "The stance", "the stance"
        ).replace("Marked", "marked")
    assert "He quotes her." not in client_of(make_member("Editors")).get(OUTCOMES).content.decode()


def test_without_a_reason_nothing_is_settled_and_a_reason_typed_is_kept(
    as_publisher: Client, disputed: BlindCheck
) -> None:
    assert "Give the reason" in told(settle(as_publisher, disputed, "keep", " "))[0]
    said = settle(as_publisher, disputed, "", "Long thought about.")
    assert told(said) == ["Choose what becomes of the stance."]
    assert "Long thought about." in said.content.decode()
    assert BlindCheck.objects.to_settle().exists()


def test_a_decision_that_comes_too_late_changes_nothing(as_publisher: Client, disputed: BlindCheck) -> None:
    Claim.objects.update(statement="He stayed.")
    assert "settled already" in told(settle(as_publisher, disputed, "contradicts"))[0]
    assert Evidence.objects.get().stance == "supports"


# Figures and costs


def test_the_form_of_a_dossier_tells_how_far_its_checks_agree(
    as_editor: Client, disputed: BlindCheck
) -> None:
    dossier = make_dossier(claims=[disputed.evidence.claim, make_evidence().claim])
    page = as_editor.get(f"/admin/claims/dossier/{dossier.pk}/change/").content.decode()
    assert "1 of 2" in page
    assert f"{PAGE}?dossier={dossier.pk}" in page


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_pages_cost_as_much_for_a_thousand_claims_as_for_ten(as_publisher: Client) -> None:
    counts = []
    for number in (10, 1_000):
        claims = bulk_claims(number)
        for evidence in Evidence.objects.filter(claim__in=claims[:30], stance="supports"):
            BlindCheck.objects.create(
                evidence=evidence, stance="mentions", recorded="supports", statement=evidence.claim.statement,
                quotation=evidence.quotation,
            )  # fmt: skip
        counts.append([queries(as_publisher, address) for address in (PAGE, DISAGREEMENTS, OUTCOMES)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
