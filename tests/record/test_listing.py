import pytest
from pytest_django import DjangoAssertNumQueries

from people.models import Person
from record.listing import BY_NAME, Section, asked_page, asked_sections
from record.parameters import BadParameters
from tests.factories import make_person

pytestmark = pytest.mark.django_db

ASKED = {"show": "", "after": "", "before": ""}


def section(name: str = "all", size: int = 2) -> Section:
    return Section(name, "Everybody", Person.objects.all(), BY_NAME, note=lambda row: f"is {row}", size=size)


def nobody(name: str = "none") -> Section:
    return Section(name, "Nobody", Person.objects.none(), BY_NAME)


@pytest.fixture(autouse=True)
def people() -> list[Person]:
    return [make_person(name) for name in ("Aida", "Basil", "Chloe")]


def names(rows: list[Person]) -> list[str]:
    return [person.name for person in rows]


def test_every_section_that_has_rows_is_begun_with_the_notes_of_its_rows() -> None:
    (shown,) = asked_sections([section(), nobody()], ASKED)
    assert [(person.name, note) for person, note in shown.rows] == [
        ("Aida", "is Aida"),
        ("Basil", "is Basil"),
    ]
    assert (shown.more, shown.alone) == (True, False)


def test_a_section_that_is_shown_whole_leaves_nothing_out() -> None:
    (shown,) = asked_sections([section(size=3)], ASKED)
    assert not shown.more


def test_a_section_may_give_its_number_and_no_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        (shown,) = asked_sections([section(size=0)], ASKED)
        assert (shown.rows, shown.more, shown.section.count) == ([], True, 3)


def test_a_section_asked_for_is_shown_alone_even_if_it_is_empty() -> None:
    (shown,) = asked_sections([section(), nobody()], ASKED | {"show": "none"})
    assert (shown.alone, shown.rows, shown.more) == (True, [], False)


def test_a_section_asked_for_is_read_on_from_a_cursor() -> None:
    after_aida = BY_NAME.cursor(Person.objects.get(name="Aida"))
    (shown,) = asked_sections([section()], ASKED | {"show": "all", "after": after_aida})
    assert names(shown.page.rows) == ["Basil", "Chloe"]


def test_a_section_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(BadParameters, match="Choose one of: all, none"):
        asked_sections([section(), nobody()], ASKED | {"show": "some"})


@pytest.mark.parametrize("name", ["after", "before"])
def test_a_cursor_needs_the_section_it_belongs_to(name: str) -> None:
    with pytest.raises(BadParameters) as refused:
        asked_sections([section()], ASKED | {name: BY_NAME.cursor(Person.objects.all()[0])})
    assert refused.value.names == [name]


def test_a_wrong_cursor_is_refused_under_the_name_it_was_given_by() -> None:
    for name in ("after", "before"):
        with pytest.raises(BadParameters) as refused:
            asked_page(Person.objects.all(), BY_NAME, ASKED | {name: "nonsense"})
        assert refused.value.names == [name]


def test_a_page_is_read_on_and_back_by_its_cursors() -> None:
    first = asked_page(Person.objects.all(), BY_NAME, ASKED, size=2)
    second = asked_page(Person.objects.all(), BY_NAME, ASKED | {"after": first.after}, size=2)
    back = asked_page(Person.objects.all(), BY_NAME, ASKED | {"before": second.before}, size=2)
    assert (names(first.rows), names(second.rows)) == (["Aida", "Basil"], ["Chloe"])
    assert names(back.rows) == ["Aida", "Basil"]
