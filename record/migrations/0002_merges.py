import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import record.ordering


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=50)),
                ("kept", models.BigIntegerField()),
                ("kept_name", models.TextField()),
                ("gone", models.BigIntegerField()),
                ("gone_name", models.TextField()),
                ("gone_address", record.ordering.CodePointCharField(max_length=80)),
                ("journal", models.JSONField(default=list)),
                ("reason", models.TextField()),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(null=True)),
                ("left", models.JSONField(default=list)),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["kind", "kept"], name="record_merg_kind_757510_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("kind", "gone"),
                        name="merge_gone_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True), name="merge_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="merge_has_reason"
                    ),
                ],
            },
        ),
    ]
