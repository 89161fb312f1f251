"""Invitations to answer, each with an account."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of invitations."""

    dependencies = [
        ("workspace", "0005_kept_plan"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("author_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=150)),
                ("role", models.CharField(blank=True, max_length=150)),
                ("email", models.CharField(blank=True, max_length=150)),
                ("respondent", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=12)),
                ("sections", models.JSONField()),
                ("besides", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("taken_edition", models.PositiveIntegerField(default=1)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitation", to="workspace.round"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="workspace.round"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
