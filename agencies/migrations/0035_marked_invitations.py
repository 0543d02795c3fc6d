"""Invitations that an import has brought."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0034_failed_imports_proved"),
    ]

    operations = [
        migrations.CreateModel(
            name="MarkedInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(blank=True, default="", max_length=80)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marked",
                        to="agencies.invitation",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "marked invitation",
                "verbose_name_plural": "marked invitations",
                "indexes": [models.Index(fields=["mark"], name="markedinvitation_mark")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("agency", "external_id"),
                        name="markedinvitation_external_once",
                    )
                ],
            },
        ),
        SameAgency("MarkedInvitation", "mark", "invitation"),
    ]
