"""What agencies promise on tickets, version by version, and which of it a ticket has."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.text
from project.base.constraints import AppendOnly, SameAgency, SameAgencyFromNow
from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("support", "0003_dispute_files")]

    operations = [
        migrations.CreateModel(
            name="SlaVersion",
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
                ("number", models.PositiveIntegerField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "version of SLA policies",
                "verbose_name_plural": "versions of SLA policies",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="slaversion_agency_id"),
                    models.UniqueConstraint(fields=("agency", "number"), name="slaversion_number"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="slaversion_number_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlaPolicy",
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policies",
                        to="support.slaversion",
                    ),
                ),
                ("key", models.CharField(max_length=10)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "name",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        choices=[("order", "About an order"), ("other", "Not about an order")],
                        max_length=8,
                        verbose_name="about",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low", "Low"),
                            ("normal", "Normal"),
                            ("high", "High"),
                            ("critical", "Critical"),
                        ],
                        max_length=8,
                        verbose_name="priority",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clients.clientaccount",
                    ),
                ),
            ],
            options={
                "verbose_name": "SLA policy",
                "verbose_name_plural": "SLA policies",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="slapolicy_agency_id"),
                    models.UniqueConstraint(fields=("version", "key"), name="slapolicy_once"),
                    models.UniqueConstraint(fields=("version", "position"), name="slapolicy_position"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="slapolicy_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("about__in", ["", "order", "other"])), name="slapolicy_about"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["", "low", "normal", "high", "critical"])),
                        name="slapolicy_priority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlaTarget",
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
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="support.slapolicy",
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("first_reply", "First reply"),
                            ("next_reply", "Next reply"),
                            ("resolution", "Resolution"),
                        ],
                        max_length=12,
                    ),
                ),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                ("working", models.BooleanField(verbose_name="working hours")),
            ],
            options={
                "verbose_name": "target of an SLA policy",
                "verbose_name_plural": "targets of SLA policies",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="slatarget_agency_id"),
                    models.UniqueConstraint(fields=("policy", "target"), name="slatarget_once"),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["first_reply", "next_reply", "resolution"])),
                        name="slatarget_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__range", (1, 129600))), name="slatarget_minutes"
                    ),
                ],
            },
        ),
        SameAgency("SlaVersion", "made_by"),
        SameAgency("SlaPolicy", "version", "account"),
        SameAgency("SlaTarget", "policy"),
        AppendOnly("SlaVersion"),
        AppendOnly("SlaPolicy"),
        AppendOnly("SlaTarget"),
        migrations.AddField("ticket", "policies", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.AddField("tickettimer", "next_step_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "ticketevent",
            "policy",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support.slapolicy",
            ),
        ),
        SameAgencyFromNow("TicketEvent", "policy"),
    ]
