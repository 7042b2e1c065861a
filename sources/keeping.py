"""Looking after the raw captures on disk: those that are damaged, and those that nothing came of."""

from collections.abc import Iterator
from datetime import datetime

from sources import archiving
from sources.models import Capture


def damaged() -> Iterator[str]:
    """What is wrong with the files that captures name, a sentence each. Reads every file."""
    for capture in Capture.objects.without_texts().iterator():
        found = archiving.sha256_of(capture.file)
        if found is None:
            yield f"Capture {capture.public_id}: {capture.file} is missing. Restore it from a backup."
        elif found != capture.file_sha256:
            yield f"Capture {capture.public_id}: {capture.file} is not what was captured. Restore it from a backup."


def drop_unused(before: datetime) -> tuple[int, int]:
    """Delete the captures made before then that no article was made of, and files of that age that none names.

    Returns how many of either. A file goes after its row, so that no row is ever without its file; one written
    just now, whose row is still to come, is too young.
    """
    stale = Capture.objects.unused().filter(captured_at__lt=before)
    rows, _ = stale.delete()
    named = set(Capture.objects.values_list("file", flat=True))
    paths = [archiving.path_of(name) for name in archiving.names() if name not in named]
    old = [path for path in paths if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink()
    return rows, len(old)
