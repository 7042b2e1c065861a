import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import record.derived


def let_both_roles_check(apps, schema_editor):
    # Django makes permissions after all migrations have run; a role needs them now.
    config = apps.get_app_config("claims")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="claims", codename__in=["view_blindcheck", "add_blindcheck"]
    )
    for role in apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers"]):
        role.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BlindCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("mentions", "mentions"),
                            ("cannot_tell", "cannot tell"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "recorded",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("mentions", "mentions"),
                        ],
                        max_length=11,
                    ),
                ),
                ("statement", models.TextField(blank=True)),
                ("quotation", models.TextField(blank=True)),
                ("paraphrase", models.TextField(blank=True)),
                ("translation", models.TextField(blank=True)),
                ("words_sha256", record.derived.DerivedCharField(editable=False, max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "the stance was kept"),
                            ("changed", "the stance was changed"),
                            ("hard", "marked as a hard case"),
                        ],
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalBlindCheck",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("mentions", "mentions"),
                            ("cannot_tell", "cannot tell"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "recorded",
                    models.CharField(
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("mentions", "mentions"),
                        ],
                        max_length=11,
                    ),
                ),
                ("statement", models.TextField(blank=True)),
                ("quotation", models.TextField(blank=True)),
                ("paraphrase", models.TextField(blank=True)),
                ("translation", models.TextField(blank=True)),
                ("words_sha256", record.derived.DerivedCharField(editable=False, max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kept", "the stance was kept"),
                            ("changed", "the stance was changed"),
                            ("hard", "marked as a hard case"),
                        ],
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical blind check",
                "verbose_name_plural": "historical blind checks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(condition=models.Q(("state", "draft")), fields=["id"], name="claim_drafts"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("state", "draft")),
                fields=["created_by", "id"],
                name="claim_drafts_by_author",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(condition=models.Q(("state", "draft")), fields=["id"], name="evidence_drafts"),
        ),
        migrations.AddField(
            model_name="blindcheck",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="blindcheck",
            name="evidence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="blind_checks", to="claims.evidence"
            ),
        ),
        migrations.AddField(
            model_name="blindcheck",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalblindcheck",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalblindcheck",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="claims.evidence",
            ),
        ),
        migrations.AddField(
            model_name="historicalblindcheck",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalblindcheck",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcheck",
            constraint=models.UniqueConstraint(
                fields=("evidence", "by", "words_sha256"), name="blind_check_once_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("stance__in", ["supports", "contradicts", "mentions", "cannot_tell"])),
                name="blind_check_has_stance",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded", ""), _negated=True), name="blind_check_compares"
            ),
        ),
        migrations.AddConstraint(
            model_name="blindcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("reason", ""), ("settled_at__isnull", True)),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        ("settled_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="blind_check_settled_with_reason",
                violation_error_message="Give the reason: whoever logged the passage and whoever checked it will see it.",
            ),
        ),
        # The permissions go with their model; nothing is left to undo.
        migrations.RunPython(let_both_roles_check, migrations.RunPython.noop),
    ]
