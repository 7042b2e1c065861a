import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import record.dates
import record.derived
import record.public_id
import record.slugs
import sources.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    record.public_id.PublicIdField(
                        default=record.public_id.new_public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The headline as published; of a post, its first words.", max_length=500
                    ),
                ),
                ("title_folded", record.derived.DerivedCharField(editable=False, max_length=1000)),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        help_text="Where it was published. Empty if unknown.",
                        max_length=2000,
                        validators=[sources.models.validate_article_url],
                        verbose_name="URL",
                    ),
                ),
                (
                    "url_normalized",
                    record.derived.DerivedCharField(editable=False, max_length=2000, null=True, unique=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news_report", "news report"),
                            ("statement", "statement"),
                            ("document", "document"),
                            ("post", "post"),
                            ("broadcast", "broadcast"),
                        ],
                        default="news_report",
                        max_length=12,
                    ),
                ),
                ("byline", models.CharField(blank=True, help_text="Authors as printed.", max_length=300)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language tag: en, ar, tr, fr-CA.",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$",
                                "Type a language tag such as en, ar or fr-CA.",
                            )
                        ],
                    ),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="2024-12-17, 2024-12, 2024-12-16/2024-12-20 or ../2024-12-31 (by that day). Empty if unknown.",
                        max_length=40,
                        validators=[record.dates.validate_edtf],
                        verbose_name="published on",
                    ),
                ),
                ("published_earliest", record.derived.DerivedDateField(editable=False, null=True)),
                ("published_latest", record.derived.DerivedDateField(editable=False, null=True)),
                (
                    "published_words",
                    models.CharField(
                        blank=True,
                        help_text='If not a plain date: "two days ago", "Monday".',
                        max_length=100,
                        verbose_name="date as printed",
                    ),
                ),
                (
                    "published_inferred",
                    models.BooleanField(
                        default=False,
                        help_text="The article does not state it; say below how it follows.",
                        verbose_name="date inferred by the editors",
                    ),
                ),
                ("published_reason", models.TextField(blank=True, verbose_name="reason for these bounds")),
                (
                    "accessed_on",
                    models.DateField(blank=True, help_text="The day somebody here last saw it.", null=True),
                ),
                (
                    "archive_url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="archive URL",
                    ),
                ),
                (
                    "stub",
                    models.BooleanField(
                        default=False,
                        help_text="Known only because another article cites it.",
                        verbose_name="nobody here has seen it",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What readers should know of this record: what is missing and why. Shown to everyone.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "as published"),
                            ("corrected", "corrected"),
                            ("retracted", "retracted"),
                            ("superseded", "superseded"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "status_note",
                    models.TextField(
                        blank=True,
                        help_text="What the outlet corrected or withdrew, and when. Shown to everyone.",
                    ),
                ),
                ("public", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="sources.article",
                    ),
                ),
            ],
            options={
                "ordering": ["title_folded", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalArticleText",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "sha256",
                    models.CharField(
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{64}$", "A SHA-256 is 64 hexadecimal digits in lower case."
                            )
                        ],
                        verbose_name="SHA-256",
                    ),
                ),
                ("length", models.PositiveIntegerField(help_text="In characters.")),
                ("captured_at", models.DateTimeField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical article text",
                "verbose_name_plural": "historical article texts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="The name this record is shown under.", max_length=200)),
                (
                    "name_folded",
                    record.derived.DerivedCharField(db_index=True, editable=False, max_length=400),
                ),
                (
                    "slug",
                    record.slugs.AutoSlugField(
                        blank=True,
                        help_text="Part of the page's address. Left empty, it is made from the name; an address once given up redirects for good.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                ("public", models.BooleanField(default=False, editable=False)),
                (
                    "home_page",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166: GB, SA, SY.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$",
                                "Type the two capital letters of the country's ISO 3166 code, such as GB or SA.",
                            )
                        ],
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language tag: en, ar, tr, fr-CA.",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$",
                                "Type a language tag such as en, ar or fr-CA.",
                            )
                        ],
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="The publisher it belongs to, logged as an outlet of its own. Two outlets of one owner are one origin.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "ordering": ["name_folded", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalOutletAlias",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(help_text="As written, in its own script.", max_length=200)),
                ("folded", record.derived.DerivedCharField(db_index=True, editable=False, max_length=400)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language tag such as ar, ar-Latn or tr; empty if it does not matter.",
                        max_length=35,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical other name",
                "verbose_name_plural": "historical other names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOutlet",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("name", models.CharField(help_text="The name this record is shown under.", max_length=200)),
                (
                    "name_folded",
                    record.derived.DerivedCharField(db_index=True, editable=False, max_length=400),
                ),
                (
                    "slug",
                    record.slugs.AutoSlugField(
                        blank=True,
                        help_text="Part of the page's address. Left empty, it is made from the name; an address once given up redirects for good.",
                        max_length=80,
                        unique=False,
                    ),
                ),
                (
                    "home_page",
                    models.URLField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166: GB, SA, SY.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{2}$",
                                "Type the two capital letters of the country's ISO 3166 code, such as GB or SA.",
                            )
                        ],
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language tag: en, ar, tr, fr-CA.",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$",
                                "Type a language tag such as en, ar or fr-CA.",
                            )
                        ],
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The publisher it belongs to, logged as an outlet of its own. Two outlets of one owner are one origin.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical outlet",
                "verbose_name_plural": "historical outlets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalArticle",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "public_id",
                    record.public_id.PublicIdField(
                        db_index=True,
                        default=record.public_id.new_public_id,
                        editable=False,
                        max_length=10,
                        unique=False,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The headline as published; of a post, its first words.", max_length=500
                    ),
                ),
                ("title_folded", record.derived.DerivedCharField(editable=False, max_length=1000)),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        help_text="Where it was published. Empty if unknown.",
                        max_length=2000,
                        validators=[sources.models.validate_article_url],
                        verbose_name="URL",
                    ),
                ),
                (
                    "url_normalized",
                    record.derived.DerivedCharField(
                        db_index=True, editable=False, max_length=2000, null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("news_report", "news report"),
                            ("statement", "statement"),
                            ("document", "document"),
                            ("post", "post"),
                            ("broadcast", "broadcast"),
                        ],
                        default="news_report",
                        max_length=12,
                    ),
                ),
                ("byline", models.CharField(blank=True, help_text="Authors as printed.", max_length=300)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language tag: en, ar, tr, fr-CA.",
                        max_length=35,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$",
                                "Type a language tag such as en, ar or fr-CA.",
                            )
                        ],
                    ),
                ),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="2024-12-17, 2024-12, 2024-12-16/2024-12-20 or ../2024-12-31 (by that day). Empty if unknown.",
                        max_length=40,
                        validators=[record.dates.validate_edtf],
                        verbose_name="published on",
                    ),
                ),
                ("published_earliest", record.derived.DerivedDateField(editable=False, null=True)),
                ("published_latest", record.derived.DerivedDateField(editable=False, null=True)),
                (
                    "published_words",
                    models.CharField(
                        blank=True,
                        help_text='If not a plain date: "two days ago", "Monday".',
                        max_length=100,
                        verbose_name="date as printed",
                    ),
                ),
                (
                    "published_inferred",
                    models.BooleanField(
                        default=False,
                        help_text="The article does not state it; say below how it follows.",
                        verbose_name="date inferred by the editors",
                    ),
                ),
                ("published_reason", models.TextField(blank=True, verbose_name="reason for these bounds")),
                (
                    "accessed_on",
                    models.DateField(blank=True, help_text="The day somebody here last saw it.", null=True),
                ),
                (
                    "archive_url",
                    models.URLField(
                        blank=True,
                        max_length=2000,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="archive URL",
                    ),
                ),
                (
                    "stub",
                    models.BooleanField(
                        default=False,
                        help_text="Known only because another article cites it.",
                        verbose_name="nobody here has seen it",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="What readers should know of this record: what is missing and why. Shown to everyone.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "as published"),
                            ("corrected", "corrected"),
                            ("retracted", "retracted"),
                            ("superseded", "superseded"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "status_note",
                    models.TextField(
                        blank=True,
                        help_text="What the outlet corrected or withdrew, and when. Shown to everyone.",
                    ),
                ),
                ("created_at", models.DateTimeField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Leave empty if it is not known: two unknown outlets are never taken for one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical article",
                "verbose_name_plural": "historical articles",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="article",
            name="outlet",
            field=models.ForeignKey(
                blank=True,
                help_text="Leave empty if it is not known: two unknown outlets are never taken for one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="articles",
                to="sources.outlet",
            ),
        ),
        migrations.CreateModel(
            name="OutletAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(help_text="As written, in its own script.", max_length=200)),
                ("folded", record.derived.DerivedCharField(db_index=True, editable=False, max_length=400)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Language tag such as ar, ar-Latn or tr; empty if it does not matter.",
                        max_length=35,
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["folded"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UnnamedSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    record.public_id.PublicIdField(
                        default=record.public_id.new_public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        help_text='As the article describes them: "an officer in the operations room".',
                        max_length=200,
                    ),
                ),
                ("description_folded", record.derived.DerivedCharField(editable=False, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[("one", "one person"), ("group", "several people")],
                        default="one",
                        max_length=5,
                    ),
                ),
                ("same_as_reason", models.TextField(blank=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unnamed_sources",
                        to="sources.article",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        help_text="An informant of another article who is the same. Never assumed: give the reason.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="same",
                        to="sources.unnamedsource",
                    ),
                ),
            ],
            options={
                "ordering": ["description_folded", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalUnnamedSource",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "public_id",
                    record.public_id.PublicIdField(
                        db_index=True,
                        default=record.public_id.new_public_id,
                        editable=False,
                        max_length=10,
                        unique=False,
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        help_text='As the article describes them: "an officer in the operations room".',
                        max_length=200,
                    ),
                ),
                ("description_folded", record.derived.DerivedCharField(editable=False, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[("one", "one person"), ("group", "several people")],
                        default="one",
                        max_length=5,
                    ),
                ),
                ("same_as_reason", models.TextField(blank=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="An informant of another article who is the same. Never assumed: give the reason.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.unnamedsource",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical unnamed source",
                "verbose_name_plural": "historical unnamed sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ArticleText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "sha256",
                    models.CharField(
                        max_length=64,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9a-f]{64}$", "A SHA-256 is 64 hexadecimal digits in lower case."
                            )
                        ],
                        verbose_name="SHA-256",
                    ),
                ),
                ("length", models.PositiveIntegerField(help_text="In characters.")),
                ("captured_at", models.DateTimeField()),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stored_text",
                        to="sources.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__length", 64)), name="article_text_sha256_whole"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", models.F("id")), _negated=True),
                name="outlet_does_not_own_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["title_folded"], name="sources_art_title_f_d4098a_idx"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                fields=["published_earliest", "public_id"], name="sources_art_publish_31c0ca_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_earliest__isnull", True),
                    ("published_latest__isnull", True),
                    ("published_earliest__lte", models.F("published_latest")),
                    _connector="OR",
                ),
                name="article_published_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published", ""),
                        ("published_earliest__isnull", True),
                        ("published_latest__isnull", True),
                    ),
                    models.Q(
                        models.Q(("published", ""), _negated=True),
                        models.Q(
                            ("published_earliest__isnull", True),
                            ("published_latest__isnull", True),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="article_published_from_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="article_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_inferred", False),
                    models.Q(("published_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="article_inferred_date_has_reason",
                violation_error_message="Say how the date was inferred.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_by__isnull", True), ("status", "superseded"), _connector="OR"
                ),
                name="article_superseded_by_says_so",
                violation_error_message="Only an article whose status is superseded has a successor.",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("superseded_by", models.F("id")), _negated=True),
                name="article_not_its_own_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("url", ""), ("url_normalized__isnull", True)),
                    models.Q(models.Q(("url", ""), _negated=True), ("url_normalized__isnull", False)),
                    _connector="OR",
                ),
                name="article_url_normalized",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("stub", False), ("accessed_on__isnull", True), _connector="OR"),
                name="article_stub_not_accessed",
                violation_error_message="Somebody saw it on that day, so it is no stub.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outletalias",
            constraint=models.UniqueConstraint(fields=("outlet", "folded"), name="outlet_alias_once"),
        ),
        migrations.AddConstraint(
            model_name="unnamedsource",
            constraint=models.UniqueConstraint(
                fields=("article", "description_folded"), name="unnamed_source_once_an_article"
            ),
        ),
        migrations.AddConstraint(
            model_name="unnamedsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("description", ""), _negated=True), name="unnamed_source_described"
            ),
        ),
        migrations.AddConstraint(
            model_name="unnamedsource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("same_as__isnull", True), ("same_as_reason", "")),
                    models.Q(("same_as__isnull", False), models.Q(("same_as_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="unnamed_source_same_with_reason",
                violation_error_message="Say which informant it is the same as and why, or neither.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unnamedsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("same_as", models.F("id")), _negated=True),
                name="unnamed_source_not_itself",
            ),
        ),
    ]
