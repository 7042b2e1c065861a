import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import record.derived
import record.slugs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organization",
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
                    "description",
                    models.CharField(
                        blank=True,
                        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
                        max_length=200,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True,
                        help_text="Only where you are certain it is the same one.",
                        max_length=13,
                        null=True,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329."
                            )
                        ],
                        verbose_name="Wikidata id",
                    ),
                ),
            ],
            options={
                "ordering": ["name_folded", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                    "description",
                    models.CharField(
                        blank=True,
                        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
                        max_length=200,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True,
                        help_text="Only where you are certain it is the same one.",
                        max_length=13,
                        null=True,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329."
                            )
                        ],
                        verbose_name="Wikidata id",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name_folded", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalOrganization",
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
                    "description",
                    models.CharField(
                        blank=True,
                        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
                        max_length=200,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Only where you are certain it is the same one.",
                        max_length=13,
                        null=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329."
                            )
                        ],
                        verbose_name="Wikidata id",
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
            ],
            options={
                "verbose_name": "historical organization",
                "verbose_name_plural": "historical organizations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                    "description",
                    models.CharField(
                        blank=True,
                        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
                        max_length=200,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Only where you are certain it is the same one.",
                        max_length=13,
                        null=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329."
                            )
                        ],
                        verbose_name="Wikidata id",
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
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganizationAlias",
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
            name="HistoricalPersonAlias",
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
                "verbose_name": "historical other name",
                "verbose_name_plural": "historical other names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Place",
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
                    "description",
                    models.CharField(
                        blank=True,
                        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
                        max_length=200,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True,
                        help_text="Only where you are certain it is the same one.",
                        max_length=13,
                        null=True,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329."
                            )
                        ],
                        verbose_name="Wikidata id",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Degrees north, WGS 84.",
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Degrees east, WGS 84.",
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("site", "the site itself"),
                            ("settlement", "somewhere in the town"),
                            ("district", "somewhere in the district"),
                            ("region", "somewhere in the region"),
                            ("country", "somewhere in the country"),
                        ],
                        help_text="How precise the coordinates are.",
                        max_length=10,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The smallest known place that this one lies in. Filters find claims inside it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.place",
                    ),
                ),
            ],
            options={
                "ordering": ["name_folded", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalPlaceAlias",
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
                "verbose_name": "historical other name",
                "verbose_name_plural": "historical other names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlace",
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
                    "description",
                    models.CharField(
                        blank=True,
                        help_text='A few neutral words that tell this one from others: "Foreign minister of Turkey".',
                        max_length=200,
                    ),
                ),
                (
                    "wikidata_id",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="Only where you are certain it is the same one.",
                        max_length=13,
                        null=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^Q[1-9][0-9]{0,11}$", "A Wikidata id is a Q and a number, such as Q44329."
                            )
                        ],
                        verbose_name="Wikidata id",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Degrees north, WGS 84.",
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        help_text="Degrees east, WGS 84.",
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("site", "the site itself"),
                            ("settlement", "somewhere in the town"),
                            ("district", "somewhere in the district"),
                            ("region", "somewhere in the region"),
                            ("country", "somewhere in the country"),
                        ],
                        help_text="How precise the coordinates are.",
                        max_length=10,
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The smallest known place that this one lies in. Filters find claims inside it.",
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
            name="PlaceAlias",
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="people.place"
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
            name="OrganizationAlias",
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="people.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["folded"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "folded"), name="organization_alias_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonAlias",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["folded"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("person", "folded"), name="person_alias_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True), name="place_not_in_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True), ("precision", "")),
                    models.Q(
                        ("latitude__isnull", False),
                        ("longitude__isnull", False),
                        models.Q(("precision", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="place_coordinates_whole",
                violation_error_message="Give latitude, longitude and their precision together, or none of them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("latitude__isnull", True), ("latitude__range", (-90, 90)), _connector="OR"
                ),
                name="place_latitude_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("longitude__isnull", True), ("longitude__range", (-180, 180)), _connector="OR"
                ),
                name="place_longitude_on_earth",
            ),
        ),
        migrations.AddConstraint(
            model_name="placealias",
            constraint=models.UniqueConstraint(fields=("place", "folded"), name="place_alias_once"),
        ),
    ]
