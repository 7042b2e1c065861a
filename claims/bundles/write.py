"""Writing the rows of a bundle, with their history, in the order in which they rest on each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from simple_history.utils import bulk_create_with_history

from claims.bundles.compare import Changed, Comparison
from claims.bundles.entries import Entry, in_levels
from claims.bundles.format import KINDS
from claims.bundles.items import Part, Reference
from claims.bundles.rows import DOSSIER, fill, part_rows
from record.changes import announce
from record.chunks import in_chunks

BATCH = 500


@dataclass(frozen=True)
class Signature:
    """What the history of every row says: by whom, and why."""

    by: AbstractBaseUser | None
    reason: str

    def on(self, row: Any) -> Any:
        """Sign a row that is about to be saved or deleted; return it."""
        row._history_user, row._change_reason = self.by, self.reason
        return row


class Writer:
    """Writes what a comparison found missing or changed. `rows` knows every row of the bundle by kind and key."""

    def __init__(self, found: Comparison, signature: Signature, steps: Callable[..., Iterable[Any]]) -> None:
        self.found = found
        self.signature = signature
        self.steps = steps
        self.rows: dict[str, dict[str, Any]] = defaultdict(dict)
        for (kind, identity), row in found.rows.items():
            self.rows[kind][identity[0]] = row

    def write(self) -> None:
        """Write everything: kind by kind, since each rests on those before it."""
        for chunk in self.steps(list(self._chunks()), "Writing"):
            if isinstance(chunk, Changed):
                self._change(chunk)
            else:
                self._create(chunk)

    def claims(self) -> set[int]:
        """The numbers of all claims of the bundle, once it is written."""
        return {row.pk for row in self.rows["claims"].values()}

    def _chunks(self) -> Iterator[list[Entry] | Changed]:
        for kind in KINDS:
            missing = [entry for entry in self.found.missing if entry.kind is kind]
            for level in in_levels(missing):
                yield from in_chunks(level)
            yield from (changed for changed in self.found.changed if changed.entry.kind is kind)

    def _target(self, kind: str, key: str) -> Model:
        rows = self.rows[kind]
        row: Model = next(iter(rows.values())) if kind == "dossier" else rows[key]
        return row

    def _create(self, entries: list[Entry]) -> None:
        rows = [self._new(entry) for entry in entries]
        self._insert(rows)
        parts: dict[str, list[Any]] = defaultdict(list)
        for entry, row in zip(entries, rows, strict=True):
            if entry.kind.key:
                self.rows[entry.kind.name][entry.identity[0]] = row
            for path, made in part_rows(row, entry, self._target).items():
                parts[path] += made
        for made in parts.values():
            self._insert(made)

    def _new(self, entry: Entry) -> Any:
        row = fill(entry.kind.model(), entry, self._target)
        if hasattr(row, "created_by_id"):
            row.created_by = self.signature.by
        return row

    def _insert(self, rows: list[Any]) -> None:
        if rows:
            bulk_create_with_history(
                rows,
                type(rows[0]),
                batch_size=BATCH,
                default_user=self.signature.by,
                default_change_reason=self.signature.reason,
            )

    def _change(self, changed: Changed) -> None:
        entry, row = changed.entry, changed.row
        tops = {path.split(".")[0] for path in changed.paths}
        parts = [part for part in entry.kind.parts if part.path in tops]
        # Old parts go first: evidence that no longer relays may not have credits even for a moment.
        for part in (part for part in parts if not part.single):
            self._clear(part, row)
        if tops - {part.path for part in parts}:
            self._save_own(changed)
        made = part_rows(row, entry, self._target)
        for part in parts:
            if part.single:
                self._replace(part, row, made[part.path])
            else:
                self._insert(made[part.path])

    def _save_own(self, changed: Changed) -> None:
        row, before = changed.row, copy(changed.row)
        fill(row, changed.entry, self._target)
        for column in _kept(changed):
            setattr(row, column, getattr(before, column))
        self.signature.on(row).save()
        announce(row, before=before)

    def _replace(self, part: Part, row: Any, made: list[Any]) -> None:
        """Give the one row that is here the values of the file; it is never taken away."""
        for new in made:
            for old in self._held(part, row)[:1]:
                new.pk, new._state.adding = old.pk, False
                if hasattr(new, "text"):
                    new.text = new.text or old.text
            self.signature.on(new).save()

    def _clear(self, part: Part, row: Any) -> None:
        soft = [item for item in part.items if isinstance(item, Reference) and item.soft]
        known = {item.column: {row.pk for row in self.rows[item.kind].values()} for item in soft}
        for old in self._held(part, row):
            # What leads out of the bundle is not the bundle's to remove.
            if all(getattr(old, f"{column}_id") in numbers for column, numbers in known.items()):
                self.signature.on(old).delete()

    def _held(self, part: Part, row: Any) -> list[Any]:
        manager: Any = part.model._default_manager
        held = manager.filter(**{part.link: row}).order_by("pk")
        return list(held.filter(dossier=self._target(*DOSSIER)) if part.in_dossier else held)


def _kept(changed: Changed) -> Iterator[str]:
    """The columns of soft references about which the file is silent, and of their reasons."""
    for reference in changed.entry.kind.references:
        if reference.soft and reference.path not in changed.paths:
            yield f"{reference.column}_id"
            if reference.reason and reference.reason not in changed.paths:
                yield reference.reason
