"""What imports of sheets keep: how far each came, what its file called what it made, and files awaiting a confirmation."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from record.ordering import CodePointCharField


class ImportRunQuerySet(models.QuerySet[Any]):
    """Imports."""

    def of_file(self, sha256: str) -> Self:
        """Those of the file with these bytes, whatever its name, the latest first."""
        return self.filter(sha256=sha256).order_by("-pk")

    def unfinished(self) -> Self:
        return self.filter(state=ImportRun.State.IMPORTING)


class ImportRun(models.Model):
    """One import of one file: the rows up to `rows_done` are in the record, for good and once.

    Kept in the transaction that writes those rows, so that an import cut off anywhere goes on where it stopped. A row
    is counted as spreadsheets do: the header is the first. `counts` is how many records of each kind were made.
    """

    class State(models.TextChoices):
        IMPORTING = "importing", "not finished"
        FINISHED = "finished", "finished"

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField("SHA-256 of the file", max_length=64)
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.IMPORTING)
    rows_total = models.PositiveIntegerField("last row")
    rows_done = models.PositiveIntegerField("rows done", default=0)
    counts = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="imports"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        ordering = ["-pk"]
        constraints = [
            UniqueConstraint(
                fields=["sha256"], condition=Q(state="importing"), name="import_of_file_unfinished_once"
            ),
            CheckConstraint(condition=Q(rows_done__lte=F("rows_total")), name="import_rows_done_in_file"),
            CheckConstraint(
                condition=Q(state="importing", finished_at__isnull=True)
                | Q(state="finished", finished_at__isnull=False, rows_done=F("rows_total")),
                name="import_finished_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, begun on {self.started_at:%Y-%m-%d}"

    @property
    def is_finished(self) -> bool:
        return self.state == self.State.FINISHED


class ImportedKey(models.Model):
    """What a file calls a claim or an article that it makes, for as long as its import runs."""

    class Kind(models.TextChoices):
        CLAIM = "claims", "claim"
        ARTICLE = "articles", "article"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = CodePointCharField(max_length=200)
    public_id = CodePointCharField(max_length=10)

    class Meta:
        constraints = [UniqueConstraint(fields=["run", "kind", "key"], name="imported_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SheetUploadQuerySet(models.QuerySet[Any]):
    """Files that editors have sent and not yet confirmed."""

    def of(self, user: Any) -> Self:
        """Those of this user: nobody sees another's."""
        return self.filter(user=user)


class SheetUpload(models.Model):
    """A file between its preview and its import; its sender's alone, and gone when it is imported or let go."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sheet_uploads")
    file_name = models.CharField(max_length=255)
    data = models.BinaryField()
    options = models.JSONField(default=dict, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = SheetUploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name
