import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.addresses import LONGEST, normalise_url

STORY = "https://example.com/news/story"

openings = st.sampled_from(
    ["https://", "http://www.", "https://example.com/", "http://example.com:80?", "https://x.org#!"]
)
near_addresses = st.text(alphabet="abwW.:/?#&=%@-~+!;2eE0Fé ﷼ص[]\\|^", max_size=40)
any_text = st.text(st.characters(codec=None), max_size=40)
typed_addresses = st.builds("{}{}".format, openings, near_addresses | any_text)


@pytest.mark.parametrize(
    "address",
    [
        STORY,
        "http://example.com/news/story",
        "HTTPS://Example.COM/news/story",
        "https://www.example.com/news/story",
        "https://www.www.example.com/news/story",
        "https://example.com./news/story",
        "https://example.com:443/news/story",
        "http://example.com:80/news/story",
        "http://example.com:443/news/story",
        "https://example.com:/news/story",
        "https://example.com/news/story/",
        "https://example.com/news//story",
        "https://example.com/./sport/../news/story",
        "https://example.com/sport/%2e%2e/news/story",
        "https://example.com/n%65ws/story",
        "https://example.com/news/story#comments",
        "https://example.com/news/story?",
        "https://example.com/news/story?&",
        "https://example.com/news/story?utm_source=feed&UTM_Medium=x&fbclid=1&gclid=2",
        "https://example.com/news/story?%75tm_source=feed",
        "  https://example.com/news/story\n",
    ],
)
def test_links_to_one_page_become_one_address(address: str) -> None:
    assert normalise_url(address) == STORY


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("https://example.com", "https://example.com/"),
        ("https://example.com?b=2&a=1", "https://example.com/?a=1&b=2"),
        ("https://example.com/?b&a=&c", "https://example.com/?a=&b&c"),
        ("https://example.com/?x=2&a=1&x=1", "https://example.com/?a=1&x=2&x=1"),
        ("https://example.com/?id=5&ref=front&utm_id=3", "https://example.com/?id=5&ref=front"),
        ("https://example.com/?a=1%262", "https://example.com/?a=1%262"),
        (
            "https://example.com/?_gallery=2&smidgen=1&autm_x=3",
            "https://example.com/?_gallery=2&autm_x=3&smidgen=1",
        ),
        ("https://example.com:8443/a", "https://example.com:8443/a"),
        ("https://example.com:80/a", "https://example.com:80/a"),
        ("https://example.com/a%2fb", "https://example.com/a%2Fb"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("https://example.com/100%", "https://example.com/100%25"),
        ("https://example.com/صفحة", "https://example.com/%D8%B5%D9%81%D8%AD%D8%A9"),
        ("https://موقع.example/", "https://xn--4gbrim.example/"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://www.com/", "https://www.com/"),
        ("https://www.www.com/", "https://www.com/"),
        ("https://example.org/#!/page/1", "https://example.org/?_escaped_fragment_=/page/1"),
        ("http://[2001:DB8::1]:80/a", "https://[2001:db8::1]/a"),
        ("https://m.example.com/amp/story", "https://m.example.com/amp/story"),
    ],
)
def test_an_address_becomes_its_normal_form(address: str, normal: str) -> None:
    assert normalise_url(address) == normal


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/story?id=1", "https://example.com/story?id=2"),
        ("https://example.com/Story", "https://example.com/story"),
        ("https://example.com/story", "https://m.example.com/story"),
        ("https://example.com/story?p=1&p=2", "https://example.com/story?p=2&p=1"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
    ],
)
def test_different_pages_keep_different_addresses(one: str, other: str) -> None:
    assert normalise_url(one) != normalise_url(other)


@pytest.mark.parametrize(
    "address",
    [
        *("", "story", "example.com/story", "//example.com/story", "/story", "www.example.com"),
        *("ftp://example.com/", "mailto:a@example.com", "javascript:alert(1)", "file:///etc/hosts"),
        *("https:", "https://", "https:///story", "https:example.com", "https://?a", "https://#a"),
        *("https://:80/", "https://example.com:port/", "https://example.com:99999/"),
        *("https://exa mple.com/", "https://ex%61mple.com/", "https://\\example.com/"),
        *("https://[::1/", "https://[fe80::1%25eth0]/", "https://exam\u2100ple.com/"),
        f"https://{'a' * 64}.com/",
    ],
)
def test_what_is_no_web_address_is_refused_with_what_to_type(address: str) -> None:
    with pytest.raises(ValueError, match=r"is not a web address\. Type the whole address"):
        normalise_url(address)


@pytest.mark.parametrize("credentials", ["user:password@", "user@", ":password@", "example.org\\@"])
def test_an_address_with_credentials_is_refused(credentials: str) -> None:
    with pytest.raises(ValueError, match=r"holds a user name or password\. Leave out all up to the @"):
        normalise_url(f"https://{credentials}example.com/")


@pytest.mark.parametrize("char", ["\x00", "\n", "\t", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_refused(char: str) -> None:
    with pytest.raises(ValueError, match="holds characters that no address can hold"):
        normalise_url(f"https://example.com/a{char}b")


def test_an_address_of_the_longest_length_is_kept() -> None:
    address = "https://example.com/".ljust(LONGEST, "a")
    assert normalise_url(address) == address


@pytest.mark.parametrize(
    "address", ["https://example.com/".ljust(LONGEST + 1, "a"), "https://example.com/" + "ص" * 400]
)
def test_an_address_too_long_as_typed_or_as_encoded_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is too long: an address has at most 2,000 characters"):
        normalise_url(address)


def outcome(address: str) -> str | ValueError:
    """The normal form or the refusal; any other exception fails the test."""
    try:
        return normalise_url(address)
    except ValueError as refusal:
        return refusal


@given(typed_addresses)
def test_normalising_twice_changes_nothing(address: str) -> None:
    normal = outcome(address)
    assume(not isinstance(normal, ValueError))
    assert outcome(str(normal)) == normal
    assert str(normal).isascii()


@given(typed_addresses | any_text)
def test_no_text_fails_otherwise_than_with_a_sendable_message(address: str) -> None:
    refusal = outcome(address)
    assert isinstance(refusal, str) or type(refusal) is ValueError
    assert str(refusal).encode("utf-8")
