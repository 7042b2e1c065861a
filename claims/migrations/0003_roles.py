"""The two roles. Editors write drafts; Publishers also publish, withdraw and merge."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

VIEW_ADD_CHANGE = ("view", "add", "change")
WRITTEN_BY_EDITORS = {
    "people": ["person", "personalias", "organization", "organizationalias", "place", "placealias"],
    "sources": ["outlet", "outletalias", "article", "articletext", "unnamedsource"],
    "claims": [
        "dossier",
        "dossierclaim",
        "claim",
        "claimplace",
        "participant",
        "evidence",
        "speaker",
        "credit",
        "reading",
        "readingcheck",
        "discrepancy",
        "rival",
        "editornote",
    ],
}
PUBLISHERS_ONLY = ["publish_claim", "withdraw_claim", "merge_records"]


def make_roles(apps, schema_editor):
    # Django makes permissions after all migrations have run; a role needs them now.
    for label in WRITTEN_BY_EDITORS:
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    group = apps.get_model("auth", "Group")
    permissions = apps.get_model("auth", "Permission").objects
    written = [
        permissions.get(content_type__app_label=label, codename=f"{verb}_{model}")
        for label, models in WRITTEN_BY_EDITORS.items()
        for model in models
        for verb in (*VIEW_ADD_CHANGE, "delete")
    ]
    standing = permissions.get(content_type__app_label="claims", codename="view_claimstanding")
    editors, _ = group.objects.get_or_create(name="Editors")
    editors.permissions.add(*written, standing)
    publishers, _ = group.objects.get_or_create(name="Publishers")
    publishers.permissions.add(
        *written,
        standing,
        *permissions.filter(content_type__app_label="claims", codename__in=PUBLISHERS_ONLY),
    )


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Publishers"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_credit_rules"),
        ("people", "0001_initial"),
        ("sources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(make_roles, remove_roles)]
