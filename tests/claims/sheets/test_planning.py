"""What rows mean: claims, articles and names that are here, above or new; and everything that is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Evidence
from claims.models.claims import State
from record.merging import merge
from sources.models import Article
from tests import factories
from tests.claims.sheets.table import fire, imported, planned, refusals

pytestmark = pytest.mark.django_db

NEITHER = "Leave the cell empty, or repeat what is known."


# Claims


def test_a_new_claim_is_a_draft_with_a_piece_of_evidence_for_each_source() -> None:
    [claim] = imported(
        fire(
            url="https://a.example/1 | https://b.example/2",
            headline="One | Two",
            stance="supports | contradicts",
            quotation="it burned | it did not",
        )
    )
    assert (claim.statement, claim.kind, claim.state) == ("The lighthouse burned down.", "event", State.DRAFT)
    evidence = claim.evidence.order_by("pk")
    assert [(one.article.title, one.stance, one.quotation, one.state) for one in evidence] == [
        ("One", "supports", "it burned", State.DRAFT),
        ("Two", "contradicts", "it did not", State.DRAFT),
    ]


def test_a_new_claim_needs_a_statement() -> None:
    assert refusals(fire(statement="", date="1923")) == ["row 2, statement: a new claim needs a statement."]


def test_a_key_lets_several_rows_speak_of_one_new_claim() -> None:
    [claim] = imported(
        fire(claim_key="fire", date="1923"),
        fire(claim_key="fire", statement="", quotation="another passage"),
        fire(claim_key="fire", date="1923", quotation="a third"),
    )
    assert claim.evidence.count() == 3


def test_a_row_that_says_otherwise_of_its_key_is_refused_with_both_values() -> None:
    assert refusals(
        fire(claim_key="fire", date="1923"), fire(claim_key="fire", date="1924", kind="event")
    ) == [f"row 3, date: row 2 says '1923', and the row says '1924'. {NEITHER}"]


def test_a_key_that_no_row_above_describes_is_refused() -> None:
    assert refusals(fire(claim_key="fire", statement="")) == [
        "row 2, statement: no row above describes 'fire': the first row of a key gives the statement."
    ]


def test_rows_that_lean_on_a_refused_one_are_not_refused_for_it() -> None:
    rows = [
        fire(claim_key="fire", date="1923", said_by="person: Nobody"),
        fire(claim_key="fire", statement=""),
    ]
    assert refusals(*rows) == [
        "row 2, said_by: no person here is called 'Nobody'. Names match whole, in any script and spelling that is logged."
    ]


def test_a_claim_that_is_here_gets_evidence_by_its_public_id() -> None:
    claim = factories.make_claim("It burned.", date="1923")
    factories.make_evidence(claim)
    imported(fire(claim=claim.public_id, statement=""))
    [_, evidence] = claim.evidence.order_by("pk")
    assert (evidence.state, evidence.is_published) == (State.DRAFT, False)


def test_what_a_claim_here_holds_may_be_repeated_and_not_changed() -> None:
    place = factories.make_place("Skerry Point")
    claim = factories.make_claim("It burned.", date="1923")
    factories.add_place(claim, place)
    same = fire(
        claim=claim.public_id, statement="It burned.", date="1923", places="skerry point", kind="event"
    )
    assert refusals(same) == []
    assert refusals(same | {"statement": "It sank.", "places": "from: Skerry Point"}) == [
        f"row 2, statement: the record here has 'It burned.', and the row says 'It sank.'. {NEITHER}",
        f"row 2, places: the record here has 'skerry-point at', and the row says 'skerry-point from'. {NEITHER}",
    ]


def test_an_id_of_no_claim_here_is_given_to_the_new_one() -> None:
    [claim] = imported(fire(claim="bcdfghjklm"))
    assert claim.public_id == "bcdfghjklm"


@pytest.mark.parametrize("wrong", ["abc", "bcdfghjkla", "bcdfghjklmn", "../../admin", "BCDFGHJKLM"])
def test_an_id_that_is_none_is_refused(wrong: str) -> None:
    assert refusals(fire(claim=wrong)) == [
        f"row 2, claim: '{wrong}' is not a public id. Leave it empty for a new one."
    ]
    assert "no claim here has the id" in refusals(fire(claim=wrong, statement=""))[0]


def test_a_withdrawn_claim_gets_nothing() -> None:
    claim = factories.make_claim(state=State.WITHDRAWN, withdrawal_reason="Logged twice.")
    assert refusals(fire(claim=claim.public_id, statement="")) == [
        f"row 2, claim: {claim.public_id} was withdrawn: Logged twice."
    ]


def test_a_row_that_names_two_claims_is_refused() -> None:
    claim = factories.make_claim("It sank.")
    rows = [fire(claim_key="fire"), fire(claim=claim.public_id, claim_key="fire", statement="")]
    assert "the row names more than one claim: claim" in refusals(*rows)[0]


def test_an_utterance_names_who_said_it_and_the_claim_about_what_was_said() -> None:
    keeper = factories.make_person("Ada Holm")
    what, said = imported(
        fire(claim_key="fire"),
        fire(statement="Holm said that it burned.", kind="utterance", said_by="Ada Holm", asserts="fire"),
    )
    assert (said.utterer_person, said.asserts) == (keeper, what)


def test_an_utterer_without_a_name_is_an_informant_of_the_first_article() -> None:
    [claim] = imported(fire(kind="utterance", said_by="unnamed: a fisherman"))
    assert (claim.utterer_unnamed.description, claim.utterer_unnamed.article) == (
        "a fisherman",
        Article.objects.get(),
    )


def test_a_claim_that_stands_below_cannot_be_asserted_yet() -> None:
    rows = [fire(kind="utterance", asserts="fire"), fire(claim_key="fire")]
    assert refusals(*rows) == ["row 2, asserts: 'fire' is neither here nor in a row above."]


def test_a_row_of_nothing_but_a_dossier_is_refused() -> None:
    assert refusals({"dossiers": "The fire"}) == ["row 2: names no claim and no article."]


def test_an_id_that_a_merge_took_is_given_to_no_new_record() -> None:
    kept, gone = [factories.make_claim(state=State.DRAFT) for _ in range(2)]
    reports = [factories.make_article(outlet=None) for _ in range(2)]
    for column, needed, (stays, went) in (
        ("claim", "statement", (kept, gone)),
        ("article", "headline", reports),
    ):
        merge(stays, went, by=None, reason="the same", confirmed=True)
        said = f"row 2, {column}: {went.public_id} was merged here into '{stays.public_id}': use that."
        assert refusals(fire(**{column: went.public_id})) == [said]
        assert refusals(fire(**{column: went.public_id, needed: ""})) == [said]


# Articles


def test_an_address_that_is_here_however_it_is_written_is_that_article() -> None:
    article = factories.make_article("Lighthouse burns down", url="https://example.org/fire")
    [claim] = imported(
        fire(url="http://www.example.org/fire/?utm_source=x", headline="Lighthouse burns down")
    )
    assert (claim.evidence.get().article, Article.objects.count()) == (article, 1)


def test_an_address_that_led_to_an_article_before_a_merge_is_the_article_it_became() -> None:
    kept = factories.make_article("Lighthouse burns down", url="https://example.org/new", outlet=None)
    gone = factories.make_article("Lighthouse burns down", url="https://example.org/fire", outlet=None)
    merge(kept, gone, by=None, reason="the same", confirmed=True)
    [claim] = imported(fire())
    assert (claim.evidence.get().article, Article.objects.count()) == (kept, 1)


def test_an_address_that_stands_above_is_the_same_new_article() -> None:
    imported(fire(), fire(statement="It fell.", headline=""))
    assert Article.objects.count() == 1


def test_a_headline_that_differs_in_its_quotation_marks_alone_is_the_same() -> None:
    factories.make_article("“Lighthouse” burns", url="https://example.org/fire")
    assert refusals(fire(headline='"Lighthouse" burns')) == []
    assert "and the row says 'Ship burns'" in refusals(fire(headline="Ship burns"))[0]


def test_an_article_of_another_outlet_than_is_known_is_refused() -> None:
    factories.make_outlet("The Skerry Post")
    factories.make_article("Fire", url="https://example.org/fire", outlet=factories.make_outlet("AP"))
    assert refusals(fire(headline="", outlet="The Skerry Post")) == [
        f"row 2, outlet: the record here has 'ap', and the row says 'the-skerry-post'. {NEITHER}"
    ]


def test_a_new_article_needs_a_headline_and_something_to_know_it_by() -> None:
    assert refusals(fire(headline="")) == [
        "row 2, headline: this article is not here yet, and a new one needs its headline."
    ]
    assert refusals(fire(url="")) == [
        "row 2, url: say which article: its address, its public id, or an article_key of your own for one without an address."
    ]


def test_two_articles_without_an_address_are_one_only_where_the_sheet_says_so() -> None:
    imported(
        fire(url="", article_key="a"),
        fire(url="", article_key="b"),
        fire(url="", article_key="a", headline=""),
    )
    assert Article.objects.count() == 2


def test_an_address_and_an_id_of_two_articles_are_refused() -> None:
    factories.make_article("Fire", url="https://example.org/fire")
    other = factories.make_article("Other")
    assert "the row names more than one article" in refusals(fire(article=other.public_id, headline=""))[0]


def test_an_address_that_is_none_is_refused() -> None:
    [told] = refusals(fire(url="ftp://example.org/fire"))
    assert told.startswith(
        "row 2, url: 'ftp://example.org/fire' is not a web address. Type the whole address"
    )


def test_a_row_of_an_article_alone_describes_it_for_rows_below() -> None:
    relay = fire(
        url="https://b.example/", headline="Relay", basis="relays", credits="article: first (named: it says)"
    )
    [claim] = imported({"article_key": "first", "headline": "First"}, relay)
    [credit] = claim.evidence.get().credits.all()
    assert (credit.article.title, credit.how, credit.wording) == ("First", "named", "it says")


def test_a_row_without_a_claim_that_says_what_a_source_holds_is_refused() -> None:
    assert refusals(fire(statement="")) == [
        "row 2: says what a source holds, but of no claim: give the claim's id, a key or a statement."
    ]


def test_a_credit_of_an_article_that_is_neither_here_nor_above_is_refused() -> None:
    told = refusals(fire(basis="relays", credits="https://nowhere.example/ (linked)"))
    assert told == ["row 2, credits: 'https://nowhere.example/' is neither here nor in a row above."]


# Evidence


def test_a_piece_of_evidence_that_is_here_may_be_repeated_and_adds_nothing() -> None:
    article = factories.make_article("Fire", url="https://example.org/fire")
    evidence = factories.make_evidence(factories.make_claim(), article, quotation="it burned")
    row = fire(
        claim=evidence.claim.public_id,
        statement="",
        headline="",
        evidence=evidence.public_id,
        quotation="it burned",
    )
    assert (planned(row).entries, planned(row).repeated) == ([], 1)
    assert refusals(row | {"quotation": "it sank"}) == [
        f"row 2, quotation: the record here has 'it burned', and the row says 'it sank'. {NEITHER}"
    ]


def test_a_piece_of_evidence_that_stands_above_is_refused() -> None:
    told = refusals(fire(evidence="bcdfghjklm"), fire(evidence="bcdfghjklm"))
    assert told == ["row 3, evidence: bcdfghjklm stands in row 2 already."]


def test_an_informant_is_one_for_all_passages_of_an_article() -> None:
    imported(fire(speakers="unnamed: a fisherman"), fire(speakers="unnamed: A Fisherman", quotation="more"))
    assert len(set(Evidence.objects.values_list("speakers__unnamed_source", flat=True))) == 1


def test_an_informant_who_is_logged_as_one_is_no_group() -> None:
    article = factories.make_article("Fire", url="https://example.org/fire")
    factories.make_unnamed_source("a fisherman", article=article)
    told = "speakers: 'a fisherman' is known as one person, here or from a row above."
    assert refusals(fire(headline="", speakers="group: a fisherman")) == [f"row 2, {told}"]
    rows = [fire(url="https://b.example/", speakers=f"{kind}: a fisherman") for kind in ("unnamed", "group")]
    assert refusals(*rows) == [f"row 3, {told}"]


# What the models refuse


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (
            {"paraphrase": "it burned"},
            "row 2: Give the exact words or a paraphrase of the passage, not both.",
        ),
        ({"date_inferred": "yes"}, "An inferred date needs the date and how it was inferred."),
        ({"time": "15:00"}, "A time of day needs a date."),
        ({"unit": "km"}, "A unit needs a figure."),
        ({"said_by": "unnamed: a man"}, "An event is not said by anybody"),
        ({"hedge_words": "reportedly"}, "Words that hedge make the passage hedged."),
        ({"translator": "us"}, "A translator needs a translation."),
        ({"stub": "yes", "accessed_on": "2024-11-29"}, "Somebody saw it on that day, so it is no stub."),
        ({"published_inferred": "yes"}, "Say how the date was inferred."),
        (
            {"basis": "own", "credits": "outlet: AP"},
            "row 2, credits: only evidence that relays has credits",
        ),
        (
            {"basis": "relays", "credits": "https://example.org/fire"},
            "row 2, credits: no article credits itself.",
        ),
        ({"locator": "x" * 101}, "row 2, locator: Ensure this value has at most 100 characters"),
        ({"figure": "123456789012345"}, "row 2, figure: Ensure that there are no more than"),
        ({"language": "English"}, "row 2, language: Type a language tag"),
        ({"archive_url": "javascript:alert(1)"}, "row 2, archive_url: Enter a valid URL."),
    ],
)
def test_what_the_record_cannot_hold_is_refused_before_anything_is_written(
    cells: dict[str, str], reason: str
) -> None:
    factories.make_outlet("AP")
    told = refusals(fire(**cells))
    assert len(told) == 1
    assert reason in told[0]
    assert Claim.objects.count() == 0


def test_everything_wrong_with_a_file_is_said_at_once_in_the_order_of_its_rows() -> None:
    told = refusals(
        fire(date="12/08/2024"),
        fire(unit="km"),
        fire(statement="", places="Atlantis"),
        fire(places="Atlantis"),
    )
    assert [said.partition(":")[0] for said in told] == [
        "row 2, date",
        "row 3",
        "row 4, places",
        "row 5, places",
    ]


def test_many_rows_take_no_more_queries_than_a_few() -> None:
    def queries(number: int) -> int:
        rows = [
            fire(
                statement=f"Claim {index}.",
                url=f"https://example.org/{index % 5}",
                headline=f"H {index % 5}",
                speakers="unnamed: a man",
            )
            for index in range(number)
        ]
        with CaptureQueriesContext(connection) as captured:
            planned(*rows)
        return len(captured)

    assert queries(10) == queries(300)
