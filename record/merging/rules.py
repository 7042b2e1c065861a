"""What may be merged, and what each app adds: values that go together, refusals, questions, what stays behind.

Apps register at start-up, the lower ones for their own models and `claims` for any: nothing here knows them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

# Given the record to keep and the one to go: sentences.
Says = Callable[[Any, Any], Iterable[str]]
# Given a merge: sentences on why it cannot be undone.
Keeps = Callable[[Any], Iterable[str]]
# Given the work of the merge (record/merging/joining.py), the record kept, the same as it was before, and the one
# that went: adds and drops rows.
Afterwards = Callable[[Any, Any, Any, Any], None]
# Given a model and the keys of two of its rows: a block in which they are merged or parted.
Around = Callable[[type[Model], Collection[int]], AbstractContextManager[Any]]
Group = tuple[str, ...]


class MergeRefused(Exception):
    """Two records cannot be merged, or a merge not undone. `reasons` says why and what to do, a sentence each.

    `open_questions` is True where all it takes is that somebody answers yes to each of them.
    """

    def __init__(self, reasons: Iterable[str], *, open_questions: bool = False) -> None:
        self.reasons, self.open_questions = list(reasons), open_questions
        super().__init__(" ".join(self.reasons))


@dataclass
class Rules:
    """What is to be heeded when two records of one kind become one."""

    together: list[Group] = field(default_factory=list)
    refuse: list[Says] = field(default_factory=list)
    ask: list[Says] = field(default_factory=list)
    afterwards: list[Afterwards] = field(default_factory=list)
    keep: list[Keeps] = field(default_factory=list)


_rules: dict[type[Model], Rules] = {}
_arounds: list[Around] = []


def allow(
    *models: type[Model],
    together: Iterable[Group] = (),
    refuse: Says | None = None,
    ask: Says | None = None,
    afterwards: Afterwards | None = None,
    keep: Keeps | None = None,
) -> None:
    """Let records of these kinds be merged, under these rules besides those already given.

    `together` names fields of which one says nothing without the others: they are kept or taken as one.
    `refuse` says why two records cannot be one, `ask` what somebody has to confirm; `afterwards` keeps what would
    else be lost; `keep` says why a merge cannot be undone.
    """
    for model in models:
        rules = _rules.setdefault(model, Rules())
        rules.together += together
        rules.refuse += [refuse] if refuse else []
        rules.ask += [ask] if ask else []
        rules.afterwards += [afterwards] if afterwards else []
        rules.keep += [keep] if keep else []


def may_be_merged(model: type[Model]) -> bool:
    """True of kinds that some app has allowed to be merged."""
    return model in _rules


def mergeable() -> list[type[Model]]:
    """The kinds that can be merged."""
    return list(_rules)


def rules_of(model: type[Model]) -> Rules:
    """The rules of this kind; none where nobody gave any."""
    return _rules.get(model, Rules())


def put_around(around: Around) -> None:
    """Have every merge, and every undoing of one, happen inside the block that `around` makes."""
    if around not in _arounds:
        _arounds.append(around)


@contextmanager
def surrounded(model: type[Model], keys: Collection[int]) -> Iterator[None]:
    """Everything that the apps put around a merge of these rows."""
    with ExitStack() as stack:
        for around in _arounds:
            stack.enter_context(around(model, keys))
        yield
