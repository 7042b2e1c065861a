"""The story the bundle tests tell: a ferry on a rock, in reports of our own making. It uses every field of the format.

`marigold-whole.json` has drafts, notes and texts; `marigold.json` is what the public may have of it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from claims.bundles.export import AS_READERS_SEE, Extent, export_bundle
from claims.bundles.load import Outcome, import_bundle
from claims.bundles.problems import Refused
from claims.models import Dossier

FOLDER = Path(__file__).parent
PUBLIC = (FOLDER / "marigold.json").read_bytes()
WHOLE = (FOLDER / "marigold-whole.json").read_bytes()
EVERYTHING = Extent(drafts=True, notes=True, texts=True)

# The records that tests speak of.
AGROUND, FORTY, THIRTY, DARK, SAID = "grwlrpqkgd", "hgkkbtxhlm", "bgrwpzxngv", "zcswqqqqft", "qcjdjshfnz"
PROMISED = "nlthvbjvpg"
GAZETTE, RADIO, NOTICE, REVISED = "ngqcdwfpxc", "vjcdrrdkdw", "rcxfkxcxxq", "ckcwgmrgwf"
DECKHAND = "sxspmkhkdx"
OWN, RELAY = "kwwvnkzjkq", "tjnjtzzbtp"
PASSENGERS, LAMP = "fjtmvmsssf", "lpgzvlfpkt"

Bundle = dict[str, Any]


def public() -> Bundle:
    """The public bundle, to be changed by a test."""
    return dict(json.loads(PUBLIC))


def whole() -> Bundle:
    """The bundle with drafts, notes and texts, to be changed by a test."""
    return dict(json.loads(WHOLE))


def record(bundle: Bundle, kind: str, key: str) -> dict[str, Any]:
    """The record of this id or slug."""
    return next(one for one in bundle[kind] if key in (one.get("id"), one.get("slug")))


def load(bundle: Bundle | bytes, **options: Any) -> Outcome:
    """Import a bundle under the name story.json."""
    data = bundle if isinstance(bundle, bytes) else json.dumps(bundle).encode()
    return import_bundle(data, name="story.json", **options)


def refusals(bundle: Bundle | bytes, **options: Any) -> list[str]:
    """Every reason for which a bundle is refused."""
    with pytest.raises(Refused) as refused:
        load(bundle, **options)
    return [str(problem) for problem in refused.value.problems]


def export(extent: Extent = AS_READERS_SEE, slug: str = "marigold") -> bytes:
    """The dossier as it would be exported now."""
    return export_bundle(Dossier.objects.get(slug=slug), extent).encode()


def change(kind: str, key: str, /, **values: Any) -> Callable[[Bundle], Bundle]:
    """A change of one record: each value replaces the one at its key, None removes it."""

    def changed(bundle: Bundle) -> Bundle:
        found = record(bundle, kind, key)
        found.update(values)
        for name in [name for name, value in values.items() if value is None]:
            del found[name]
        return bundle

    return changed


def database() -> dict[str, list[Any]]:
    """Every row of every table of ours, history and times of change included."""
    models = [
        model
        for label in ("claims", "sources", "people", "record")
        for model in apps.get_app_config(label).get_models()
        if model._meta.managed  # a view over the index shows what a table holds
    ]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}
