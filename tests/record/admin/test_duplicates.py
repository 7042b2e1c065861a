"""Editors are told what a record looks like before they add it, on its page and in a list; merging stays theirs."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from people.models import Person, Place
from record.models import NotTheSame
from tests import factories
from tests.admin_form import AdminForm, errors

pytestmark = pytest.mark.django_db

LIST = "/admin/likely-duplicates/"
TYPED = "/admin/likely-duplicates/typed/"


@pytest.fixture
def pair() -> tuple[Any, Any]:
    """Two places of one name, neither of them public."""
    return factories.make_place("Mezzeh", public=False), factories.make_place("Mazzeh", public=False)


def change(record: Any) -> str:
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"


def say(one: Any, two: Any, **fields: Any) -> dict[str, Any]:
    return {"kind": one._meta.label_lower, "one": one.pk, "two": two.pk, "say": "apart"} | fields


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("people/person", factories.make_person),
        ("people/organization", factories.make_organization),
        ("people/place", factories.make_place),
        ("sources/outlet", factories.make_outlet),
    ],
)
def test_adding_what_is_here_under_another_spelling_is_stopped_until_confirmed(
    as_editor: Client, kind: str, make: Any
) -> None:
    known = make("Abu Mohammad al-Joulani", aliases=["<b>Jolani</b>"])
    form = AdminForm.get(as_editor, f"/admin/{kind}/add/")
    form["name"] = "Abu Muhammad al-Jolani"
    refused = form.post(as_editor)
    content = refused.content.decode()
    assert "Looks like" in content
    assert f'href="{change(known)}"' in content
    assert 'name="another" value="abu muhammad al jolani"' in content
    assert type(known).objects.count() == 1
    form["another"] = "abu muhammad al jolani"
    assert form.post(as_editor).status_code == 302
    assert type(known).objects.count() == 2


def test_a_confirmation_is_for_the_name_it_was_given_for(as_editor: Client) -> None:
    factories.make_person("Qaddafi")
    form = AdminForm.get(as_editor, "/admin/people/person/add/")
    form["name"], form["another"] = "Gaddafi", "somebody else"
    assert any("Looks like" in error for error in errors(form.post(as_editor)))


def test_names_in_suggestions_are_escaped(as_editor: Client) -> None:
    factories.make_person("<script>Jolani</script>")
    form = AdminForm.get(as_editor, "/admin/people/person/add/")
    form["name"] = "script Jolani script"
    content = form.post(as_editor).content.decode()
    assert "&lt;script&gt;Jolani&lt;/script&gt;" in content
    assert "<script>Jolani" not in content


def test_a_record_is_saved_again_without_a_question(as_editor: Client, pair: tuple[Any, Any]) -> None:
    form = AdminForm.get(as_editor, change(pair[0]))
    form["description"] = "A quarter"
    assert form.post(as_editor).status_code == 302


def test_a_record_s_page_says_what_it_looks_like(as_publisher: Client, pair: tuple[Any, Any]) -> None:
    one, two = pair
    content = as_publisher.get(change(one)).content.decode()
    assert f'<a href="{change(two)}"><bdi>Mazzeh</bdi></a>' in content
    assert f"kind=people.place&amp;keep={one.pk}&amp;gone={two.pk}" in content
    assert "Not the same" in content


def test_only_those_who_may_merge_are_led_to_merging(as_editor: Client, pair: tuple[Any, Any]) -> None:
    for address in (change(pair[0]), LIST):
        content = as_editor.get(address).content.decode()
        assert "Mazzeh" in content
        assert "Compare and merge" not in content


def test_what_is_said_apart_leaves_page_and_list_and_can_return(
    as_editor: Client, editor: User, pair: tuple[Any, Any]
) -> None:
    one, two = pair
    answer = as_editor.post(LIST, say(two, one, back=two.pk))
    assert (answer.status_code, answer["Location"]) == (302, change(two))
    assert NotTheSame.objects.get().said_by == editor
    assert "Mazzeh" not in as_editor.get(change(one)).content.decode()
    assert "Mazzeh" not in as_editor.get(LIST).content.decode()
    apart = as_editor.get(f"{LIST}?show=apart").content.decode()
    assert "Mazzeh" in apart
    assert "Suggest again" in apart
    answer = as_editor.post(f"{LIST}?show=apart", say(one, two, say="again"))
    assert answer["Location"] == f"{LIST}?show=apart"
    assert not NotTheSame.objects.exists()
    assert "Mazzeh" in as_editor.get(LIST).content.decode()


def test_the_list_holds_every_kind_and_goes_page_by_page(as_publisher: Client) -> None:
    for make in (factories.make_person, factories.make_outlet):
        make("Qaddafi")
        make("Gaddafi")
    for number in range(51):
        factories.make_place(f"Mezzeh {number}")
        factories.make_place(f"Mazzeh {number}")
    pages = [as_publisher.get(LIST, {"p": number}) for number in (1, 2)]
    assert [len(page.context["shown"]) for page in pages] == [50, 3]
    kinds = {shown.label for page in pages for shown in page.context["shown"]}
    assert kinds == {"person", "place", "outlet"}


def test_a_record_that_is_gone_takes_its_pair_along(as_editor: Client, pair: tuple[Any, Any]) -> None:
    as_editor.post(LIST, say(*pair))
    pair[1].delete()
    assert "Mezzeh" not in as_editor.get(f"{LIST}?show=apart").content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "people.nobody"},
        {"kind": "auth.user"},
        {"one": "x"},
        {"one": ""},
        {"one": "9" * 30},
        {"two": "999999"},
    ],
)
def test_what_names_no_two_records_is_refused(as_editor: Client, pair: tuple[Any, Any], fields: Any) -> None:
    assert as_editor.post(LIST, say(*pair) | fields).status_code == 400
    assert as_editor.post(LIST, say(pair[0], pair[0])).status_code == 400
    assert not NotTheSame.objects.exists()


def test_strangers_are_told_and_may_say_nothing(client: Client, pair: tuple[Any, Any]) -> None:
    for address in (LIST, TYPED):
        assert client.get(address).status_code == 302
    viewer = factories.make_staff("viewer", "view_person")
    client.force_login(viewer)
    assert "Mazzeh" not in client.get(LIST).content.decode()
    assert client.post(LIST, say(*pair)).status_code == 400
    people = factories.make_person("Qaddafi"), factories.make_person("Gaddafi")
    assert "Gaddafi" in client.get(LIST).content.decode()
    assert client.post(LIST, say(*people)).status_code == 403
    client.force_login(factories.make_staff("nobody"))
    assert client.get(LIST).status_code == 403
    assert not NotTheSame.objects.exists()


def test_a_name_being_typed_is_compared(as_editor: Client, pair: tuple[Any, Any]) -> None:
    asked = {"kind": "people.place", "name": "المزة"}
    found = json.loads(as_editor.get(TYPED, asked).content)["likely"]
    assert {one["name"]: one["address"] for one in found} == {one.name: change(one) for one in pair}
    of_one = json.loads(as_editor.get(TYPED, asked | {"of": pair[0].pk}).content)["likely"]
    assert [one["name"] for one in of_one] == ["Mazzeh"]
    for name in ("", "!!!", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "x" * 5_000):
        assert as_editor.get(TYPED, {"kind": "people.place", "name": name}).status_code == 200
    assert as_editor.get(TYPED, {"kind": "x", "name": "y"}).status_code == 400
    assert as_editor.post(TYPED, asked).status_code == 405


def test_the_name_field_says_where_to_ask(as_editor: Client, pair: tuple[Any, Any]) -> None:
    assert (
        f'data-likely="{TYPED}?kind=people.place&amp;of={pair[0].pk}"'
        in as_editor.get(change(pair[0])).content.decode()
    )
    assert (
        f'data-likely="{TYPED}?kind=people.person"'
        in as_editor.get("/admin/people/person/add/").content.decode()
    )


def test_two_records_are_never_merged_by_themselves(as_publisher: Client, pair: tuple[Any, Any]) -> None:
    as_publisher.get(LIST)
    as_publisher.get(change(pair[0]))
    assert (Place.objects.count(), Person.objects.count()) == (2, 0)
