import pytest
from django.apps import apps
from django.db.models import ForeignKey, OneToOneField

from claims.models import Claim, ClaimStanding
from claims.models.words import EditorsWords, PublicWords
from people.models import Person, Place
from record.merging.links import Link, alike, links_to, loops
from record.merging.rules import mergeable
from sources.models import Article, ArticleText
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", mergeable(), ids=lambda model: model.__name__)
def test_no_foreign_key_of_any_table_is_forgotten(model: type) -> None:
    # Counted the other way round: every column of every model, histories and views aside.
    columns = {
        (other._meta.label, field.name)
        for other in apps.get_models(include_auto_created=True)
        if other._meta.managed and not hasattr(other, "instance_type")
        for field in other._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is model
    }
    assert {(link.model._meta.label, link.field.name) for link in links_to(model)} == columns
    assert len(columns) >= 3


def test_six_kinds_can_be_merged() -> None:
    assert {model.__name__ for model in mergeable()} == {
        "Person", "Organization", "Place", "Outlet", "Article", "Claim",
    }  # fmt: skip


def test_rows_that_share_their_records_key_hold_only_what_follows_from_it() -> None:
    # A merge removes them for the apps to work out anew: whoever adds one that editors write must say how it merges.
    shared = {
        link.model
        for model in mergeable()
        for link in links_to(model)
        if isinstance(link.field, OneToOneField) and link.field.primary_key
    }
    assert shared == {ClaimStanding, PublicWords, EditorsWords}


def test_every_link_names_its_record_by_its_key() -> None:
    named = {link.field.target_field.name for model in mergeable() for link in links_to(model)}
    assert named == {"id"}


def test_a_kind_whose_rows_name_one_another_has_loops() -> None:
    assert [link.field.name for link in loops(Place)] == ["parent"]
    assert [link.field.name for link in loops(Claim)] == ["asserts"]
    assert loops(Person) == []


def link(model: type, name: str) -> Link:
    return next(
        one for one in links_to(model) if one.field.name == name and one.model.__name__ == "Participant"
    )


def test_rows_are_alike_where_one_unique_key_could_hold_only_one() -> None:
    claim, kept, gone = make.make_claim(), make.make_person(), make.make_person()
    host = make.add_participant(claim, kept, "host")
    same, guest = make.add_participant(claim, gone, "host"), make.add_participant(claim, gone, "guest")
    make.add_participant(make.make_claim(), gone, "host")
    assert alike(link(Person, "person"), gone.pk, kept.pk) == {same.pk: host.pk}
    assert guest.pk not in alike(link(Person, "person"), gone.pk, kept.pk)


def test_a_condition_of_the_key_is_heeded_and_the_unknown_equals_nothing() -> None:
    kept, gone = make.make_claim(), make.make_claim()
    for claim in (kept, gone):
        make.add_participant(claim, make.make_person(), "host")
    # The organizations of both are unknown, and no key holds two unknowns for one.
    assert alike(link(Claim, "claim"), gone.pk, kept.pk) == {}


def test_of_what_there_can_be_only_one_any_other_is_alike() -> None:
    kept, gone = make.make_article(), make.make_article()
    texts = [
        ArticleText.objects.create(article=one, sha256="a" * 64, length=5, captured_at=make.NOON)
        for one in (kept, gone)
    ]
    stored = next(one for one in links_to(Article) if one.model is ArticleText)
    assert alike(stored, gone.pk, kept.pk) == {texts[1].pk: texts[0].pk}
