"""The roles that people of a house can have, as groups."""

from typing import Any

from django.db import migrations

ROLES = ("administrator", "partner", "consultant", "author")


def make_roles(apps: Any, schema_editor: Any) -> None:
    """Make a group for each role."""
    group = apps.get_model("auth", "Group")
    for role in ROLES:
        group.objects.get_or_create(name=role)


class Migration(migrations.Migration):
    """Groups of a fresh database."""

    dependencies = [("workspace", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
