from typing import Any

import pytest

from claims.models import Claim
from people.models import Person, Place
from record.merging.sides import Side, facts, groups, moving, proposed, sides
from sources.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


def side(kept: Any, gone: Any, name: str) -> Side:
    return next(one for one in sides(kept, gone) if one.name == name)


def test_what_is_derived_or_an_address_is_no_matter_of_choice() -> None:
    assert groups(Person) == [("name",), ("description",), ("wikidata_id",)]
    chosen = {name for group in groups(Article) for name in group}
    assert not chosen & {
        "public_id",
        "title_folded",
        "url_normalized",
        "published_earliest",
        "public",
        "created_at",
    }
    chosen = {name for group in groups(Claim) for name in group}
    assert not chosen & {"state", "published_at", "chronology", "created_by"}


def test_fields_that_say_nothing_without_each_other_are_one_choice() -> None:
    assert ("latitude", "longitude", "precision") in groups(Place)
    assert ("date", "date_words", "date_inferred", "date_reason") in groups(Claim)
    assert all(
        len([g for g in groups(Claim) if name in g]) == 1
        for name in ("date", "date_words", "time_zone", "unit")
    )


def test_what_only_one_says_is_proposed_and_what_both_say_is_not() -> None:
    kept = make.make_claim(date="2024-12-08")
    gone = make.make_claim(date="2024-12-07", figure="2.5", unit="hours")
    assert proposed(kept, gone) == {"figure"}
    assert side(kept, gone, "figure") == Side(
        "figure", "Figure", "", "2.5 · hours", differs=True, propose=True
    )
    assert side(kept, gone, "date").differs


def test_choices_and_records_are_told_in_words() -> None:
    kept = make.make_article(kind="post", stub=True)
    gone = make.make_article(kind="broadcast", accessed_on="2024-12-08")
    assert (side(kept, gone, "kind").kept, side(kept, gone, "kind").gone) == ("post", "broadcast")
    assert side(kept, gone, "outlet").gone == str(gone.outlet)
    assert side(kept, gone, "accessed_on").kept == "nobody here has seen it"


def test_two_records_of_one_name_differ_all_the_same() -> None:
    kept, gone = (make.make_place(parent=make.make_place("Aleppo")) for _ in range(2))
    assert side(kept, gone, "parent").kept == side(kept, gone, "parent").gone
    assert side(kept, gone, "parent").differs


@pytest.mark.parametrize("between", [0, 2])
def test_what_would_lead_the_record_to_itself_is_not_proposed(between: int) -> None:
    kept = inner = make.make_place()
    for _ in range(between + 1):
        inner = make.make_place(parent=inner)
    assert "parent" not in proposed(kept, inner)
    assert "parent" in proposed(kept, make.make_place(parent=make.make_place()))


def test_what_tells_the_two_apart_is_shown_beside_what_is_chosen() -> None:
    kept, gone = make.make_person("One", aliases=["Uno", "Un"]), make.make_person("Two", public=False)
    assert {fact.label: (fact.kept, fact.gone) for fact in facts(kept, gone)} == {
        "Address": ("one", "two"),
        "Other names": ("Un · Uno", ""),
        "Readers": ("see it", "do not see it"),
    }
    claims = make.make_claim(), make.make_claim(state="draft")
    assert {fact.label: (fact.kept, fact.gone) for fact in facts(*claims)}["State"] == ("published", "draft")


def test_what_names_a_record_is_counted_by_how_it_does() -> None:
    place = make.make_place(aliases=["Sham"])
    make.make_place(parent=place)
    make.add_place(make.make_claim(), place)
    make.make_evidence(asserted_place=place)
    assert {one.what: one.number for one in moving(place)} == {
        "places": 1,
        "evidence, as asserted place": 1,
        "places, as parent": 1,
        "other names": 1,
    }
