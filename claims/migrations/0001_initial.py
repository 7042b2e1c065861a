import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import claims.models.evidence
import record.dates
import record.derived
import record.public_id
import record.slugs
import record.times


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("sources", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
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
                    "statement",
                    models.TextField(
                        blank=True,
                        help_text="One sentence that could turn out false, in your own neutral words. Leave a disputed value out of it.",
                    ),
                ),
                (
                    "detail",
                    models.TextField(
                        blank=True, help_text="Context a reader needs, in your own words. Not for evidence."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event: something happened, or was so"),
                            ("utterance", "utterance: somebody said something"),
                        ],
                        default="event",
                        help_text="“Lavrov told the Doha Forum that …” is an utterance: it is true if he said it, whether or not what he said is.",
                        max_length=9,
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="2024-11-29, 2024-12-07/2024-12-08, 2024-11-27~ (about), 2024-12, 2024, ../2024-12-07 (by) or 2024-12-09/.. (from).",
                        max_length=40,
                        validators=[record.dates.validate_edtf],
                    ),
                ),
                ("date_earliest", record.derived.DerivedDateField(editable=False, null=True)),
                ("date_latest", record.derived.DerivedDateField(editable=False, null=True)),
                (
                    "date_words",
                    models.CharField(
                        blank=True,
                        help_text="“Monday”, “a week later”, if so.",
                        max_length=100,
                        verbose_name="date as worded",
                    ),
                ),
                (
                    "date_inferred",
                    models.BooleanField(default=False, verbose_name="date inferred by the editors"),
                ),
                ("date_reason", models.TextField(blank=True, verbose_name="how the date was inferred")),
                (
                    "time",
                    models.CharField(
                        blank=True,
                        help_text="Local time: 15:00, 15:00/18:00, ~21:30, or dawn, morning, midday, afternoon, evening, night, midnight.",
                        max_length=20,
                        validators=[record.times.validate_time],
                        verbose_name="local time",
                    ),
                ),
                ("time_words", models.CharField(blank=True, max_length=100, verbose_name="time as worded")),
                (
                    "time_zone",
                    models.CharField(blank=True, help_text="Such as Asia/Damascus.", max_length=40),
                ),
                ("chronology", record.derived.DerivedBigIntegerField(editable=False, null=True)),
                (
                    "figure",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The number the statement gives, if it does.",
                        max_digits=15,
                        null=True,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="What it counts: fighters, km, airstrikes.", max_length=40
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawal_reason", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "asserts",
                    models.ForeignKey(
                        blank=True,
                        help_text="Log what was said as a claim of its own only where its truth matters, and link it here.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asserted_in",
                        to="claims.claim",
                        verbose_name="what was said, as a claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="claims_created",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "utterer_organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="utterances",
                        to="people.organization",
                        verbose_name="said by (organization)",
                    ),
                ),
                (
                    "utterer_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="utterances",
                        to="people.person",
                        verbose_name="said by (person)",
                    ),
                ),
                (
                    "utterer_unnamed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="utterances",
                        to="sources.unnamedsource",
                        verbose_name="said by (unnamed source)",
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("chronology"), descending=True, nulls_last=True),
                    "-public_id",
                ],
                "permissions": [
                    ("publish_claim", "Can publish claims and their evidence"),
                    ("withdraw_claim", "Can withdraw claims"),
                    ("merge_records", "Can merge two records into one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
                ("title", models.CharField(max_length=200)),
                ("title_folded", record.derived.DerivedCharField(editable=False, max_length=400)),
                ("summary", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["title_folded", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ClaimPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("at", "at"), ("from", "from"), ("to", "to"), ("via", "via")],
                        default="at",
                        max_length=4,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim_places",
                        to="claims.claim",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claim_places",
                        to="people.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="places",
            field=models.ManyToManyField(
                related_name="claims", through="claims.ClaimPlace", to="people.place"
            ),
        ),
        migrations.CreateModel(
            name="Discrepancy",
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
                        help_text="As a question: When did the offensive begin?", max_length=200
                    ),
                ),
                (
                    "aspect",
                    models.CharField(
                        choices=[
                            ("date", "date"),
                            ("time", "time of day"),
                            ("sequence", "sequence"),
                            ("place", "place"),
                            ("person", "person"),
                            ("role", "role"),
                            ("number", "number"),
                            ("attribution", "attribution"),
                            ("wording", "wording"),
                            ("other", "other"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("explained", "explained"), ("resolved", "resolved")],
                        default="open",
                        max_length=9,
                    ),
                ),
                (
                    "likely_cause",
                    models.TextField(
                        blank=True, help_text="Why the reports may differ, as far as can be told."
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        help_text="How it was explained or resolved, and on what ground. Required unless open.",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="settled",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "discrepancies",
                "ordering": ["public_id"],
            },
        ),
        migrations.CreateModel(
            name="DossierClaim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dossier_claims",
                        to="claims.claim",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dossier_claims",
                        to="claims.dossier",
                    ),
                ),
            ],
            options={
                "verbose_name": "dossier",
            },
        ),
        migrations.AddField(
            model_name="dossier",
            name="claims",
            field=models.ManyToManyField(
                related_name="dossiers", through="claims.DossierClaim", to="claims.claim"
            ),
        ),
        migrations.CreateModel(
            name="EditorNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.article",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "discrepancy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.discrepancy",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.dossier",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("mentions", "mentions"),
                        ],
                        help_text="What the passage asserts, in the voice of its speaker. If the statement cannot be true as worded, it contradicts.",
                        max_length=11,
                    ),
                ),
                (
                    "endorsement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopts", "adopts it"),
                            ("distances", "distances itself"),
                            ("leaves_open", "leaves it open"),
                        ],
                        help_text="What the article makes of it. Empty: not assessed.",
                        max_length=11,
                    ),
                ),
                (
                    "quotation",
                    models.TextField(
                        blank=True, help_text="The exact words. Or leave empty and give a paraphrase."
                    ),
                ),
                (
                    "quotation_prefix",
                    models.CharField(blank=True, max_length=200, verbose_name="words before"),
                ),
                (
                    "quotation_suffix",
                    models.CharField(blank=True, max_length=200, verbose_name="words after"),
                ),
                (
                    "paraphrase",
                    models.TextField(
                        blank=True, help_text="The passage in your words; shown as a paraphrase."
                    ),
                ),
                (
                    "translation",
                    models.TextField(blank=True, help_text="The quotation in the language of the claim."),
                ),
                ("translator", models.CharField(blank=True, max_length=200)),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the article: paragraph 6, minute 12:40, page 3.",
                        max_length=100,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("headline", "headline"),
                            ("body", "body"),
                            ("pull_quote", "pull quote"),
                            ("photo_caption", "photo caption"),
                            ("embedded_image", "embedded image"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "own reporting"),
                            ("relays", "relays another report"),
                            ("unclear", "unclear"),
                        ],
                        help_text="Did the article find this out itself, or take it from another report? Empty counts as unclear.",
                        max_length=7,
                    ),
                ),
                (
                    "hedged",
                    models.BooleanField(
                        blank=True,
                        help_text="Does the passage hold back (“reportedly”)? Unknown: not assessed.",
                        null=True,
                    ),
                ),
                (
                    "hedge_words",
                    models.CharField(
                        blank=True, help_text="reportedly, is said to, allegedly", max_length=100
                    ),
                ),
                (
                    "stands_after_correction",
                    models.BooleanField(
                        blank=True,
                        help_text="Only for a corrected article: does this passage still stand in its corrected text?",
                        null=True,
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="An ambiguity readers should know. Shown to everyone.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "asserted_date",
                    models.CharField(
                        blank=True,
                        help_text="2024-11-29, 2024-12-07/2024-12-08, 2024-11-27~ (about), 2024-12, 2024, ../2024-12-07 (by) or 2024-12-09/.. (from).",
                        max_length=40,
                        validators=[record.dates.validate_edtf],
                    ),
                ),
                ("asserted_date_earliest", record.derived.DerivedDateField(editable=False, null=True)),
                ("asserted_date_latest", record.derived.DerivedDateField(editable=False, null=True)),
                (
                    "asserted_date_words",
                    models.CharField(blank=True, max_length=100, verbose_name="date as worded"),
                ),
                (
                    "asserted_date_inferred",
                    models.BooleanField(default=False, verbose_name="date inferred by the editors"),
                ),
                (
                    "asserted_date_reason",
                    models.TextField(blank=True, verbose_name="how the date was inferred"),
                ),
                (
                    "asserted_time",
                    models.CharField(
                        blank=True,
                        help_text="Local time: 15:00, 15:00/18:00, ~21:30, or dawn, morning, midday, afternoon, evening, night, midnight.",
                        max_length=20,
                        validators=[record.times.validate_time],
                    ),
                ),
                (
                    "asserted_time_words",
                    models.CharField(blank=True, max_length=100, verbose_name="time as worded"),
                ),
                ("asserted_time_zone", models.CharField(blank=True, max_length=40)),
                (
                    "asserted_figure",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=15, null=True),
                ),
                ("asserted_unit", models.CharField(blank=True, max_length=40)),
                ("asserted_role", models.CharField(blank=True, max_length=80)),
                (
                    "asserted_attribution",
                    models.CharField(
                        blank=True,
                        help_text="To whom the passage attributes it, where that differs from the claim.",
                        max_length=200,
                    ),
                ),
                (
                    "omits",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What the claim states and this passage does not say.",
                        validators=[claims.models.evidence.validate_omits],
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="sources.article",
                    ),
                ),
                (
                    "asserted_organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asserted_in",
                        to="people.organization",
                    ),
                ),
                (
                    "asserted_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asserted_in",
                        to="people.person",
                    ),
                ),
                (
                    "asserted_place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asserted_in",
                        to="people.place",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="claims.claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="evidence_created",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "piece of evidence",
                "verbose_name_plural": "evidence",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("named", "named in the text"),
                            ("linked", "linked"),
                            ("inferred", "inferred by an editor"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="How the text names it: “according to Al Majalla”.",
                        max_length=200,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credited_in",
                        to="sources.article",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credited_in",
                        to="sources.outlet",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credits",
                        to="claims.evidence",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalClaim",
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
                    "statement",
                    models.TextField(
                        blank=True,
                        help_text="One sentence that could turn out false, in your own neutral words. Leave a disputed value out of it.",
                    ),
                ),
                (
                    "detail",
                    models.TextField(
                        blank=True, help_text="Context a reader needs, in your own words. Not for evidence."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("event", "event: something happened, or was so"),
                            ("utterance", "utterance: somebody said something"),
                        ],
                        default="event",
                        help_text="“Lavrov told the Doha Forum that …” is an utterance: it is true if he said it, whether or not what he said is.",
                        max_length=9,
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        blank=True,
                        help_text="2024-11-29, 2024-12-07/2024-12-08, 2024-11-27~ (about), 2024-12, 2024, ../2024-12-07 (by) or 2024-12-09/.. (from).",
                        max_length=40,
                        validators=[record.dates.validate_edtf],
                    ),
                ),
                ("date_earliest", record.derived.DerivedDateField(editable=False, null=True)),
                ("date_latest", record.derived.DerivedDateField(editable=False, null=True)),
                (
                    "date_words",
                    models.CharField(
                        blank=True,
                        help_text="“Monday”, “a week later”, if so.",
                        max_length=100,
                        verbose_name="date as worded",
                    ),
                ),
                (
                    "date_inferred",
                    models.BooleanField(default=False, verbose_name="date inferred by the editors"),
                ),
                ("date_reason", models.TextField(blank=True, verbose_name="how the date was inferred")),
                (
                    "time",
                    models.CharField(
                        blank=True,
                        help_text="Local time: 15:00, 15:00/18:00, ~21:30, or dawn, morning, midday, afternoon, evening, night, midnight.",
                        max_length=20,
                        validators=[record.times.validate_time],
                        verbose_name="local time",
                    ),
                ),
                ("time_words", models.CharField(blank=True, max_length=100, verbose_name="time as worded")),
                (
                    "time_zone",
                    models.CharField(blank=True, help_text="Such as Asia/Damascus.", max_length=40),
                ),
                ("chronology", record.derived.DerivedBigIntegerField(editable=False, null=True)),
                (
                    "figure",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The number the statement gives, if it does.",
                        max_digits=15,
                        null=True,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="What it counts: fighters, km, airstrikes.", max_length=40
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published"), ("withdrawn", "withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawal_reason", models.TextField(blank=True, editable=False)),
                ("created_at", models.DateTimeField(blank=True, editable=False)),
                ("updated_at", models.DateTimeField(blank=True, editable=False)),
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
                    "asserts",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Log what was said as a claim of its own only where its truth matters, and link it here.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
                        verbose_name="what was said, as a claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "utterer_organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organization",
                        verbose_name="said by (organization)",
                    ),
                ),
                (
                    "utterer_person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                        verbose_name="said by (person)",
                    ),
                ),
                (
                    "utterer_unnamed",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.unnamedsource",
                        verbose_name="said by (unnamed source)",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical claim",
                "verbose_name_plural": "historical claims",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClaimPlace",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("at", "at"), ("from", "from"), ("to", "to"), ("via", "via")],
                        default="at",
                        max_length=4,
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
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
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
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical place",
                "verbose_name_plural": "historical places",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCredit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("named", "named in the text"),
                            ("linked", "linked"),
                            ("inferred", "inferred by an editor"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "wording",
                    models.CharField(
                        blank=True,
                        help_text="How the text names it: “according to Al Majalla”.",
                        max_length=200,
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
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.evidence",
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
                "verbose_name": "historical credit",
                "verbose_name_plural": "historical credits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDiscrepancy",
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
                        help_text="As a question: When did the offensive begin?", max_length=200
                    ),
                ),
                (
                    "aspect",
                    models.CharField(
                        choices=[
                            ("date", "date"),
                            ("time", "time of day"),
                            ("sequence", "sequence"),
                            ("place", "place"),
                            ("person", "person"),
                            ("role", "role"),
                            ("number", "number"),
                            ("attribution", "attribution"),
                            ("wording", "wording"),
                            ("other", "other"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("explained", "explained"), ("resolved", "resolved")],
                        default="open",
                        max_length=9,
                    ),
                ),
                (
                    "likely_cause",
                    models.TextField(
                        blank=True, help_text="Why the reports may differ, as far as can be told."
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        help_text="How it was explained or resolved, and on what ground. Required unless open.",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical discrepancy",
                "verbose_name_plural": "historical discrepancies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDossier",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
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
                ("title", models.CharField(max_length=200)),
                ("title_folded", record.derived.DerivedCharField(editable=False, max_length=400)),
                ("summary", models.TextField(blank=True)),
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
            ],
            options={
                "verbose_name": "historical dossier",
                "verbose_name_plural": "historical dossiers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDossierClaim",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.dossier",
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
                "verbose_name": "historical dossier",
                "verbose_name_plural": "historical dossiers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEditorNote",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("body", models.TextField()),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "discrepancy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.discrepancy",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.dossier",
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
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical editor note",
                "verbose_name_plural": "historical editor notes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
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
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supports", "supports"),
                            ("contradicts", "contradicts"),
                            ("mentions", "mentions"),
                        ],
                        help_text="What the passage asserts, in the voice of its speaker. If the statement cannot be true as worded, it contradicts.",
                        max_length=11,
                    ),
                ),
                (
                    "endorsement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopts", "adopts it"),
                            ("distances", "distances itself"),
                            ("leaves_open", "leaves it open"),
                        ],
                        help_text="What the article makes of it. Empty: not assessed.",
                        max_length=11,
                    ),
                ),
                (
                    "quotation",
                    models.TextField(
                        blank=True, help_text="The exact words. Or leave empty and give a paraphrase."
                    ),
                ),
                (
                    "quotation_prefix",
                    models.CharField(blank=True, max_length=200, verbose_name="words before"),
                ),
                (
                    "quotation_suffix",
                    models.CharField(blank=True, max_length=200, verbose_name="words after"),
                ),
                (
                    "paraphrase",
                    models.TextField(
                        blank=True, help_text="The passage in your words; shown as a paraphrase."
                    ),
                ),
                (
                    "translation",
                    models.TextField(blank=True, help_text="The quotation in the language of the claim."),
                ),
                ("translator", models.CharField(blank=True, max_length=200)),
                (
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="Where in the article: paragraph 6, minute 12:40, page 3.",
                        max_length=100,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("headline", "headline"),
                            ("body", "body"),
                            ("pull_quote", "pull quote"),
                            ("photo_caption", "photo caption"),
                            ("embedded_image", "embedded image"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own", "own reporting"),
                            ("relays", "relays another report"),
                            ("unclear", "unclear"),
                        ],
                        help_text="Did the article find this out itself, or take it from another report? Empty counts as unclear.",
                        max_length=7,
                    ),
                ),
                (
                    "hedged",
                    models.BooleanField(
                        blank=True,
                        help_text="Does the passage hold back (“reportedly”)? Unknown: not assessed.",
                        null=True,
                    ),
                ),
                (
                    "hedge_words",
                    models.CharField(
                        blank=True, help_text="reportedly, is said to, allegedly", max_length=100
                    ),
                ),
                (
                    "stands_after_correction",
                    models.BooleanField(
                        blank=True,
                        help_text="Only for a corrected article: does this passage still stand in its corrected text?",
                        null=True,
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="An ambiguity readers should know. Shown to everyone.",
                        verbose_name="public note",
                    ),
                ),
                (
                    "asserted_date",
                    models.CharField(
                        blank=True,
                        help_text="2024-11-29, 2024-12-07/2024-12-08, 2024-11-27~ (about), 2024-12, 2024, ../2024-12-07 (by) or 2024-12-09/.. (from).",
                        max_length=40,
                        validators=[record.dates.validate_edtf],
                    ),
                ),
                ("asserted_date_earliest", record.derived.DerivedDateField(editable=False, null=True)),
                ("asserted_date_latest", record.derived.DerivedDateField(editable=False, null=True)),
                (
                    "asserted_date_words",
                    models.CharField(blank=True, max_length=100, verbose_name="date as worded"),
                ),
                (
                    "asserted_date_inferred",
                    models.BooleanField(default=False, verbose_name="date inferred by the editors"),
                ),
                (
                    "asserted_date_reason",
                    models.TextField(blank=True, verbose_name="how the date was inferred"),
                ),
                (
                    "asserted_time",
                    models.CharField(
                        blank=True,
                        help_text="Local time: 15:00, 15:00/18:00, ~21:30, or dawn, morning, midday, afternoon, evening, night, midnight.",
                        max_length=20,
                        validators=[record.times.validate_time],
                    ),
                ),
                (
                    "asserted_time_words",
                    models.CharField(blank=True, max_length=100, verbose_name="time as worded"),
                ),
                ("asserted_time_zone", models.CharField(blank=True, max_length=40)),
                (
                    "asserted_figure",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=15, null=True),
                ),
                ("asserted_unit", models.CharField(blank=True, max_length=40)),
                ("asserted_role", models.CharField(blank=True, max_length=80)),
                (
                    "asserted_attribution",
                    models.CharField(
                        blank=True,
                        help_text="To whom the passage attributes it, where that differs from the claim.",
                        max_length=200,
                    ),
                ),
                (
                    "omits",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="What the claim states and this passage does not say.",
                        validators=[claims.models.evidence.validate_omits],
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        default="draft",
                        editable=False,
                        max_length=9,
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
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
                    "asserted_organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "asserted_person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "asserted_place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.place",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "verbose_name": "historical piece of evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalParticipant",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="As what, in this claim: traveller, host, warned, killed.",
                        max_length=80,
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
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical participant",
                "verbose_name_plural": "historical participants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReading",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                (
                    "text_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the text read"),
                ),
                ("read_at", models.DateTimeField()),
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
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.dossier",
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
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reading",
                "verbose_name_plural": "historical readings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRival",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
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
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "discrepancy",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.discrepancy",
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
                "verbose_name": "historical rival",
                "verbose_name_plural": "historical rivals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSpeaker",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("position", models.PositiveSmallIntegerField()),
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
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.evidence",
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "unnamed_source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="sources.unnamedsource",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical speaker",
                "verbose_name_plural": "historical speakers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="As what, in this claim: traveller, host, warned, killed.",
                        max_length=80,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="claims.claim",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text_sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="SHA-256 of the text read"),
                ),
                ("read_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="sources.article",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="claims.dossier",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["read_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReadingCheck",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("checked_at", models.DateTimeField()),
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
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.claim",
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
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.reading",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reading check",
                "verbose_name_plural": "historical reading checks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReadingCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checked_at", models.DateTimeField()),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reading_checks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reading_checks",
                        to="claims.claim",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="claims.reading",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rivalries",
                        to="claims.claim",
                    ),
                ),
                (
                    "discrepancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rivals",
                        to="claims.discrepancy",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="discrepancy",
            name="claims",
            field=models.ManyToManyField(
                related_name="discrepancies", through="claims.Rival", to="claims.claim"
            ),
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="claims.evidence",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoke_in",
                        to="people.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoke_in",
                        to="people.person",
                    ),
                ),
                (
                    "unnamed_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoke_in",
                        to="sources.unnamedsource",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ClaimStanding",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("unsupported", "unsupported"),
                            ("attributed-only", "attributed only"),
                            ("single-origin", "single origin"),
                            ("corroborated", "corroborated"),
                            ("disputed", "disputed"),
                            ("inconsistent", "inconsistent"),
                            ("contradicted", "contradicted"),
                        ],
                        db_index=True,
                        max_length=15,
                    ),
                ),
                ("supporting_low", models.PositiveIntegerField(default=0)),
                ("supporting_high", models.PositiveIntegerField(default=0)),
                ("contradicting_low", models.PositiveIntegerField(default=0)),
                ("contradicting_high", models.PositiveIntegerField(default=0)),
                ("stale", models.BooleanField(db_index=True, default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contradicting_low__lte", models.F("contradicting_high")),
                            ("supporting_low__lte", models.F("supporting_high")),
                        ),
                        name="standing_counts_in_order",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="claimplace",
            constraint=models.UniqueConstraint(fields=("claim", "place", "role"), name="claim_place_once"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["state", "chronology", "public_id"], name="claims_clai_state_c9e0d3_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                fields=["date_earliest", "date_latest"], name="claims_clai_date_ea_315442_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_earliest__isnull", True),
                    ("date_latest__isnull", True),
                    ("date_earliest__lte", models.F("date_latest")),
                    _connector="OR",
                ),
                name="claim_date_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("date", ""), ("date_earliest__isnull", True), ("date_latest__isnull", True)),
                    models.Q(
                        models.Q(("date", ""), _negated=True),
                        models.Q(
                            ("date_earliest__isnull", True), ("date_latest__isnull", True), _negated=True
                        ),
                    ),
                    _connector="OR",
                ),
                name="claim_date_from_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(models.Q(("statement", ""), _negated=True), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="claim_published_whole",
                violation_error_message="A published claim has a statement and a time of publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawal_reason", ""),
                        ("withdrawn_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="claim_withdrawn_with_reason",
                violation_error_message="A withdrawn claim has a reason and a time of withdrawal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("utterer_organization__isnull", True),
                        ("utterer_person__isnull", False),
                        ("utterer_unnamed__isnull", True),
                    ),
                    models.Q(
                        ("utterer_organization__isnull", False),
                        ("utterer_person__isnull", True),
                        ("utterer_unnamed__isnull", True),
                    ),
                    models.Q(
                        ("utterer_organization__isnull", True),
                        ("utterer_person__isnull", True),
                        ("utterer_unnamed__isnull", False),
                    ),
                    models.Q(
                        ("utterer_organization__isnull", True),
                        ("utterer_person__isnull", True),
                        ("utterer_unnamed__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="claim_one_utterer",
                violation_error_message="Only one of person, organization and unnamed source can have said it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "utterance"),
                    models.Q(
                        ("asserts__isnull", True),
                        ("utterer_organization__isnull", True),
                        ("utterer_person__isnull", True),
                        ("utterer_unnamed__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="claim_event_has_no_utterer",
                violation_error_message="An event is not said by anybody: choose utterance, or leave who said it empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("kind", "event"),
                    models.Q(
                        ("utterer_organization__isnull", True),
                        ("utterer_person__isnull", False),
                        ("utterer_unnamed__isnull", True),
                    ),
                    models.Q(
                        ("utterer_organization__isnull", False),
                        ("utterer_person__isnull", True),
                        ("utterer_unnamed__isnull", True),
                    ),
                    models.Q(
                        ("utterer_organization__isnull", True),
                        ("utterer_person__isnull", True),
                        ("utterer_unnamed__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="claim_published_utterance_has_utterer",
                violation_error_message="Say who said it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("asserts", models.F("id")), _negated=True),
                name="claim_does_not_assert_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_inferred", False),
                    models.Q(
                        models.Q(("date", ""), _negated=True), models.Q(("date_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="claim_inferred_date_has_reason",
                violation_error_message="An inferred date needs the date and how it was inferred.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("time", ""), models.Q(("date", ""), _negated=True), _connector="OR"),
                name="claim_time_has_date",
                violation_error_message="A time of day needs a date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit", ""), ("figure__isnull", False), _connector="OR"),
                name="claim_unit_has_figure",
                violation_error_message="A unit needs a figure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierclaim",
            constraint=models.UniqueConstraint(fields=("dossier", "claim"), name="dossier_claim_once"),
        ),
        migrations.AddConstraint(
            model_name="editornote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("article__isnull", True),
                        ("claim__isnull", False),
                        ("discrepancy__isnull", True),
                        ("dossier__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", False),
                        ("claim__isnull", True),
                        ("discrepancy__isnull", True),
                        ("dossier__isnull", True),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("claim__isnull", True),
                        ("discrepancy__isnull", True),
                        ("dossier__isnull", False),
                    ),
                    models.Q(
                        ("article__isnull", True),
                        ("claim__isnull", True),
                        ("discrepancy__isnull", False),
                        ("dossier__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="note_is_about_one",
                violation_error_message="A note is about one claim, article, dossier or discrepancy.",
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["article", "claim", "stance"], name="claims_evid_article_2f0638_idx"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["claim", "stance", "article"], name="claims_evid_claim_i_e5cebb_idx"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asserted_date_earliest__isnull", True),
                    ("asserted_date_latest__isnull", True),
                    ("asserted_date_earliest__lte", models.F("asserted_date_latest")),
                    _connector="OR",
                ),
                name="evidence_date_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("asserted_date", ""),
                        ("asserted_date_earliest__isnull", True),
                        ("asserted_date_latest__isnull", True),
                    ),
                    models.Q(
                        models.Q(("asserted_date", ""), _negated=True),
                        models.Q(
                            ("asserted_date_earliest__isnull", True),
                            ("asserted_date_latest__isnull", True),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="evidence_date_from_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("published_at__isnull", False),
                        models.Q(("stance", ""), _negated=True),
                        models.Q(
                            models.Q(("quotation", ""), _negated=True),
                            models.Q(("paraphrase", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="evidence_published_whole",
                violation_error_message="Published evidence has a stance, a passage and a time of publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published"])), name="evidence_draft_or_published"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("quotation", ""), ("paraphrase", ""), _connector="OR"),
                name="evidence_quotes_or_paraphrases",
                violation_error_message="Give the exact words or a paraphrase of the passage, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quotation", ""), _negated=True),
                    models.Q(("quotation_prefix", ""), ("quotation_suffix", ""), ("translation", "")),
                    _connector="OR",
                ),
                name="evidence_context_has_quotation",
                violation_error_message="Words before and after and a translation belong to a quotation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("translator", ""), models.Q(("translation", ""), _negated=True), _connector="OR"
                ),
                name="evidence_translator_translates",
                violation_error_message="A translator needs a translation.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hedge_words", ""),
                    models.Q(("hedged", True), ("hedged__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_hedge_words_hedge",
                violation_error_message="Words that hedge make the passage hedged.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asserted_unit", ""), ("asserted_figure__isnull", False), _connector="OR"
                ),
                name="evidence_unit_has_figure",
                violation_error_message="A unit needs a figure.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asserted_date_inferred", False),
                    models.Q(
                        models.Q(("asserted_date", ""), _negated=True),
                        models.Q(("asserted_date_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_inferred_date_reason",
                violation_error_message="An inferred date needs the date and how it was inferred.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asserted_organization__isnull", True), ("asserted_person__isnull", False)),
                    models.Q(("asserted_organization__isnull", False), ("asserted_person__isnull", True)),
                    models.Q(("asserted_organization__isnull", True), ("asserted_person__isnull", True)),
                    _connector="OR",
                ),
                name="evidence_asserts_one_actor",
                violation_error_message="The passage names a person or an organization here: choose one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.UniqueConstraint(fields=("evidence", "position"), name="credit_position_once"),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("article__isnull", False), ("outlet__isnull", True)),
                    models.Q(("article__isnull", True), ("outlet__isnull", False)),
                    _connector="OR",
                ),
                name="credit_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("article__isnull", False)),
                fields=("evidence", "article"),
                name="credit_article_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outlet__isnull", False)),
                fields=("evidence", "outlet"),
                name="credit_outlet_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organization__isnull", True), ("person__isnull", False)),
                    models.Q(("organization__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="participant_is_one",
                violation_error_message="Choose a person or an organization, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("claim", "person", "role"),
                name="participant_person_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organization__isnull", False)),
                fields=("claim", "organization", "role"),
                name="participant_organization_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(fields=("article", "dossier", "read_at"), name="reading_once"),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("text_sha256", ""), ("text_sha256__length", 64), _connector="OR"),
                name="reading_sha256_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcheck",
            constraint=models.UniqueConstraint(fields=("reading", "claim"), name="reading_check_once"),
        ),
        migrations.AddConstraint(
            model_name="rival",
            constraint=models.UniqueConstraint(fields=("discrepancy", "claim"), name="rival_once"),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="discrepancy_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="discrepancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), models.Q(("explanation", ""), _negated=True), _connector="OR"
                ),
                name="discrepancy_settled_with_reason",
                violation_error_message="Say how it was explained or resolved.",
            ),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.UniqueConstraint(fields=("evidence", "position"), name="speaker_position_once"),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("organization__isnull", True),
                        ("person__isnull", False),
                        ("unnamed_source__isnull", True),
                    ),
                    models.Q(
                        ("organization__isnull", False),
                        ("person__isnull", True),
                        ("unnamed_source__isnull", True),
                    ),
                    models.Q(
                        ("organization__isnull", True),
                        ("person__isnull", True),
                        ("unnamed_source__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="speaker_is_one",
            ),
        ),
    ]
