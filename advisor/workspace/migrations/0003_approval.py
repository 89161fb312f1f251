"""The steps of an approval."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Asked for, sent back, given."""

    dependencies = [
        ("workspace", "0002_roles"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                ("edition", models.PositiveIntegerField()),
                ("against", models.CharField(blank=True, max_length=16)),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="approval", to="workspace.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
