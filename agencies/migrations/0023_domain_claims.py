"""Which host names agencies say are theirs, and how that was shown."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import project.base.ids
from project.base.constraints import SameAgency


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0022_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="DomainClaim",
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
                ("host", models.CharField(max_length=253, verbose_name="host name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("given", "Set up by the operator"),
                            ("subdomain", "Address of this installation"),
                            ("own", "Own domain"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for its record"),
                            ("proved", "Connected"),
                            ("lapsed", "Disconnected"),
                        ],
                        max_length=6,
                    ),
                ),
                ("token", models.CharField(blank=True, max_length=32)),
                ("asked_at", models.DateTimeField()),
                ("proved_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("next_check_at", models.DateTimeField(null=True)),
                (
                    "fault",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "There is no TXT record at this name."),
                            ("other", "There is a TXT record at this name, but with a different value."),
                            ("silent", "The name servers of this domain didn’t answer."),
                            ("taken", "Another agency here uses this domain and still has its record."),
                        ],
                        max_length=7,
                    ),
                ),
                ("failing_since", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim to a domain",
                "verbose_name_plural": "claims to domains",
                "indexes": [
                    models.Index(fields=["host"], name="domainclaim_host"),
                    models.Index(
                        condition=models.Q(("next_check_at__isnull", False)),
                        fields=["next_check_at"],
                        name="domainclaim_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="domainclaim_agency_id"),
                    models.UniqueConstraint(fields=("agency", "host"), name="domainclaim_once"),
                    models.CheckConstraint(
                        condition=models.Q(("host", django.db.models.functions.text.Lower("host"))),
                        name="domainclaim_host_lower",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("given", "subdomain")), ("state", "proved"), ("token", "")
                            ),
                            models.Q(
                                ("kind", "own"),
                                ("state__in", ["asked", "proved", "lapsed"]),
                                models.Q(("token", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="domainclaim_own_is_proved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proved_at__isnull", False),
                            models.Q(("state", "proved"), _negated=True),
                            _connector="OR",
                        ),
                        name="domainclaim_proved_at",
                    ),
                ],
            },
        ),
        SameAgency("DomainClaim", "asked_by"),
    ]
