"""`manage.py import_bundle FILE`: read a dossier with all it rests on, or say everything that is wrong with it."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from claims.bundles.load import Outcome, import_bundle
from claims.bundles.problems import Refused

# Below this many records nobody waits long enough to wonder.
LONG = 2_000
HINT = "Where the file is right, import it again with --overwrite."


class Command(BaseCommand):
    """All of the file is imported, or nothing of it."""

    help = (
        "Import a bundle: add what is missing, leave alone what is equal, refuse what is here with other values. "
        "Exits with 1 and a list of every reason if anything is wrong; then nothing has changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what to do about records that are here with other values."""
        parser.add_argument("file", help="the bundle, or - for standard input")
        parser.add_argument(
            "--overwrite", action="store_true", help="let the file win over records changed here"
        )
        parser.add_argument("--by", metavar="USERNAME", help="name this user in the history of every record")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and say what came of it."""
        name, data = read_file(options["file"])
        try:
            outcome = import_bundle(
                data, name=name, by=user(options["by"]), overwrite=options["overwrite"], steps=shown
            )
        except Refused as refused:
            raise CommandError(refusal(name, refused)) from refused
        if options["verbosity"]:
            self.stdout.write(f"{name}: {summary(outcome)}")
        if outcome.recounting:
            self.stdout.write(
                f"{outcome.recounting} claims are being recounted: manage.py standings --stale finishes them."
            )


def read_file(path: str) -> tuple[str, bytes]:
    """The name of the file, and what is in it."""
    if path == "-":
        return "standard input", sys.stdin.buffer.read()
    try:
        return Path(path).name, Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def user(username: str | None) -> Any:
    """The user of that name, if one was given."""
    users = get_user_model()
    try:
        return users._default_manager.get_by_natural_key(username) if username else None
    except users.DoesNotExist as error:
        raise CommandError(f"There is no user {username!r}.") from error


def shown(steps: Sequence[Any], title: str) -> Iterable[Any]:
    """Go through the steps, showing how far we are on a terminal and wherever it takes long."""
    return tqdm(steps, desc=title, disable=not (sys.stderr.isatty() or len(steps) > LONG), leave=False)


def refusal(name: str, refused: Refused) -> str:
    """The list of reasons, the number first."""
    number = len(refused.problems)
    reasons = "\n".join(f"- {problem}" for problem in refused.problems)
    hint = f"\n{HINT}" if any(problem.is_conflict for problem in refused.problems) else ""
    return f"{name} was not imported, {number} {'reason' if number == 1 else 'reasons'}:\n{reasons}{hint}"


def summary(outcome: Outcome) -> str:
    """What was added and changed, kind by kind."""
    parts = [
        f"{verb} {counted(counts)}"
        for verb, counts in (("added", outcome.added), ("changed", outcome.changed))
        if counts
    ]
    return f"{'; '.join(parts) or 'nothing to do'}; {outcome.same} records were here already."


def counted(counts: Counter[str]) -> str:
    """ "3 claims, 5 evidence" """
    return ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in counts.items())
