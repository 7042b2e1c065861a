"""Tests of claims/views.py: what readers' pages show, what they keep to themselves, and what they cost."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils.html import strip_tags

from claims.models import Claim, ClaimStanding, EditorNote
from claims.models.claims import State
from record.slugs import keep_former_slug
from tests.factories import (
    add_credit,
    add_participant,
    add_place,
    bulk_claims,
    make_article,
    make_claim,
    make_discrepancy,
    make_dossier,
    make_evidence,
    make_organization,
    make_outlet,
    make_person,
    make_place,
    make_reading,
    make_staff,
    make_unnamed_source,
)

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    """The words of a page in one line, without tags; each block begins after a space."""
    apart = re.sub(r"<(?=/?(dt|dd|p|li|h[1-6]|t[hdr])\b)", " <", response.content.decode())
    return " ".join(unescape(strip_tags(apart)).split())


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return text_of(response)


# The claim page


def test_a_claim_page_shows_statement_time_place_and_who_took_part(client: Client) -> None:
    claim = make_claim(
        "The president left by plane.",
        detail="Nobody announced it.",
        date="2024-12-07/2024-12-08",
        time="~23:00",
        time_zone="Asia/Damascus",
        date_words="the night of Saturday",
        date_inferred=True,
        date_reason="The fall of the city fixes which Saturday.",
        figure=3,
        unit="planes",
    )
    add_place(claim, make_place("Damascus"), "from")
    add_place(claim, make_place("Hmeimim"), "to")
    add_participant(claim, make_person("Bashar"), "traveller")
    page = read(client, claim.get_absolute_url())
    for words in (
        "The president left by plane.",
        "Nobody announced it.",
        "7–8 December 2024, about 23:00 (Asia/Damascus) · from Damascus, to Hmeimim",
        "Who Bashar (traveller)",
        "As worded the night of Saturday",
        "inferred by the editors: The fall of the city fixes which Saturday.",
        "Figure 3 planes",
    ):
        assert words in page


def test_an_utterance_page_says_who_said_it_and_leads_to_what_was_said(client: Client) -> None:
    said = make_claim("The plane had left.")
    saying = make_claim(
        "The minister said the plane had left.",
        kind="utterance",
        utterer_person=make_person("Hakan"),
        asserts=said,
    )
    assert "Said by Hakan What was said The plane had left." in read(client, saying.get_absolute_url())
    assert "Asserted in The minister said the plane had left." in read(client, said.get_absolute_url())


def test_what_was_said_is_not_named_while_it_is_a_draft(client: Client) -> None:
    said = make_claim("A secret.", state=State.DRAFT)
    saying = make_claim("He said.", kind="utterance", utterer_person=make_person(), asserts=said)
    assert "A secret" not in read(client, saying.get_absolute_url())


def test_evidence_shows_its_words_its_speakers_and_its_source(client: Client) -> None:
    outlet = make_outlet("Al Majalla")
    article = make_article(
        "The last days", outlet=outlet, language="en", published="2024-12-17", accessed_on="2026-11-23"
    )
    officer = make_unnamed_source("an officer in the operations room", article=article)
    claim = make_claim()
    make_evidence(
        claim,
        article,
        "contradicts",
        speakers=[make_person("Hakan Fidan"), officer],
        quotation="nobody left",
        quotation_prefix="He insisted that",
        quotation_suffix="before dawn",
        translation="niemand ging",
        translator="the editors",
        locator="paragraph 12",
        part="photo_caption",
        endorsement="distances",
        hedged=True,
        hedge_words="reportedly",
        omits=["time", "person"],
        note="The date may be that of the photograph.",
    )
    page = read(client, claim.get_absolute_url())
    for words in (
        "− contradicts paragraph 12 photo caption",
        "Hakan Fidan, quoted by “an officer in the operations room”, quoted by Al Majalla",
        "…He insisted that nobody left before dawn…",
        "Translation by the editors niemand ging",
        "The last days, Al Majalla. Published 17 December 2024; seen here on 23 November 2026.",
        "Basis own reporting",
        "Hedged reportedly",
        "The article distances itself",
        "Leaves out time and person",
        "Note The date may be that of the photograph.",
    ):
        assert words in page
    assert "Al Majalla says" not in page


def test_a_relay_names_what_it_relays_and_how(client: Client) -> None:
    credited = make_article("The last days", outlet=make_outlet("Al Majalla"))
    relay = make_evidence(article=make_article("A summary", outlet=None))
    relay.basis = "relays"
    relay.save()
    add_credit(relay, credited, wording="according to Al Majalla")
    add_credit(relay, make_outlet("AP"), how="inferred")
    page = read(client, relay.claim.get_absolute_url())
    assert "an outlet not known, relaying Al Majalla and AP" in page
    assert "relays Al Majalla, The last days, named in the text: according to Al Majalla;" in page
    assert "AP (which report is not known), inferred by an editor" in page


def test_a_paraphrase_says_that_it_is_one(client: Client) -> None:
    evidence = make_evidence(paraphrase="They fled at night.")
    assert "Paraphrase They fled at night." in read(client, evidence.claim.get_absolute_url())


def test_values_of_a_passages_own_are_shown_where_they_differ(client: Client) -> None:
    evidence = make_evidence(
        asserted_date="2024-11-27",
        asserted_date_words="Wednesday",
        asserted_date_inferred=True,
        asserted_date_reason="The paper is a weekly.",
        asserted_place=make_place("Idlib"),
        asserted_figure="1500.5",
        asserted_unit="km",
        asserted_organization=make_organization("The Guard"),
        asserted_role="escort",
        asserted_attribution="a diplomat",
    )
    page = read(client, evidence.claim.get_absolute_url())
    for words in (
        "Its own date 27 November 2024, worded Wednesday; inferred by the editors: The paper is a weekly.",
        "Its own place Idlib",
        "Its own figure 1,500.5 km",
        "It names The Guard",
        "Its own role escort",
        "Attributes it to a diplomat",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("stands", "words"),
    [
        (True, "This passage still stands in the corrected text."),
        (False, "This passage does not stand in the corrected text."),
        (None, "Whether this passage still stands has not been checked."),
    ],
)
def test_a_corrected_article_is_marked_on_its_evidence(client: Client, stands: Any, words: str) -> None:
    article = make_article(status="corrected", status_note="The date was wrong.")
    evidence = make_evidence(article=article, stands_after_correction=stands)
    assert f"corrected {words} The date was wrong." in read(client, evidence.claim.get_absolute_url())


def test_what_is_not_known_is_said_to_be_not_known(client: Client) -> None:
    evidence = make_evidence(article=make_article(outlet=None, stub=True), basis="")
    page = read(client, evidence.claim.get_absolute_url())
    assert "date not known" in page
    assert "Publication date not known; nobody here has seen it." in page
    assert "Basis not clear whether it is its own reporting" in page


def test_rival_claims_are_shown_side_by_side(client: Client) -> None:
    here, there = make_claim("They met in Astana."), make_claim("They met in Doha.")
    make_evidence(there, make_article(outlet=make_outlet("The Daily")))
    make_discrepancy(
        "Where did they meet?", rivals=[here, there], aspect="place", likely_cause="Two meetings."
    )
    page = read(client, here.get_absolute_url())
    assert "Where did they meet? These cannot all be true: they differ in place. Open." in page
    assert "They met in Doha. + 1 report supports: The Daily" in page
    assert "Likely cause Two meetings." in page


def test_a_discrepancy_is_not_shown_until_two_of_its_rivals_are(client: Client) -> None:
    here, draft = make_claim(), make_claim("Still a draft.", state=State.DRAFT)
    discrepancy = make_discrepancy("Where did they meet?", rivals=[here, draft])
    assert "Where did they meet?" not in read(client, here.get_absolute_url())
    assert client.get(discrepancy.get_absolute_url()).status_code == 404


def test_a_third_rival_that_is_a_draft_is_named_nowhere(client: Client) -> None:
    here, there, draft = make_claim(), make_claim(), make_claim("Still a draft.", state=State.DRAFT)
    discrepancy = make_discrepancy(rivals=[here, there, draft])
    for address in ("/", here.get_absolute_url(), discrepancy.get_absolute_url(), "/discrepancies/"):
        assert "Still a draft." not in read(client, address)


def test_a_stored_standing_is_shown_and_a_stale_one_is_being_recounted(client: Client) -> None:
    claim = make_claim()
    standing = ClaimStanding.objects.create(
        claim=claim,
        standing="disputed",
        supporting_low=1,
        supporting_high=3,
        contradicting_low=1,
        contradicting_high=1,
    )
    page = read(client, claim.get_absolute_url())
    assert "disputed + 1 to 3 origins of support − 1 known origin of contradiction" in page
    standing.stale = True
    standing.save()
    assert "Being recounted" in read(client, claim.get_absolute_url())


def test_a_claim_is_cited_by_its_permanent_address_and_date(client: Client) -> None:
    claim = make_claim("It rained.")
    page = read(client, claim.get_absolute_url())
    cited = f"Sayso: “It rained.”, claim {claim.public_id}, version of 2 January 2025."
    assert f"{cited} http://testserver/claims/{claim.public_id}/" in page


def test_an_address_with_words_leads_to_the_one_without(client: Client) -> None:
    claim = make_claim()
    response = client.get(f"/claims/{claim.public_id}-some-words/")
    assert response.status_code == 301
    assert response["Location"] == claim.get_absolute_url()


def test_a_withdrawn_claim_answers_410_with_day_and_reason_and_nothing_else(client: Client) -> None:
    claim = make_claim("A grave error.", state=State.WITHDRAWN, withdrawal_reason="It was logged twice.")
    make_evidence(claim, make_article("A report on the error"))
    response = client.get(claim.get_absolute_url())
    page = text_of(response)
    assert response.status_code == 410
    assert "2 January 2025" in page
    assert "It was logged twice." in page
    assert "error" not in page


def test_a_draft_is_no_page_to_readers_and_a_marked_one_to_editors(client: Client) -> None:
    claim = make_claim("Still a draft.", state=State.DRAFT)
    evidence = make_evidence(make_claim("Out already."), state=State.DRAFT, paraphrase="Not yet.")
    assert client.get(claim.get_absolute_url()).status_code == 404
    assert "Not yet." not in read(client, evidence.claim.get_absolute_url())
    client.force_login(make_staff())
    assert "draft Still a draft." in read(client, "/claims/")
    assert read(client, claim.get_absolute_url()).count("draft") >= 2
    assert "supports draft" in read(client, evidence.claim.get_absolute_url())


def test_a_reader_with_an_account_sees_what_every_reader_sees(client: Client) -> None:
    claim = make_claim(state=State.DRAFT)
    reader = make_staff()
    reader.is_staff = False
    reader.save()
    client.force_login(reader)
    assert client.get(claim.get_absolute_url()).status_code == 404


def test_text_that_looks_like_markup_is_shown_as_text(client: Client) -> None:
    hostile = '<script>alert("1")</script>'
    article = make_article(hostile, outlet=make_outlet(hostile))
    claim = make_claim(hostile, detail=hostile)
    make_evidence(
        claim,
        article,
        speakers=[make_unnamed_source(hostile, article=article)],
        quotation=hostile,
        note=hostile,
    )
    for address in (claim.get_absolute_url(), "/", "/claims/"):
        assert "<script>alert" not in client.get(address).content.decode()


def test_private_notes_are_on_no_page(client: Client) -> None:
    claim = make_claim()
    EditorNote.objects.create(claim=claim, body="Ask the lawyer.")
    client.force_login(make_staff())
    assert "lawyer" not in read(client, claim.get_absolute_url())


# Lists


def test_the_list_says_how_many_claims_there_are_and_stops_counting_at_a_thousand(client: Client) -> None:
    bulk_claims(12)
    assert "12 claims" in read(client, "/claims/")
    bulk_claims(1000)
    assert "More than 1,000 claims" in read(client, "/claims/")


def test_a_row_names_who_supports_and_who_contradicts_each_unknown_outlet_apart(client: Client) -> None:
    claim = make_claim("It rained.", date="2024-12-08")
    daily = make_outlet("The Daily")
    for article in (make_article(outlet=daily), make_article(outlet=daily), make_article(outlet=None)):
        make_evidence(claim, article)
        make_evidence(claim, article)
    for _ in range(2):
        make_evidence(claim, make_article(outlet=None), "contradicts")
    page = read(client, "/claims/")
    assert "8 December 2024 It rained. + 3 reports support: The Daily, an outlet not known" in page
    assert "− 2 reports contradict: an outlet not known, an outlet not known" in page


def test_pages_of_the_list_lead_to_each_other_and_keep_the_filters(client: Client) -> None:
    bulk_claims(60)
    first = client.get("/claims/?stance=supports")
    after = first.context["page"].after
    assert f"?stance=supports&amp;after={after}" in first.content.decode()
    second = client.get(f"/claims/?stance=supports&after={after}")
    assert len(second.context["page"].rows) == 10
    back = client.get(f"/claims/?stance=supports&before={second.context['page'].before}")
    assert back.context["page"].rows == first.context["page"].rows


def test_the_front_page_leads_from_each_report_to_the_claims_it_contradicts(client: Client) -> None:
    article = make_article("The summary", outlet=None)
    claim = make_claim("It rained.")
    make_evidence(claim, article, "contradicts")
    make_discrepancy("Did it rain?", rivals=[claim, make_claim()])
    make_dossier("The weather", claims=[claim])
    response = client.get("/")
    address = f"/claims/?article={article.public_id}&stance=contradicts"
    assert address.replace("&", "&amp;") in response.content.decode()
    assert "It rained." in read(client, address)
    for words in ("On whose say-so?", "Did it rain?", "The weather 1 claim"):
        assert words in text_of(response)


def test_an_empty_site_says_so(client: Client) -> None:
    assert "No claim has been published yet." in read(client, "/")
    assert "0 claims" in read(client, "/claims/")
    assert "No dossier has been published yet." in read(client, "/dossiers/")
    assert "None." in read(client, "/discrepancies/")


def test_a_dossier_shows_its_numbers_its_reports_and_its_claims_by_date(client: Client) -> None:
    late, early = make_claim("Late.", date="2024-12-09"), make_claim("Early.", date="2024-12-01")
    dossier = make_dossier("The fall", claims=[late, early], summary="What two reports say.")
    article, unread = make_article("The chronicle"), make_article("The rumour", outlet=None)
    for claim in (late, early):
        make_evidence(claim, article)
    make_evidence(late, unread, "contradicts")
    make_reading(article, dossier)
    make_discrepancy("When?", rivals=[late, early])
    page = read(client, dossier.get_absolute_url())
    for words in (
        "The fall What two reports say.",
        "2 claims + 2 supported by some report − 1 contradicted by some report 2 reports",
        "When? date · 2 rival claims · open",
        "2 0 0 2 January 2025",
        "The rumour outlet not known 0 1 0 not yet",
    ):
        assert words in page
    assert page.index("Early.") < page.index("Late.")


def test_a_dossier_without_a_published_claim_is_no_page_to_readers(client: Client) -> None:
    dossier = make_dossier(claims=[make_claim(state=State.DRAFT)])
    assert client.get(dossier.get_absolute_url()).status_code == 404
    assert dossier.title not in read(client, "/dossiers/")


def test_a_dossiers_former_address_leads_to_the_new_one(client: Client) -> None:
    dossier = make_dossier("Old title", claims=[make_claim()])
    former, dossier.slug = dossier.slug, "new-title"
    dossier.save()
    keep_former_slug(dossier, former=former)
    response = client.get(f"/dossiers/{former}/")
    assert (response.status_code, response["Location"]) == (301, "/dossiers/new-title/")


def test_discrepancies_are_listed_by_state_and_by_dossier(client: Client) -> None:
    pairs = [[make_claim(), make_claim()] for _ in range(2)]
    make_discrepancy("Settled?", rivals=pairs[0], state="resolved", explanation="A typing error.")
    make_discrepancy("Unsettled?", rivals=pairs[1])
    dossier = make_dossier(claims=pairs[0])
    assert "Unsettled?" not in read(client, "/discrepancies/?state=resolved")
    assert "Settled?" in read(client, f"/discrepancies/?dossier={dossier.slug}&state=resolved")
    assert "None in this state" in read(client, f"/discrepancies/?dossier={dossier.slug}&state=open")
    for query in ("state=odd", "dossier=odd", "colour=red"):
        assert client.get(f"/discrepancies/?{query}").status_code == 400


def test_a_discrepancy_shows_each_side_with_its_evidence_in_full(client: Client) -> None:
    sides = [make_claim("In Astana."), make_claim("In Doha.")]
    make_evidence(sides[0], quotation="the Astana talks")
    make_evidence(sides[1], stance="contradicts", quotation="not in Doha")
    discrepancy = make_discrepancy(
        "Where?", rivals=sides, aspect="place", state="explained", explanation="Two meetings."
    )
    page = read(client, discrepancy.get_absolute_url())
    for words in ("They differ in place.", "explained Two meetings.", "the Astana talks", "not in Doha"):
        assert words in page


def test_pages_that_change_nothing_take_no_other_method(client: Client) -> None:
    assert client.post("/claims/").status_code == 405


def test_who_is_nobody_sees_what_every_reader_sees() -> None:
    make_claim(state=State.DRAFT)
    assert not Claim.objects.visible_to(AnonymousUser())
    assert not Claim.objects.visible_to(None)
    assert Claim.objects.count() == 1
