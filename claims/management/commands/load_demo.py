"""`manage.py load_demo`: the demo dossier and an editor to log in as, where they are missing."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from claims.models import Dossier

BUNDLE = Path(__file__).resolve().parents[2] / "demo" / "assad-fall.json"
EDITOR = "editor"
# 15 bytes are 20 characters: beyond guessing, and still typed by hand.
PASSWORD_BYTES = 15


class Command(BaseCommand):
    """Loads what a first visitor looks at. What is there already stays as it is."""

    help = "Load the demo dossier and make an editor's login, each where it is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the dossier, then say how to log in."""
        load_dossier()
        self.stdout.write(login_line())


def load_dossier() -> None:
    """Import the demo bundle, unless its dossier is there, in whatever state editors left it."""
    slug = json.loads(BUNDLE.read_text(encoding="utf-8"))["dossier"]["slug"]
    if not Dossier.objects.filter(slug=slug).exists():
        call_command("import_bundle", str(BUNDLE))


def login_line() -> str:
    """Return how to log in: a new editor's password, said this once, or how to set a new one."""
    renew = f".venv/bin/python manage.py changepassword {EDITOR}"
    if User.objects.filter(username=EDITOR).exists():
        return f"Log in as {EDITOR}; a new password: {renew}"
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = User.objects.create_user(EDITOR, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name="Publishers"))
    return f"Log in as {EDITOR} with password {password} (shown this once; a new one: {renew})"
