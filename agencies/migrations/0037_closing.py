"""The closing of agencies, and what stays of them."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency

UNDER_WAY = ("open", "erasing")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0036_agency_exports")]

    operations = [
        migrations.CreateModel(
            name="AgencyClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Requested"),
                            ("erasing", "Being deleted"),
                            ("withdrawn", "Withdrawn"),
                            ("stopped", "Stopped: something had to be finished first"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("by_operator", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("reminded_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("people_after", models.BigIntegerField(default=0)),
                ("rows", models.PositiveBigIntegerField(default=0)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "closing of an agency",
                "verbose_name_plural": "closings of agencies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", UNDER_WAY)),
                        fields=["due_at"],
                        name="agencyclosing_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="agencyclosing_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", UNDER_WAY)),
                        fields=("agency",),
                        name="agencyclosing_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="agencyclosing_due_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", UNDER_WAY)),
                            models.Q(("ended_at__isnull", False), ("state__in", ["withdrawn", "stopped"])),
                            _connector="OR",
                        ),
                        name="agencyclosing_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedAgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=6)),
                ("name", models.CharField(max_length=80)),
                ("by_operator", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField()),
                ("rows", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "closed agency",
                "verbose_name_plural": "closed agencies",
                "indexes": [models.Index(fields=["-closed_at", "-id"], name="closedagency_newest")],
            },
        ),
        SameAgency("AgencyClosing", "asked_by"),
    ]
