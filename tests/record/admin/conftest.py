"""One claim, and its form as two editors opened it at the same time."""

import pytest
from django.test import Client

from claims.models import Claim
from claims.models.claims import State
from tests import factories
from tests.admin_form import AdminForm
from tests.record.admin.two_editors import change


@pytest.fixture
def claim() -> Claim:
    claim = factories.make_claim("The city fell.", state=State.DRAFT, detail="At dawn.")
    factories.make_evidence(claim, state=State.DRAFT, quotation="fell")
    return claim


@pytest.fixture
def theirs(claim: Claim, as_publisher: Client) -> AdminForm:
    """The form as a colleague opened it."""
    return AdminForm.get(as_publisher, change(claim))


@pytest.fixture
def mine(claim: Claim, as_editor: Client) -> AdminForm:
    """The form as I opened it at the same time."""
    return AdminForm.get(as_editor, change(claim))
