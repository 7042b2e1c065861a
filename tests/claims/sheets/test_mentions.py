"""Names in cells: kinds, slugs, notes behind them, and what is refused."""

import pytest

from claims.sheets import mentions
from claims.sheets.mentions import Mention


def test_a_name_alone_may_be_a_person_or_an_organization() -> None:
    assert mentions.read_actor("Hakan Fidan") == Mention(
        ("people", "organizations"), "Hakan Fidan", bare=True
    )


def test_a_kind_before_a_name_and_a_slug_behind_it_say_which_is_meant() -> None:
    assert mentions.read_actor("Person: Ali Hassan [ali-hassan-2]") == Mention(
        ("people",), "Ali Hassan", "ali-hassan-2"
    )


def test_a_colon_in_a_name_is_no_kind() -> None:
    assert mentions.read_actor("Radio: the station").name == "Radio: the station"


def test_speakers_are_a_chain_of_people_organizations_and_informants() -> None:
    assert mentions.read_speakers("Hakan Fidan; unnamed: an officer; group: two guards") == [
        {"*": Mention(("people", "organizations"), "Hakan Fidan", bare=True)},
        {"*": Mention(("unnamed_sources",), "an officer", informant="one")},
        {"*": Mention(("unnamed_sources",), "two guards", informant="group")},
    ]


def test_participants_have_their_role_in_brackets() -> None:
    assert mentions.read_participants(r"person: Ada \(the elder\) (keeper)") == [
        {"*": Mention(("people",), "Ada (the elder)"), "role": "keeper"}
    ]


def test_places_say_in_which_way() -> None:
    assert mentions.read_places("from: Damascus; To: Moscow; Khmeimim: the base") == [
        {"*": Mention(("places",), "Damascus"), "role": "from"},
        {"*": Mention(("places",), "Moscow"), "role": "to"},
        {"*": Mention(("places",), "Khmeimim: the base"), "role": "at"},
    ]


def test_an_outlet_may_have_brackets_in_its_name() -> None:
    assert mentions.read_outlet("AFP (Arabic)").name == "AFP (Arabic)"


def test_credits_name_outlets_and_articles_and_how_the_text_does() -> None:
    assert mentions.read_credits(
        "outlet: Al Majalla (named: according to Al Majalla); https://a.example/x_(1) (linked); article: fire-1"
    ) == [
        {"*": Mention(("outlets",), "Al Majalla"), "how": "named", "wording": "according to Al Majalla"},
        {"*": Mention(("articles",), "https://a.example/x_(1)"), "how": "linked"},
        {"*": Mention(("articles",), "fire-1")},
    ]


def test_a_wording_may_stand_without_saying_how() -> None:
    assert mentions.read_credits("outlet: AP (: AP said)") == [
        {"*": Mention(("outlets",), "AP"), "wording": "AP said"}
    ]


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (mentions.read_speakers, "Ada; Ada", "names 'Ada' twice"),
        (mentions.read_actor, "person: ", "names nobody and nothing"),
        (mentions.read_actor, "Ada (keeper)", "nothing in brackets has a meaning here"),
        (mentions.read_actor, "Ada (the elder) Holm", "brackets in its middle"),
        (mentions.read_credits, "outlet: AP (maybe)", "begin with one of named, linked, inferred"),
        (mentions.read_credits, "https://a.example and more", "is not an address"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(read: object, cell: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(cell)  # type: ignore[operator]
