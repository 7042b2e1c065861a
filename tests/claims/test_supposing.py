"""The record without a source, or as of a day: the same rules, run on another record."""

from claims.origin_records import ArticleRecord, ClaimRecord, Credit, EvidenceRecord, OutletRecord
from claims.standing import assess
from claims.supposing import only_articles, without_articles, without_outlets

MAJALLA, OTHER, AGENCY = 1, 2, 3
OUTLETS = {
    MAJALLA: OutletRecord(MAJALLA, "Al Majalla"),
    OTHER: OutletRecord(OTHER, "The Other"),
    AGENCY: OutletRecord(AGENCY, "The Agency"),
}
LONG, RELAY, OWN = 11, 12, 13


def claim(*evidence: EvidenceRecord) -> ClaimRecord:
    articles = {
        LONG: ArticleRecord(LONG, "The long report", MAJALLA, read=True),
        RELAY: ArticleRecord(RELAY, "The relay", None, read=True),
        OWN: ArticleRecord(OWN, "Another report", OTHER, read=True),
    }
    return ClaimRecord(evidence=evidence, articles=articles, outlets=OUTLETS)


LONG_SAYS = EvidenceRecord(1, LONG, "supports", "own")
RELAY_SAYS = EvidenceRecord(2, RELAY, "supports", "relays", (Credit(article=LONG),))
OWN_SAYS = EvidenceRecord(3, OWN, "supports", "own")
OWN_DENIES = EvidenceRecord(4, OWN, "contradicts", "own")


def standing(record: ClaimRecord) -> str:
    return str(assess(record).standing)


def test_a_relay_falls_with_what_it_relays() -> None:
    record = claim(LONG_SAYS, RELAY_SAYS)
    assert standing(record) == "single-origin"
    assert standing(without_articles(record, {LONG})) == "unsupported"
    assert standing(without_articles(record, {RELAY})) == "single-origin"


def test_corroboration_falls_to_one_origin_and_a_dispute_to_one_side() -> None:
    assert standing(without_articles(claim(LONG_SAYS, OWN_SAYS), {OWN})) == "single-origin"
    assert standing(without_articles(claim(LONG_SAYS, OWN_DENIES), {LONG})) == "contradicted"


def test_an_outlet_falls_with_its_articles_and_with_what_it_is_credited_for() -> None:
    relay_of_agency = EvidenceRecord(5, OWN, "supports", "relays", (Credit(outlet=AGENCY),))
    assert standing(claim(relay_of_agency)) == "single-origin"
    assert standing(without_outlets(claim(relay_of_agency), {AGENCY})) == "unsupported"
    assert standing(without_outlets(claim(LONG_SAYS, relay_of_agency), {MAJALLA})) == "single-origin"
    assert standing(without_outlets(claim(LONG_SAYS, RELAY_SAYS), {MAJALLA})) == "unsupported"


def test_an_outlet_that_the_claim_does_not_know_changes_nothing() -> None:
    record = claim(LONG_SAYS)
    assert without_outlets(record, {99}) == record


def test_a_relay_of_a_later_article_rests_on_something_not_seen_here() -> None:
    record = only_articles(claim(LONG_SAYS, RELAY_SAYS), {RELAY, OWN})
    assessment = assess(record)
    assert assessment.standing == "single-origin"
    assert assessment.supporting.groups[0].kinds == {"unseen"}


def test_evidence_of_later_articles_is_left_out() -> None:
    assert standing(only_articles(claim(LONG_SAYS, OWN_DENIES), {LONG})) == "single-origin"
    assert standing(only_articles(claim(LONG_SAYS), set())) == "unsupported"
