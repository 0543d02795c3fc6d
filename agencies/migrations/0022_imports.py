"""Files of rows from another program, on their way in."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0021_legal_proved"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataImport",
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
                ("kind", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("matching", "Choose columns"),
                            ("checking", "Checking"),
                            ("faulty", "Errors found"),
                            ("ready", "Ready to import"),
                            ("running", "Importing"),
                            ("done", "Imported"),
                            ("undoing", "Undoing"),
                            ("undone", "Undone"),
                            ("stopped", "Stopped"),
                        ],
                        default="matching",
                        max_length=10,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("file_name", models.CharField(blank=True, max_length=160)),
                ("rows", models.PositiveSmallIntegerField()),
                ("checked", models.PositiveSmallIntegerField(default=0)),
                ("fresh", models.PositiveSmallIntegerField(default=0)),
                ("known", models.PositiveSmallIntegerField(default=0)),
                (
                    "date_order",
                    models.CharField(
                        choices=[
                            ("dmy", "Day first: 31/12/2026"),
                            ("mdy", "Month first: 12/31/2026"),
                            ("ymd", "Year first: 2026-12-31"),
                        ],
                        default="dmy",
                        max_length=3,
                        verbose_name="dates",
                    ),
                ),
                (
                    "decimal_mark",
                    models.CharField(
                        choices=[("point", "Point: 1,234.50"), ("comma", "Comma: 1.234,50")],
                        default="point",
                        max_length=5,
                        verbose_name="numbers",
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=300)),
                (
                    "mark",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_import",
                        to="agencies.mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "indexes": [models.Index(fields=["agency", "-made_at", "-id"], name="dataimport_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="dataimport_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "matching",
                                    "checking",
                                    "faulty",
                                    "ready",
                                    "running",
                                    "done",
                                    "undoing",
                                    "undone",
                                    "stopped",
                                ],
                            )
                        ),
                        name="dataimport_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rows__gte", 1), ("rows__lte", 5000)), name="dataimport_rows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mark__isnull", False), ("state__in", ["done", "undoing", "undone"])),
                            models.Q(
                                models.Q(("state__in", ["done", "undoing", "undone"]), _negated=True),
                                ("mark", None),
                            ),
                            _connector="OR",
                        ),
                        name="dataimport_done_has_mark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportColumn",
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
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="agencies.dataimport",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("head", models.CharField(blank=True, max_length=120)),
                ("field", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("data_import", "position"), name="importcolumn_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("field", ""), _negated=True),
                        fields=("data_import", "field"),
                        name="importcolumn_field_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
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
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="agencies.dataimport",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "cells",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("data_import", "number"), name="importrow_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
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
                    "data_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="faults",
                        to="agencies.dataimport",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=120)),
                ("value", models.CharField(blank=True, max_length=100)),
                ("words", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["number", "id"],
                "indexes": [models.Index(fields=["data_import", "number", "id"], name="importfault_list")],
            },
        ),
        SameAgency("DataImport", "made_by", "mark"),
        SameAgency("ImportColumn", "data_import"),
        SameAgency("ImportRow", "data_import"),
        SameAgency("ImportFault", "data_import"),
    ]
