"""What a made-up row holds comes from its model: defaults, derived columns, ids; a column left without is refused."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from claims.models import Credit, Evidence
from claims.synthesis.tables import MADE_AT, Table, set_sequences, write_all
from people.models import Person
from sources.models import Article
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_row_has_the_defaults_and_derived_columns_that_a_saved_one_has() -> None:
    articles = Table(Article)
    key = articles.add(
        title="The Road, at Dawn", url="https://Example.com/a?utm_source=x", published="2024-12~"
    )
    write_all([articles])
    made = Article.objects.get(pk=key)
    saved = Article(title=made.title, url=made.url, published=made.published, public_id="bcdfghjklm")
    Article.objects.filter(pk=key).delete()
    saved.save()
    ours = {field.attname: getattr(made, field.attname) for field in Article._meta.concrete_fields}
    theirs = {field.attname: getattr(saved, field.attname) for field in Article._meta.concrete_fields}
    assert {name for name in ours if ours[name] != theirs[name]} <= {"id", "public_id", "created_at"}
    assert made.title_folded == "the road at dawn"
    assert made.published_earliest == date(2024, 11, 1)
    assert made.created_at == MADE_AT


def test_values_of_every_kind_come_back_as_they_went_in() -> None:
    evidence = Table(Evidence)
    key = evidence.add(
        claim_id=make.make_claim().pk,
        article_id=make.make_article().pk,
        stance="supports",
        quotation='He said: "no,\nnever" \\N, بعد الفجر',
        hedged=True,
        asserted_figure=7,
        omits=["time"],
        state="published",
        published_at=datetime(2024, 5, 6, 7, 8, tzinfo=UTC),
    )
    write_all([evidence])
    made = Evidence.objects.get(pk=key)
    assert made.quotation == 'He said: "no,\nnever" \\N, بعد الفجر'
    assert made.hedged
    assert made.stands_after_correction is None
    assert made.asserted_figure == 7
    assert json.dumps(made.omits) == '["time"]'
    assert made.published_at == datetime(2024, 5, 6, 7, 8, tzinfo=UTC)
    assert made.asserted_date_earliest is None


def test_names_alike_get_slugs_of_their_own_beside_those_that_are_there() -> None:
    make.make_person("Karim Haddad")
    people = Table(Person)
    people.add(name="Karim Haddad", description="")
    write_all([people])
    assert set(Person.objects.values_list("slug", flat=True)) == {"karim-haddad", "karim-haddad-2"}


def test_a_row_that_leaves_out_what_its_model_needs_is_refused_by_name() -> None:
    credits = Table(Credit)
    credits.add(evidence_id=make.make_evidence(basis="relays").pk, outlet_id=make.make_outlet().pk)
    with pytest.raises(IntegrityError, match="position"), transaction.atomic():
        write_all([credits])


def test_rules_that_span_rows_hold_for_made_up_rows_too() -> None:
    credits = Table(Credit)
    credits.add(evidence_id=make.make_evidence(basis="own").pk, outlet_id=make.make_outlet().pk, position=0)
    with pytest.raises(IntegrityError, match="only evidence that relays has credits"), transaction.atomic():
        write_all([credits])


def test_the_next_row_saved_takes_the_next_key() -> None:
    people = Table(Person)
    last = [people.add(name=f"Person {number}", description="") for number in range(5)][-1]
    write_all([people])
    set_sequences([people])
    assert make.make_person("Another").pk == last + 1
