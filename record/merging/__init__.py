"""Making one record of two, and two of one again. Knows no app: each says in its own module what it must not lose.

`merge` moves every link, `undo` walks its journal backwards; both run inside whatever the apps above put around
them (record/merging/rules.py), so that what follows from links is worked out afresh in the same transaction.
"""

from record.merging.joining import merge
from record.merging.parting import undo
from record.merging.rules import MergeRefused

__all__ = ["MergeRefused", "merge", "undo"]
