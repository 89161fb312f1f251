"""The plan of a delivery, and what became of its actions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Actions and their steps."""

    dependencies = [
        ("workspace", "0004_deliveries"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("finding", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField(null=True)),
                ("told", models.JSONField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="workspace.deliveredreport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ActionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("owner", models.CharField(blank=True, max_length=200)),
                ("due", models.CharField(blank=True, max_length=10)),
                ("words", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="workspace.plannedaction"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
