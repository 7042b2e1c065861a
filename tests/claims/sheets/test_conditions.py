"""Conditions read in Python say what the database says, for every constraint of the tables that sheets fill."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.bundles.format import KINDS
from claims.models import Claim, Evidence, Participant, Speaker
from claims.sheets.conditions import breaches, holds
from people.models import Place
from sources.models import Article, UnnamedSource
from tests.factories import NOON

MODELS = (Claim, Evidence, Article, UnnamedSource, Place, Participant, Speaker)


def values(field: Any) -> Any:
    """A few values of a column, such that conditions on it come out either way."""
    if field.is_relation:
        return st.sampled_from([None, 1])
    choices = [value for value, _ in field.flatchoices]
    samples: dict[str, list[Any]] = {
        "DateField": [None, date(2024, 1, 1), date(2025, 1, 1)],
        "DateTimeField": [None, NOON],
        "BooleanField": [True, False, None] if field.null else [True, False],
        "DecimalField": [None, 1, 95],
        "BigAutoField": [1, 2],
        "BigIntegerField": [None, 1],
        "JSONField": [[]],
        "PositiveSmallIntegerField": [0, 1],
    }
    return st.sampled_from(samples.get(field.get_internal_type(), [*choices, "", "text"]))


@st.composite
def rows(draw: Any) -> Any:
    model = draw(st.sampled_from(MODELS))
    return model(**{field.attname: draw(values(field)) for field in model._meta.concrete_fields})


@pytest.mark.django_db
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(rows())
def test_python_and_the_database_agree_on_every_condition(row: Any) -> None:
    for constraint in row._meta.constraints:
        if isinstance(constraint, CheckConstraint):
            assert (holds(constraint.condition, row) is not False) == said_by_database(constraint, row), (
                constraint.name
            )


def said_by_database(constraint: CheckConstraint, row: Any) -> bool:
    """Whether the database lets the row be. Django asks it with a query."""
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return False
    return True


def test_every_constraint_of_what_sheets_make_can_be_read() -> None:
    models = {part.model for kind in KINDS for part in kind.parts} | {kind.model for kind in KINDS}
    for model in models:
        list(breaches(model()))


def test_a_lookup_that_nobody_has_read_yet_is_refused() -> None:
    with pytest.raises(NotImplementedError, match="unit__startswith"):
        holds(Q(unit__startswith="x"), Claim())


def test_nothing_known_is_neither_true_nor_false() -> None:
    claim = Claim(figure=None)
    assert holds(Q(figure__gt=1), claim) is None
    assert holds(~Q(figure__gt=1), claim) is None
    assert holds(Q(figure__gt=1) | Q(unit=""), claim) is True
    assert holds(Q(figure__gt=1) & Q(unit="km"), claim) is False
    assert holds(Q(asserts=F("id")), Claim(id=3, asserts_id=3)) is True
