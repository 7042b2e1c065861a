"""What has a name keeps both names when it is merged."""

from typing import Any

from record.folding import fold


def keep_names(joining: Any, kept: Any, before: Any, gone: Any) -> None:
    """Make other names of those that the record is not shown under, each once."""
    aliases = kept.aliases
    for alias in aliases.filter(name=kept.name):
        joining.drop(alias, None)
    known = set(aliases.values_list("folded", flat=True))
    for name in dict.fromkeys((before.name, gone.name)):
        if name != kept.name and fold(name) not in known:
            known.add(fold(name))
            joining.make(aliases.model(**{aliases.field.name: kept, "name": name}))
