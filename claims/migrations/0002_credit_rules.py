"""Two rules on credits that span rows, held by the database itself.

Only relaying evidence has credits, and no article credits itself. A later migration that makes SQLite rebuild
claims_evidence or claims_credit drops the triggers with the table: run `install` again in it
(tests/claims/test_constraints.py notices).
"""

from django.db import migrations

RULES = {
    # (trigger, table, column): the condition under which the write is refused, and what is said.
    "credit_relays_only": (
        "claims_credit",
        "evidence_id",
        "EXISTS (SELECT 1 FROM claims_evidence e WHERE e.id = NEW.evidence_id AND e.basis <> 'relays')",
        "only evidence that relays has credits",
    ),
    "credit_not_own_article": (
        "claims_credit",
        "evidence_id, article_id",
        "EXISTS (SELECT 1 FROM claims_evidence e WHERE e.id = NEW.evidence_id AND e.article_id = NEW.article_id)",
        "no article credits itself",
    ),
    "evidence_with_credits_relays": (
        "claims_evidence",
        "basis",
        "NEW.basis <> 'relays' AND EXISTS (SELECT 1 FROM claims_credit c WHERE c.evidence_id = NEW.id)",
        "only evidence that relays has credits",
    ),
    "evidence_not_credited_article": (
        "claims_evidence",
        "article_id",
        "EXISTS (SELECT 1 FROM claims_credit c WHERE c.evidence_id = NEW.id AND c.article_id = NEW.article_id)",
        "no article credits itself",
    ),
}


def install(apps, schema_editor):
    write = _sqlite if schema_editor.connection.vendor == "sqlite" else _postgresql
    for name, (table, columns, refused, message) in RULES.items():
        write(schema_editor, name, table, columns, refused, message)


def _sqlite(schema_editor, name, table, columns, refused, message):
    for event, when in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}")):
        schema_editor.execute(
            f"CREATE TRIGGER {name}_{event} BEFORE {when} ON {table} FOR EACH ROW WHEN {refused} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
            params=None,
        )


def _postgresql(schema_editor, name, table, columns, refused, message):
    schema_editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refused} THEN "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
        params=None,
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {columns} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        params=None,
    )


def remove(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for name, (table, *_) in RULES.items():
        if sqlite:
            for event in ("insert", "update"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
