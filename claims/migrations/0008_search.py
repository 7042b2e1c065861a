"""The words that claims are found by, with an index over them on either database.

On SQLite an FTS5 table over the stored words, kept by triggers whichever door writes them; on PostgreSQL a generated
tsvector with GIN. Both take the terms as they are: claims/search/terms.py has folded and stemmed them. A view of one
shape leads from a claim to either. A later migration that makes SQLite rebuild one of the tables of words drops its
triggers: run `install` again in it (tests/claims/search/test_index.py notices).

After this migration, `manage.py search_index --rebuild` indexes the claims that are there already.
"""

import django.db.models.deletion
from django.db import migrations, models

import claims.models.words

TABLES = {"claims_publicwords": "claims_publicindex", "claims_editorswords": "claims_editorsindex"}

# `ascii` parts words at spaces alone: every letter beyond ASCII is part of a word to it.
SQLITE = (
    (
        "CREATE VIRTUAL TABLE {table}_fts USING fts5(words, forms, content='{table}', content_rowid='key', "
        "detail=none, tokenize='ascii', prefix='2 3')"
    ),
    "CREATE TRIGGER {table}_insert AFTER INSERT ON {table} BEGIN {add}; END",
    "CREATE TRIGGER {table}_delete AFTER DELETE ON {table} BEGIN {remove}; END",
    "CREATE TRIGGER {table}_update AFTER UPDATE OF key, words, forms ON {table} BEGIN {remove}; {add}; END",
    (
        "CREATE VIEW {view} AS SELECT stored.claim_id AS claim_id, found.rowid AS key, found.{table}_fts AS words "
        "FROM {table}_fts found JOIN {table} stored ON stored.key = found.rowid"
    ),
)
ADD = "INSERT INTO {table}_fts(rowid, words, forms) VALUES (NEW.key, NEW.words, NEW.forms)"
REMOVE = "INSERT INTO {table}_fts({table}_fts, rowid, words, forms) VALUES ('delete', OLD.key, OLD.words, OLD.forms)"
POSTGRESQL = (
    (
        "ALTER TABLE {table} ADD COLUMN vector tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(array_remove(string_to_array(words || ' ' || forms, ' '), ''))) STORED"
    ),
    "CREATE INDEX {table}_vector ON {table} USING gin (vector)",
    "CREATE VIEW {view} AS SELECT claim_id, key, vector AS words FROM {table}",
)


def install(apps, schema_editor):
    statements = SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL
    for table, view in TABLES.items():
        add, remove = ADD.format(table=table), REMOVE.format(table=table)
        for statement in statements:
            schema_editor.execute(
                statement.format(table=table, view=view, add=add, remove=remove), params=None
            )


def uninstall(apps, schema_editor):
    for table, view in TABLES.items():
        schema_editor.execute(f"DROP VIEW {view}", params=None)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TABLE {table}_fts", params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="EditorsIndex",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="editors_index",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("words", claims.models.words.IndexField()),
            ],
            options={
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PublicIndex",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="public_index",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                ("key", models.BigIntegerField()),
                ("words", claims.models.words.IndexField()),
            ],
            options={
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="EditorsWords",
            fields=[
                ("key", models.BigIntegerField(unique=True)),
                ("words", models.TextField()),
                ("forms", models.TextField()),
                ("stale", models.BooleanField(default=False)),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="editors_words",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("stale", True)),
                        fields=["stale"],
                        name="claims_editorswords_stale",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicWords",
            fields=[
                ("key", models.BigIntegerField(unique=True)),
                ("words", models.TextField()),
                ("forms", models.TextField()),
                ("stale", models.BooleanField(default=False)),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="public_words",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("stale", True)), fields=["stale"], name="claims_publicwords_stale"
                    )
                ],
            },
        ),
        migrations.RunPython(install, uninstall),
    ]
