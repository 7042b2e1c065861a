"""What merging two people, organizations or places has to heed."""

from collections.abc import Iterator

from people.models import Entity, Organization, Person, Place
from record.merging.names import keep_names
from record.merging.rules import allow


def register() -> None:
    """Let people, organizations and places be merged."""
    allow(Person, Organization, Place, ask=_two_wikidata_ids, afterwards=keep_names)
    allow(Place, together=[("latitude", "longitude", "precision")])


def _two_wikidata_ids(kept: Entity, gone: Entity) -> Iterator[str]:
    if kept.wikidata_id and gone.wikidata_id:
        yield (
            f"Wikidata has an item for each of them, {kept.wikidata_id} and {gone.wikidata_id}: are these two items "
            "about one and the same?"
        )
