"""`manage.py export_bundle SLUG`: write a dossier with all it rests on as a bundle."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.bundles.export import Extent, export_bundle
from claims.models import Dossier


class Command(BaseCommand):
    """Published records alone, unless asked for more."""

    help = "Export a dossier as a bundle: its published claims and all that they rest on."

    def add_arguments(self, parser: CommandParser) -> None:
        """The dossier, what to carry beyond what readers see, and where to write."""
        parser.add_argument("dossier", metavar="SLUG", help="slug of the dossier")
        parser.add_argument("--with-drafts", action="store_true", help="carry drafts too, marked as such")
        parser.add_argument("--with-notes", action="store_true", help="carry the editors' private notes")
        parser.add_argument(
            "--with-texts", action="store_true", help="carry the texts of articles, where held"
        )
        parser.add_argument(
            "-o", "--output", metavar="FILE", help="write to this file, not to standard output"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the bundle."""
        extent = Extent(options["with_drafts"], options["with_notes"], options["with_texts"])
        data = export_bundle(found(options["dossier"], extent), extent).encode()
        if options["output"]:
            write_file(Path(options["output"]), data)
        else:
            # Bytes, so that no console's encoding or line ends get into the bundle.
            sys.stdout.buffer.write(data)


def found(slug: str, extent: Extent) -> Dossier:
    """The dossier, if there is anything of it to export."""
    dossier = Dossier.objects.filter(slug=slug).first()
    if dossier is None:
        known = ", ".join(Dossier.objects.values_list("slug", flat=True)[:20]) or "none"
        raise CommandError(f"There is no dossier {slug!r}. There are: {known}.")
    if not extent.drafts and not Dossier.objects.visible_to(None).filter(pk=dossier.pk).exists():
        raise CommandError(f"The dossier {slug!r} has no published claim. Export it with --with-drafts.")
    return dossier


def write_file(path: Path, data: bytes) -> None:
    """Write the file whole or not at all: a bundle cut short would be of no use."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
