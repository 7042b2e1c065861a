"""What the pages of claims answer to a change that would leave a published claim incomplete."""

from claims.completeness import NotReady
from record.admin.records import RecordAdmin


class ClaimsAdmin(RecordAdmin):
    """A page whose saves change claims: what `changing` refuses is told to the editor, a sentence each."""

    def refusals_of(self, error: Exception) -> tuple[str, ...]:
        return tuple(error.missing) if isinstance(error, NotReady) else super().refusals_of(error)
