import pytest
from django.http import QueryDict

from record.parameters import BadParameters, one_of, read_parameters, refusing


def refusals_of(query: QueryDict, *known: str) -> dict[str, str]:
    with pytest.raises(BadParameters) as refused:
        read_parameters(query, *known)
    return refused.value.refusals


def test_known_parameters_are_read_without_the_spaces_around_them() -> None:
    assert read_parameters(QueryDict("q=%20Homs%20"), "q", "after") == {"q": "Homs", "after": ""}


def test_empty_parameters_are_ignored_even_unknown_or_repeated_ones() -> None:
    assert read_parameters(QueryDict("q=&stray=&q=Homs&q=%20"), "q") == {"q": "Homs"}


def test_an_unknown_parameter_is_named_with_those_that_the_page_takes() -> None:
    assert refusals_of(QueryDict("pge=2"), "q", "after") == {
        "pge": "Nothing here goes by this name. Leave it out; this page takes: q, after."
    }


def test_a_page_without_parameters_says_that_it_takes_none() -> None:
    assert "this page takes none" in refusals_of(QueryDict("q=1"))["q"]


def test_every_refusal_is_made_at_once() -> None:
    assert refusals_of(QueryDict("a=1&b=2&q=3&q=4"), "q").keys() == {"a", "b", "q"}


@pytest.mark.parametrize("query", ["q=one&q=two", f"q={'x' * 201}", "q=a%00b"])
def test_a_value_that_cannot_be_read_is_refused(query: str) -> None:
    assert refusals_of(QueryDict(query), "q").keys() == {"q"}


def test_a_lone_surrogate_is_refused() -> None:
    query = QueryDict(mutable=True)
    query["q"] = "a\ud800"
    assert refusals_of(query, "q").keys() == {"q"}


def test_the_name_of_a_refused_parameter_can_always_be_printed() -> None:
    query = QueryDict(mutable=True)
    query["\ud800\0"] = "x"
    assert [name.encode() for name in refusals_of(query)] == ["��".encode()]


def test_a_choice_is_taken_or_refused_with_the_choices() -> None:
    assert one_of("show", "said", {"said": 1}) == "said"
    assert one_of("show", "", {"said": 1}) == ""
    with pytest.raises(BadParameters, match="Choose one of: said, met"):
        one_of("show", "seen", {"said": 1, "met": 2})


def test_a_value_error_becomes_the_refusal_of_its_parameter() -> None:
    with pytest.raises(BadParameters) as refused, refusing("after"):
        raise ValueError("Not a place in this list.")
    assert refused.value.refusals == {"after": "Not a place in this list."}
