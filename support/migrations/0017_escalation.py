"""The ladders of policies, and the steps of them that were taken."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import AppendOnly, SameAgency


class Migration(migrations.Migration):
    dependencies = [("support", "0016_tags_and_snoozes")]

    operations = [
        migrations.CreateModel(
            name="EscalationStep",
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
                ("percent", models.PositiveSmallIntegerField(verbose_name="percent")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("notify", "Notify"),
                            ("reassign", "Reassign"),
                            ("raise", "Raise the priority"),
                            ("watch", "Add watcher"),
                        ],
                        max_length=8,
                        verbose_name="act",
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assignee", "Whoever has the ticket"),
                            ("support", "Support"),
                            ("managers", "Managers and owners"),
                            ("person", "One person"),
                        ],
                        max_length=8,
                        verbose_name="whom",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
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
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="support.slapolicy",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "target",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("first_reply", "First reply"),
                            ("next_reply", "Next reply"),
                            ("resolution", "Resolution"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an SLA policy",
                "verbose_name_plural": "steps of SLA policies",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="escalationstep_agency_id"),
                    models.UniqueConstraint(fields=("policy", "position"), name="escalationstep_position"),
                    models.UniqueConstraint(
                        fields=("policy", "target", "percent", "act", "whom", "person"),
                        name="escalationstep_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__range", (1, 300))), name="escalationstep_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["", "first_reply", "next_reply", "resolution"])),
                        name="escalationstep_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act", "notify"),
                                ("person__isnull", False),
                                ("priority", ""),
                                ("whom", "person"),
                            ),
                            models.Q(
                                ("act", "notify"),
                                ("person", None),
                                ("priority", ""),
                                ("whom__in", ["assignee", "support", "managers"]),
                            ),
                            models.Q(
                                ("act__in", ["reassign", "watch"]),
                                ("person__isnull", False),
                                ("priority", ""),
                                ("whom", "person"),
                            ),
                            models.Q(
                                ("act", "raise"),
                                ("person", None),
                                ("priority__in", ["normal", "high", "critical"]),
                                ("whom", ""),
                            ),
                            _connector="OR",
                        ),
                        name="escalationstep_act",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Escalation",
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
                ("percent", models.PositiveSmallIntegerField(verbose_name="percent")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("notify", "Notify"),
                            ("reassign", "Reassign"),
                            ("raise", "Raise the priority"),
                            ("watch", "Add watcher"),
                        ],
                        max_length=8,
                        verbose_name="act",
                    ),
                ),
                (
                    "whom",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("assignee", "Whoever has the ticket"),
                            ("support", "Support"),
                            ("managers", "Managers and owners"),
                            ("person", "One person"),
                        ],
                        max_length=8,
                        verbose_name="whom",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="support.ticket",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalation",
                        to="support.ticketevent",
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
                ("run", models.PositiveIntegerField()),
                ("ladder", models.CharField(max_length=10)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("done", "Done"),
                            ("unneeded", "Not needed"),
                            ("impossible", "Not possible"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("acknowledged_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "escalation",
                "verbose_name_plural": "escalations",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("acknowledged_at", None)),
                        fields=["agency", "ticket"],
                        name="escalation_unseen",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="escalation_agency_id"),
                    models.UniqueConstraint(
                        fields=("ticket", "target", "run", "ladder", "percent", "act", "whom", "person"),
                        name="escalation_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__range", (1, 300))), name="escalation_percent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["first_reply", "next_reply", "resolution"])),
                        name="escalation_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act", "notify"),
                                ("person__isnull", False),
                                ("priority", ""),
                                ("whom", "person"),
                            ),
                            models.Q(
                                ("act", "notify"),
                                ("person", None),
                                ("priority", ""),
                                ("whom__in", ["assignee", "support", "managers"]),
                            ),
                            models.Q(
                                ("act__in", ["reassign", "watch"]),
                                ("person__isnull", False),
                                ("priority", ""),
                                ("whom", "person"),
                            ),
                            models.Q(
                                ("act", "raise"),
                                ("person", None),
                                ("priority__in", ["normal", "high", "critical"]),
                                ("whom", ""),
                            ),
                            _connector="OR",
                        ),
                        name="escalation_act",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["done", "unneeded", "impossible"])),
                        name="escalation_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("acknowledged_at", None), ("acknowledged_by", None)),
                            models.Q(("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="escalation_acknowledged",
                    ),
                ],
            },
        ),
        SameAgency("EscalationStep", "policy", "person"),
        SameAgency("Escalation", "ticket", "event", "person", "acknowledged_by"),
        AppendOnly("EscalationStep"),
    ]
