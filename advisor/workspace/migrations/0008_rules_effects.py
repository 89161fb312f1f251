"""What today's rules would change of a delivery."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of what is kept of it."""

    dependencies = [
        ("workspace", "0007_house"),
    ]

    operations = [
        migrations.CreateModel(
            name="RulesEffectRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules_effect",
                        to="workspace.deliveredreport",
                    ),
                ),
            ],
        ),
    ]
