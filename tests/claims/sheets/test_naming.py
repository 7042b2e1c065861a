"""Names in sheets: found whole by any spelling, told apart, and made only where that is wanted."""

import pytest

from claims.models import Dossier
from claims.models.claims import State
from people.models import Person
from tests import factories
from tests.claims.sheets.table import fire, imported, planned, refusals

pytestmark = pytest.mark.django_db


def test_a_name_is_found_by_any_of_its_names_whole_in_any_spelling() -> None:
    joulani = factories.make_person("Ahmad al-Sharaa", aliases=["أبو محمد الجولاني"])
    [claim] = imported(fire(participants="ابو محمد الجولاني (leader)"))
    assert claim.participants.get().person == joulani
    assert "no person or organization here is called 'Sharaa'" in refusals(fire(participants="Sharaa"))[0]


def test_a_name_that_several_go_by_is_refused_with_all_of_them() -> None:
    one = factories.make_person("Ali Hassan", description="a general")
    other = factories.make_person("Ali", aliases=["Ali Hassan"])
    choice = f"person: Ali Hassan [{one.slug}], a general; person: Ali [{other.slug}]"
    assert refusals(fire(participants="Ali Hassan")) == [
        f"row 2, participants: 'Ali Hassan' may be any of several here. Write one of: {choice}."
    ]
    [claim] = imported(fire(participants=f"person: Ali [{other.slug}]"))
    assert claim.participants.get().person == other


def test_a_person_and_an_organization_of_one_name_are_told_apart_by_the_kind() -> None:
    factories.make_person("Nusra")
    organization = factories.make_organization("Nusra")
    assert "may be any of several here" in refusals(fire(speakers="Nusra"))[0]
    assert refusals(fire(speakers="organization: Nusra")) == []
    assert (
        planned(fire(speakers="organization: Nusra")).known["organizations", (organization.slug,)]
        == organization
    )


def test_unknown_names_are_made_where_that_is_wanted_each_once() -> None:
    rows = [
        fire(outlet="AP", places="Skerry", participants="person: Ada Holm"),
        fire(statement="It fell.", headline="", participants="person: ADA HOLM; organization: The Guard"),
    ]
    made = planned(*rows, make_names=True)
    assert [
        (row, entry.record["name"])
        for row, entry in zip(made.origins, made.entries, strict=True)
        if "name" in entry.record
    ] == [
        (2, "AP"),
        (2, "Skerry"),
        (2, "Ada Holm"),
        (3, "The Guard"),
    ]
    first, second = imported(*rows, make_names=True)
    assert first.participants.get().person == second.participants.get(person__isnull=False).person


def test_a_name_without_its_kind_is_never_made() -> None:
    [told] = refusals(fire(participants="Ada Holm"), make_names=True)
    assert told.endswith("made in more than one way: write person: Ada Holm or organization: Ada Holm.")


def test_two_new_names_of_one_address_get_one_each() -> None:
    imported(fire(participants="person: Ada; person: Ада; person: Ada [ada-3]"), make_names=True)
    assert set(Person.objects.values_list("slug", flat=True)) == {"ada", "ada-2", "ada-3"}


def test_a_slug_that_nothing_has_is_refused() -> None:
    assert "no place here is with the slug 'skerry'" in refusals(fire(places="Skerry Point [skerry]"))[0]


# Dossiers


def test_a_claim_joins_dossiers_by_title_or_slug() -> None:
    first, second = factories.make_dossier("The last days"), factories.make_dossier("Other")
    [claim] = imported(fire(dossiers=f"the LAST days; {second.slug}"))
    assert set(claim.dossiers.all()) == {first, second}


def test_an_unknown_dossier_is_refused_or_made() -> None:
    assert refusals(fire(dossiers="The fire")) == ["row 2, dossiers: no dossier here goes by 'The fire'."]
    imported(
        fire(dossiers="The fire"),
        fire(statement="It fell.", headline="", dossiers="The fire"),
        make_names=True,
    )
    assert Dossier.objects.get(title="The fire").claims.count() == 2


def test_a_dossier_for_every_claim_of_the_file() -> None:
    dossier = factories.make_dossier("The fire")
    [claim] = imported(fire(), dossier=dossier.slug)
    assert claim.dossiers.get() == dossier


def test_a_published_claim_is_put_into_a_dossier_by_publishers_alone() -> None:
    claim = factories.make_claim(state=State.PUBLISHED)
    dossier = factories.make_dossier("The fire")
    row = fire(claim=claim.public_id, statement="", dossiers="The fire")
    assert refusals(row, changes_public=False) == [
        f"row 2, dossiers: readers see {claim.public_id}: a Publisher puts it into a dossier."
    ]
    assert refusals(row) == []
    factories.add_to_dossier(claim, dossier)
    assert refusals(row, changes_public=False) == []
