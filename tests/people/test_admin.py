"""People, organizations and places in the admin: found by any name, each name once, no address ever lost."""

from typing import Any

import pytest
from django.test import Client

from claims import publicity
from people.models import Organization, Person, Place
from record.models import FormerSlug
from tests import factories
from tests.admin_form import AdminForm, errors

pytestmark = pytest.mark.django_db

KINDS = [("person", Person), ("organization", Organization), ("place", Place)]


def address(record: Any) -> str:
    return f"/admin/people/{record._meta.model_name}/{record.pk}/change/"


@pytest.mark.parametrize(("kind", "model"), KINDS)
def test_a_record_is_made_with_its_other_names(as_editor: Client, kind: str, model: Any) -> None:
    form = AdminForm.get(as_editor, f"/admin/people/{kind}/add/")
    form["name"] = "Idlib"
    form.add("aliases", name="إدلب", language="ar")
    assert form.post(as_editor).status_code == 302
    record = model.objects.get()
    assert (record.slug, record.public, record.wikidata_id) == ("idlib", False, None)
    assert record.aliases.get().name == "إدلب"


def test_two_records_may_both_have_no_wikidata_id(as_editor: Client) -> None:
    for name in ("One", "Two"):
        form = AdminForm.get(as_editor, "/admin/people/person/add/")
        form["name"] = name
        assert form.post(as_editor).status_code == 302


def test_the_same_name_twice_is_an_error_however_it_is_written(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/people/place/add/")
    form["name"] = "Idlib"
    form.add("aliases", name="إدلب")
    form.add("aliases", name="ادلب")
    assert any("This is “إدلب” again" in error for error in errors(form.post(as_editor)))


def test_a_name_that_is_deleted_may_be_typed_again(as_publisher: Client) -> None:
    person = factories.make_person(aliases=["Jolani"])
    form = AdminForm.get(as_publisher, address(person))
    form.row("aliases", 0, DELETE="on")
    form.add("aliases", name="al-Jolani")
    assert form.post(as_publisher).status_code == 302
    assert person.aliases.get().name == "al-Jolani"


def test_an_address_that_was_given_up_redirects(as_publisher: Client, client: Client) -> None:
    person = factories.make_person("Fidan")
    form = AdminForm.get(as_publisher, address(person))
    form["slug"] = "hakan-fidan"
    assert form.post(as_publisher).status_code == 302
    answer = client.get("/people/fidan/")
    assert (answer.status_code, answer["Location"]) == (301, "/people/hakan-fidan/")


def test_an_emptied_address_is_made_anew_and_the_old_one_redirects(as_publisher: Client) -> None:
    person = factories.make_person("Fidan", slug="old")
    form = AdminForm.get(as_publisher, address(person))
    form["slug"] = ""
    form.post(as_publisher)
    person.refresh_from_db()
    assert person.slug == "fidan"
    assert FormerSlug.objects.get().slug == "old"


def test_no_record_takes_an_address_that_redirects_to_another(as_publisher: Client) -> None:
    person, other = factories.make_person("Fidan"), factories.make_person("Other")
    FormerSlug.objects.create(kind="people.person", slug="taken", target=other.pk)
    form = AdminForm.get(as_publisher, address(person))
    form["slug"] = "taken"
    assert any("once led to another record" in error for error in errors(form.post(as_publisher)))


def test_a_record_takes_back_an_address_of_its_own(as_publisher: Client) -> None:
    person = factories.make_person("Fidan")
    for slug in ("hakan-fidan", "fidan"):
        form = AdminForm.get(as_publisher, address(person))
        form["slug"] = slug
        assert form.post(as_publisher).status_code == 302
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["hakan-fidan"]


@pytest.mark.parametrize(("kind", "model"), KINDS)
@pytest.mark.parametrize("term", ["joulani", "ابو محمد", "AL JOULANI"])
def test_autocompletes_find_by_any_name(as_editor: Client, kind: str, model: Any, term: str) -> None:
    make = getattr(factories, f"make_{kind}")
    record = make("Ahmed al-Sharaa", aliases=["al-Joulani", "أبو محمد"], description="Leader")
    make("Somebody else")
    through = {"person": "participant", "organization": "participant", "place": "claimplace"}[kind]
    asked = {"term": term, "app_label": "claims", "model_name": through, "field_name": kind}
    found = as_editor.get("/admin/autocomplete/", asked).json()["results"]
    assert found == [{"id": str(record.pk), "text": "Ahmed al-Sharaa (Leader)"}]
    rows = as_editor.get(f"/admin/people/{kind}/", {"q": term}).context["cl"].result_list
    assert list(rows) == [record]


def test_a_place_made_part_of_another_makes_that_one_public(as_publisher: Client) -> None:
    inner, outer = factories.make_place(public=False), factories.make_place(public=False)
    claim = factories.make_claim()
    factories.make_evidence(claim)
    factories.add_place(claim, inner)
    publicity.repair()
    form = AdminForm.get(as_publisher, address(inner))
    form["parent"] = outer.pk
    form.post(as_publisher)
    outer.refresh_from_db()
    assert outer.public
    assert publicity.differences() == []


def test_a_place_does_not_lie_inside_itself(as_publisher: Client) -> None:
    outer = factories.make_place()
    inner = factories.make_place(parent=outer)
    form = AdminForm.get(as_publisher, address(outer))
    form["parent"] = inner.pk
    assert any("inside itself" in error for error in errors(form.post(as_publisher)))


def test_coordinates_are_given_whole_or_not_at_all(as_editor: Client) -> None:
    form = AdminForm.get(as_editor, "/admin/people/place/add/")
    form["name"], form["latitude"] = "Doha", "25.3"
    assert any(
        "Give latitude, longitude and their precision together" in e for e in errors(form.post(as_editor))
    )


def test_a_record_in_use_is_not_deleted(as_publisher: Client) -> None:
    person = factories.make_person()
    factories.add_participant(factories.make_claim(), person)
    chosen = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    as_publisher.post("/admin/people/person/", chosen)
    as_publisher.post(address(person).replace("change", "delete"), {"post": "yes"})
    assert Person.objects.filter(pk=person.pk).exists()


def test_saving_an_untouched_form_writes_no_history(as_publisher: Client) -> None:
    person = factories.make_person(aliases=["Jolani"])
    before = Person.history.count(), person.aliases.get().history.count()
    AdminForm.get(as_publisher, address(person)).post(as_publisher)
    assert (Person.history.count(), person.aliases.get().history.count()) == before
