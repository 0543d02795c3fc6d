"""Webhooks, what was sent to them, and each attempt."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import agencies.models.webhooks
import project.base.ids
import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0004_length_tolerance_proved"),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
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
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="URL")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                ("enabled", models.BooleanField(default=True)),
                ("secret", models.CharField(blank=True, max_length=300)),
                ("former_secret", models.CharField(blank=True, max_length=300)),
                ("former_until", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                (
                    "off_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("given_up", "Five deliveries in a row failed."),
                            ("failing", "No attempt succeeded for three days."),
                            (
                                "questioned",
                                "It was created or changed in a session that its person reported as not theirs.",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("off_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "indexes": [
                    models.Index(
                        condition=models.Q(("former_secret", ""), _negated=True),
                        fields=["former_until"],
                        name="webhook_former",
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", False)),
                        fields=["removed_at"],
                        name="webhook_removed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="webhook_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("agency", "name"),
                        name="webhook_one_of_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former_secret", ""), ("former_until", None)),
                            models.Q(
                                models.Q(("former_secret", ""), _negated=True),
                                ("former_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="webhook_former_secret_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at", None),
                            models.Q(("enabled", False), ("former_secret", ""), ("secret", ""), ("url", "")),
                            _connector="OR",
                        ),
                        name="webhook_removed_keeps_no_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("off_reason", ""),
                            models.Q(
                                ("enabled", False), ("off_reason__in", ["given_up", "failing", "questioned"])
                            ),
                            _connector="OR",
                        ),
                        name="webhook_off_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
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
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="agencies.webhook",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                (
                    "message_id",
                    models.CharField(
                        default=agencies.models.webhooks.message_id,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("body", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("given_up", "Failed"),
                            ("dropped", "Not sent"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("tries_before", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "webhook delivery",
                "verbose_name_plural": "webhook deliveries",
                "indexes": [
                    models.Index(fields=["webhook", "-made_at", "-id"], name="webhookdelivery_log"),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "given_up", "dropped"))),
                        fields=["webhook", "state", "-made_at", "-id"],
                        name="webhookdelivery_troubled",
                    ),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_at"],
                        name="webhookdelivery_due",
                    ),
                    models.Index(fields=["made_at"], name="webhookdelivery_kept"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="webhookdelivery_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("next_at__isnull", False), ("state", "waiting")),
                            models.Q(
                                ("claimed_until", None),
                                ("ended_at__isnull", False),
                                ("next_at", None),
                                ("state__in", ("delivered", "given_up", "dropped")),
                            ),
                            _connector="OR",
                        ),
                        name="webhookdelivery_waits_or_has_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WebhookAttempt",
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
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="agencies.webhookdelivery",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("url", models.CharField(max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("delivered", "Delivered"),
                            ("status", "The receiver responded with an error."),
                            ("redirect", "The receiver redirected the request. Redirects aren’t followed."),
                            ("timeout", "The receiver took too long."),
                            ("connection", "The connection failed."),
                            ("tls", "The receiver’s certificate isn’t valid, or TLS failed."),
                            ("name", "The host name has no address."),
                            ("address", "The host name leads to an address that isn’t public."),
                            ("secret", "The secret can’t be read. Rotate it."),
                            ("interrupted", "Interrupted on our side."),
                        ],
                        max_length=12,
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer", models.CharField(blank=True, max_length=2000)),
                ("milliseconds", models.PositiveIntegerField(null=True)),
            ],
            options={
                "verbose_name": "webhook attempt",
                "verbose_name_plural": "webhook attempts",
                "constraints": [
                    models.UniqueConstraint(fields=("delivery", "number"), name="webhookattempt_once")
                ],
            },
        ),
        SameAgency("Webhook", "made_by"),
        SameAgency("WebhookDelivery", "webhook"),
        SameAgency("WebhookAttempt", "delivery"),
    ]
