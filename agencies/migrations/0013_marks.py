"""Marks of rows that go together, and the event of their going."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0012_bank_account_proved"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("kind", models.CharField(choices=[("trial", "Trial"), ("import", "Import")], max_length=6)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "mark",
                "verbose_name_plural": "marks",
                "indexes": [models.Index(fields=["agency", "kind", "-id"], name="mark_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="mark_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["trial", "import"])), name="mark_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "mark",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasure",
                        to="agencies.mark",
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("xact", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "deletion of marked rows",
                "verbose_name_plural": "deletions of marked rows",
                "indexes": [models.Index(fields=["agency", "-id"], name="erasure_newest")],
            },
        ),
        SameAgency("Mark", "made_by"),
        SameAgency("Erasure", "mark", "actor"),
        AppendOnly("Erasure"),
    ]
