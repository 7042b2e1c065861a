import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from claims.models import Claim, Evidence
from people.models import Person
from record.merging import journal
from tests import factories as make

pytestmark = pytest.mark.django_db


def step_of(row: Any) -> journal.Json:
    # Through JSON and back, as the database keeps it.
    values = json.loads(json.dumps(journal.written(row)))
    return {"did": "dropped", "model": row._meta.label_lower, "key": row.pk, "values": values}


def test_a_row_written_out_is_read_again_to_the_last_digit() -> None:
    claim = make.make_claim(date="2024-12-08", figure=Decimal("2.5000"), time="~23:00")
    Claim.objects.filter(pk=claim.pk).update(created_at=datetime(2024, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC))
    evidence = make.make_evidence(claim, omits=["date", "time"], hedged=None, asserted_date="2024-12-08")
    for row in (Claim.objects.get(), Evidence.objects.get(pk=evidence.pk)):
        again = journal.read(step_of(row))
        assert {f.attname: getattr(again, f.attname) for f in row._meta.concrete_fields} == {
            f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields
        }


def test_a_journal_older_than_a_column_gets_its_default_and_what_is_derived() -> None:
    step = step_of(make.make_person("Ra’if", description="a soldier"))
    for newer in ("name_folded", "description"):
        del step["values"][newer]
    step["values"]["given_up_since"] = "x"
    again = journal.read(step)
    assert isinstance(again, Person)
    assert (again.name_folded, again.description) == ("raif", "")


def test_what_undoing_needs_is_told_from_what_the_merge_removed() -> None:
    steps = [
        {
            "did": "moved",
            "model": "claims.participant",
            "column": "person_id",
            "from": 1,
            "to": 2,
            "rows": [7, 8],
        },
        {"did": "dropped", "model": "claims.participant", "key": 9, "like": 7, "values": {}},
        {"did": "dropped", "model": "people.person", "key": 1, "like": 2, "values": {}},
        {"did": "made", "model": "people.personalias", "key": 3, "values": {}},
        {"did": "taken", "model": "people.person", "key": 2, "before": {}, "after": {}},
    ]
    assert journal.removed(steps) == {("claims.participant", 9): 7, ("people.person", 1): 2}
    assert journal.needed(steps) == {
        ("claims.participant", 7),
        ("claims.participant", 8),
        ("people.person", 2),
        ("people.personalias", 3),
    }
