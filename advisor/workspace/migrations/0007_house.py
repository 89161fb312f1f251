"""Brand kits, the deeds of a house, and a key for each brand by which archives know it."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_keys(apps: Any, schema_editor: Any) -> None:
    """Give every brand that is there a key of its own."""
    brand = apps.get_model("workspace", "Brand")
    for pk in brand.objects.values_list("pk", flat=True):
        brand.objects.filter(pk=pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):
    """Tables of a house, and what brands have of them."""

    dependencies = [
        ("workspace", "0006_invitations"),
    ]

    operations = [
        migrations.AddField(
            model_name="brand",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="brand",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.CreateModel(
            name="KeptKit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("usual", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="brand",
            name="kit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="brands", to="workspace.keptkit"
            ),
        ),
        migrations.CreateModel(
            name="HouseDeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=24)),
                ("about", models.CharField(blank=True, max_length=200)),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deeds",
                        to="workspace.brand",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="deed_by_time")],
            },
        ),
        migrations.AddField(
            model_name="erasure",
            name="accounts",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="KitPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                (
                    "kit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="workspace.keptkit"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kit", "name"), name="one_part_each")],
            },
        ),
    ]
