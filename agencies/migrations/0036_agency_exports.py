"""Archives of whole agencies."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0035_marked_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyExport",
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
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Failed"),
                            ("deleted", "Deleted"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("disk", "The server has no room for the archive, or cannot write it."),
                            ("database", "The database could not be read to the end."),
                            ("stopped", "Making it was interrupted and did not go on."),
                        ],
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("seen_at", models.DateTimeField()),
                ("key", models.CharField(blank=True, editable=False, max_length=32)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("size", models.BigIntegerField(null=True, verbose_name="size in bytes")),
                ("rows", models.PositiveBigIntegerField(null=True)),
                ("files", models.PositiveIntegerField(null=True)),
                ("missing", models.PositiveIntegerField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "archive of an agency",
                "verbose_name_plural": "archives of agencies",
                "indexes": [
                    models.Index(fields=["agency", "-asked_at", "-id"], name="agencyexport_newest"),
                    models.Index(
                        condition=models.Q(("state", "ready")), fields=["expires_at"], name="agencyexport_due"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="agencyexport_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("agency",),
                        name="agencyexport_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__lte", 100)), name="agencyexport_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fault__in", ["disk", "database", "stopped"]), ("state", "failed")),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("fault", "")),
                            _connector="OR",
                        ),
                        name="agencyexport_fault",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expires_at__gt", models.F("ready_at")),
                                ("gone_at", None),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("key", ""), _negated=True),
                            ),
                            models.Q(
                                ("gone_at", None),
                                ("key", ""),
                                ("ready_at", None),
                                ("state__in", ["waiting", "failed"]),
                            ),
                            models.Q(("gone_at__isnull", False), ("key", ""), ("state", "deleted")),
                            _connector="OR",
                        ),
                        name="agencyexport_state",
                    ),
                ],
            },
        ),
        SameAgency("AgencyExport", "asked_by"),
    ]
