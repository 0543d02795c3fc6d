"""Creating verbs of the API answer one key once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [("accounts", "0005_token_areas_proved"), ("agencies", "0004_length_tolerance_proved")]

    operations = [
        migrations.CreateModel(
            name="StoredAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("body", models.TextField(blank=True)),
                ("location", models.CharField(blank=True, max_length=200)),
                ("etag", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["agency", "user", "key"], name="storedanswer_once")
                ],
                "indexes": [models.Index(fields=["at"], name="storedanswer_old")],
            },
        ),
    ]
