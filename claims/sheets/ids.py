"""Public ids for what a sheet makes: derived from the file and the place in it, so that a second run makes the same."""

from collections.abc import Iterable
from hashlib import sha256

from claims.bundles.format import BY_NAME
from record.chunks import in_chunks
from record.models import FormerSlug
from record.public_id import ALPHABET, LENGTH


def derived_id(*seed: object) -> str:
    """A public id that always is the same for the same seed, and as good as random otherwise."""
    number = int.from_bytes(sha256("\0".join(map(str, seed)).encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def unused_ids(
    kind: str, seeds: Iterable[tuple[object, ...]], kept: Iterable[str] = ()
) -> dict[tuple[object, ...], str]:
    """An id for each seed that no record of this kind has or had before a merge, nor any of those `kept`.

    Ten letters are 10^13 ids: among millions of records two will meet. The later one then takes its next choice, which
    follows from the same seed: against the same records, always the same ids.
    """
    found: dict[tuple[object, ...], str] = {}
    chosen, waiting, attempt = set(kept), list(seeds), 0
    while waiting:
        candidates = {seed: derived_id(kind, *seed, attempt) for seed in waiting}
        taken, waiting = _taken(kind, candidates.values()), []
        for seed, public_id in candidates.items():
            if public_id in taken or public_id in chosen:
                waiting.append(seed)
            else:
                found[seed] = public_id
                chosen.add(public_id)
        attempt += 1
    return found


def _taken(kind: str, ids: Iterable[str]) -> set[str]:
    model = BY_NAME[kind].model
    former = FormerSlug.objects.filter(kind=model._meta.label_lower)
    return {
        one
        for chunk in in_chunks(ids)
        for one in (
            *model._default_manager.filter(public_id__in=chunk).values_list("public_id", flat=True),
            *former.filter(slug__in=chunk).values_list("slug", flat=True),
        )
    }
