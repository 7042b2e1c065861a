"""The demo: loaded once, with a login; never over what an editor changed."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from claims.models import Claim, Dossier

pytestmark = pytest.mark.django_db


def load_demo() -> str:
    """Run the command; return what it printed."""
    output = StringIO()
    call_command("load_demo", stdout=output)
    return output.getvalue()


def test_the_first_run_loads_the_dossier_and_prints_a_login_that_works() -> None:
    password = re.search(r"Log in as editor with password (\S+) ", load_demo())
    assert password is not None
    editor = authenticate(username="editor", password=password[1])
    assert isinstance(editor, User)
    assert editor.is_staff
    assert not editor.is_superuser
    assert list(editor.groups.all()) == [Group.objects.get(name="Publishers")]
    assert Dossier.objects.count() == 1
    assert Claim.objects.count() >= 60


def test_a_later_run_leaves_everything_an_editor_changed_alone() -> None:
    load_demo()
    claim = Claim.objects.order_by("pk")[0]
    Claim.objects.filter(pk=claim.pk).update(statement="Reworded by an editor.")
    User.objects.get(username="editor").delete()
    User.objects.create_user("editor", password="an editor's own password")
    said = load_demo()
    claim.refresh_from_db()
    assert claim.statement == "Reworded by an editor."
    assert authenticate(username="editor", password="an editor's own password")
    assert "manage.py changepassword editor" in said
    assert "with password" not in said


def test_no_two_demos_share_a_password() -> None:
    first = load_demo()
    User.objects.all().delete()
    assert load_demo() != first
