"""All that support has after 0023_breaches_of_before, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

import datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base import constraints
from project.base.migrations import Squashed

SUPPORT_NEXT_DUE = """
    UPDATE support_ticket SET next_due_at = found.next_due_at
    FROM (
        SELECT coalesce(min(due_at), '9999-01-01 00:00:00+00') AS next_due_at
        FROM support_tickettimer
        WHERE ticket_id = coalesce(NEW.ticket_id, OLD.ticket_id) AND ended_at IS NULL
    ) found
    WHERE id = coalesce(NEW.ticket_id, OLD.ticket_id)
        AND support_ticket.next_due_at IS DISTINCT FROM found.next_due_at;
    RETURN NULL;
"""


class Migration(Squashed):
    replaces = [
        ("support", "0001_initial"),
        ("support", "0002_rules"),
        ("support", "0003_dispute_files"),
        ("support", "0004_sla_policies"),
        ("support", "0005_sla_policies_proved"),
        ("support", "0006_steps_found"),
        ("support", "0007_watchers"),
        ("support", "0008_merged"),
        ("support", "0009_merged_proved"),
        ("support", "0010_merged_found"),
        ("support", "0011_inbound_mail"),
        ("support", "0012_asked_by_mail"),
        ("support", "0013_asked_by_nobody_here"),
        ("support", "0014_asked_by_mail_proved"),
        ("support", "0015_tickets_of_senders"),
        ("support", "0016_tags_and_snoozes"),
        ("support", "0017_escalation"),
        ("support", "0018_replies_and_ratings"),
        ("support", "0019_next_due"),
        ("support", "0020_next_due_of_before"),
        ("support", "0021_due_found"),
        ("support", "0022_breaches"),
        ("support", "0023_breaches_of_before"),
    ]

    initial = True

    dependencies = [
        ("agencies", "0043_planned_switches"),
        ("orders", "0035_boards_found"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
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
                            ("answering", "Waiting for the other side"),
                            ("proposed", "Settlement proposed"),
                            ("countered", "Waiting for a decision"),
                            ("decided", "Settled"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="answering",
                        max_length=9,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "The client"), ("writer", "The writer"), ("desk", "The agency")],
                        max_length=6,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("quality", "Quality of the text"),
                            ("brief", "Not what was ordered"),
                            ("late", "Late or missing delivery"),
                            ("originality", "Copied or machine-written text"),
                            ("scope", "More work than was ordered"),
                            ("conduct", "Tone or conduct"),
                            ("other", "Something else"),
                        ],
                        max_length=11,
                        verbose_name="reason",
                    ),
                ),
                (
                    "order_state",
                    models.CharField(
                        choices=[
                            ("placed", "Placed"),
                            ("offered", "Offered"),
                            ("assigned", "Assigned"),
                            ("in_progress", "In progress"),
                            ("in_review", "In review"),
                            ("delivered", "Delivered"),
                            ("revision_requested", "Revision requested"),
                            ("completed", "Completed"),
                            ("on_hold", "On hold"),
                            ("disputed", "Disputed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=20,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("rests_since", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("reply_by", models.DateTimeField(blank=True, null=True)),
                ("decide_by", models.DateTimeField()),
                ("told_for", models.DateTimeField(blank=True, null=True)),
                ("escalated_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appeal_side",
                    models.CharField(
                        blank=True,
                        choices=[("client", "The client"), ("writer", "The writer"), ("desk", "The agency")],
                        max_length=6,
                    ),
                ),
                ("appealed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="orders.order",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "ordering": ["id"],
                "indexes": [
                    models.Index(fields=["agency", "-opened_at", "-id"], name="dispute_list"),
                    models.Index(fields=["agency", "state", "-opened_at", "-id"], name="dispute_list_state"),
                    models.Index(fields=["agency", "order", "-id"], name="dispute_of_order"),
                    models.Index(
                        condition=models.Q(("state__in", ("answering", "proposed", "countered"))),
                        fields=["agency", "decide_by", "id"],
                        name="dispute_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "proposed")),
                        fields=["agency", "reply_by", "id"],
                        name="dispute_reply",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="dispute_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("answering", "proposed", "countered"))),
                        fields=("order",),
                        name="dispute_one_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["answering", "proposed", "countered", "decided", "withdrawn"])
                        ),
                        name="dispute_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ["quality", "brief", "late", "originality", "scope", "conduct", "other"],
                            )
                        ),
                        name="dispute_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side", "client"),
                            models.Q(("side", "writer"), ("writer__isnull", False)),
                            _connector="OR",
                        ),
                        name="dispute_side_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "order_state__in",
                                ["in_progress", "in_review", "delivered", "revision_requested", "completed"],
                            )
                        ),
                        name="dispute_order_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("appeal_side", ""), ("appealed_at", None)),
                            models.Q(
                                ("appeal_side__in", ["client", "writer"]), ("appealed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="dispute_appeal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at", None), ("state__in", ("answering", "proposed", "countered"))
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("answering", "proposed", "countered")), _negated=True
                                ),
                                models.Q(("ended_at", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reply_by__isnull", False), ("state", "proposed")),
                            models.Q(models.Q(("state", "proposed"), _negated=True), ("reply_by", None)),
                            _connector="OR",
                        ),
                        name="dispute_reply_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None),
                            ("answered_at__gte", models.F("rests_since")),
                            _connector="OR",
                        ),
                        name="dispute_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputePoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "text",
                    models.CharField(
                        max_length=500, validators=[project.base.text.validate_text], verbose_name="point"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="support.dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of a dispute",
                "verbose_name_plural": "points of disputes",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("dispute", "position"), name="disputepoint_position"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="disputepoint_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer_hours",
                    models.PositiveSmallIntegerField(default=72, verbose_name="hours to respond"),
                ),
                (
                    "decision_hours",
                    models.PositiveSmallIntegerField(default=120, verbose_name="hours to act"),
                ),
                ("reply_hours", models.PositiveSmallIntegerField(default=72, verbose_name="hours to reply")),
                ("appeal_days", models.PositiveSmallIntegerField(default=7, verbose_name="days to appeal")),
                (
                    "support_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("100.00"),
                        max_digits=10,
                        verbose_name="limit of support",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute settings",
                "verbose_name_plural": "dispute settings",
                "constraints": [
                    models.UniqueConstraint(fields=("agency",), name="disputepolicy_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer_hours__range", (4, 720)),
                            ("decision_hours__range", (4, 720)),
                            ("reply_hours__range", (4, 720)),
                        ),
                        name="disputepolicy_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("appeal_days__lte", 60)), name="disputepolicy_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("support_limit__gte", 0), ("support_limit__lte", Decimal("99999999.99"))
                        ),
                        name="disputepolicy_limit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposal", "Proposal"),
                            ("counter", "Counterproposal"),
                            ("decision", "Decision"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("noted", "For the agency to consider"),
                            ("replaced", "Not agreed"),
                            ("failed", "Could not be carried out"),
                            ("carried_out", "Carried out"),
                        ],
                        default="open",
                        max_length=11,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "The client"), ("writer", "The writer"), ("desk", "The agency")],
                        max_length=6,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("close", "Continue as before"),
                            ("refund", "Refund"),
                            ("redo", "Redo the text"),
                            ("extend", "Extend the deadlines"),
                            ("reassign", "Assign another writer"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="refund in percent")),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("days", models.PositiveSmallIntegerField(default=0, verbose_name="days")),
                (
                    "fee",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="fee"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(2000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="reasons",
                    ),
                ),
                ("needs_second", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="support.dispute",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.orderevent",
                    ),
                ),
                (
                    "seconded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal in a dispute",
                "verbose_name_plural": "proposals in disputes",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="disputeproposal_agency_id"),
                    models.UniqueConstraint(fields=("dispute", "number"), name="disputeproposal_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("dispute",),
                        name="disputeproposal_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["proposal", "counter", "decision"]),
                            ("state__in", ["open", "noted", "replaced", "failed", "carried_out"]),
                        ),
                        name="disputeproposal_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "counter"), ("side__in", ["client", "writer"]), ("state", "noted")
                            ),
                            models.Q(
                                ("kind__in", ["proposal", "decision"]),
                                ("side", "desk"),
                                models.Q(("state", "noted"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="disputeproposal_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            ("outcome__in", ["close", "refund", "redo", "extend", "reassign"]),
                            ("percent__lte", 100),
                            models.Q(
                                models.Q(("outcome", "close"), _negated=True), ("percent", 0), _connector="OR"
                            ),
                            models.Q(
                                models.Q(("outcome", "refund"), _negated=True),
                                ("percent__gte", 1),
                                _connector="OR",
                            ),
                            models.Q(("outcome", "refund"), ("percent__lte", 99), _connector="OR"),
                        ),
                        name="disputeproposal_refund",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__gte", 1), ("days__lte", 60), ("outcome", "extend")),
                            models.Q(models.Q(("outcome", "extend"), _negated=True), ("days", 0)),
                            _connector="OR",
                        ),
                        name="disputeproposal_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fee__isnull", False),
                                ("outcome", "reassign"),
                                ("side", "desk"),
                                ("writer__isnull", False),
                            ),
                            models.Q(
                                ("fee", None),
                                ("outcome", "reassign"),
                                ("writer", None),
                                models.Q(("side", "desk"), _negated=True),
                            ),
                            models.Q(models.Q(("outcome", "reassign"), _negated=True), ("writer", None)),
                            _connector="OR",
                        ),
                        name="disputeproposal_writer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee", None), ("fee__gte", 0), _connector="OR"),
                        name="disputeproposal_fee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seconded_by", None),
                            models.Q(("seconded_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="disputeproposal_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "carried_out"), _negated=True),
                            models.Q(
                                ("event__isnull", False),
                                models.Q(
                                    ("needs_second", False), ("seconded_by__isnull", False), _connector="OR"
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="disputeproposal_carried_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeAcceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "The client"), ("writer", "The writer"), ("desk", "The agency")],
                        max_length=6,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acceptances",
                        to="support.disputeproposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "acceptance of a proposal",
                "verbose_name_plural": "acceptances of proposals",
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "side"), name="disputeacceptance_once"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["client", "writer"])), name="disputeacceptance_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("answer", "Response"),
                            ("appeal", "Appeal"),
                            ("reply", "Response to the appeal"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "The client"), ("writer", "The writer"), ("desk", "The agency")],
                        max_length=6,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(4000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="statement",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="support.dispute",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement in a dispute",
                "verbose_name_plural": "statements in disputes",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("dispute", "kind"), name="disputestatement_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["claim", "answer", "appeal", "reply"])),
                        name="disputestatement_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="disputestatement_text"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
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
                ("number", models.CharField(max_length=24)),
                (
                    "subject",
                    models.CharField(
                        max_length=160, validators=[project.base.text.validate_text], verbose_name="subject"
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.ticket",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("waiting", "Waiting for a reply"),
                            ("solved", "Solved"),
                            ("closed", "Closed"),
                            ("merged", "Merged"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[
                            ("low", "Low"),
                            ("normal", "Normal"),
                            ("high", "High"),
                            ("critical", "Critical"),
                        ],
                        default="normal",
                        max_length=8,
                        verbose_name="priority",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("solved_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("form_key", models.CharField(max_length=10)),
                ("policies", models.PositiveIntegerField(db_default=0, default=0)),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.ticket",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="support.mailsender",
                    ),
                ),
                (
                    "next_due_at",
                    models.DateTimeField(
                        db_default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC),
                    ),
                ),
            ],
            options={
                "verbose_name": "ticket",
                "verbose_name_plural": "tickets",
                "indexes": [
                    models.Index(fields=["agency", "requester", "-touched_at", "-id"], name="ticket_own"),
                    models.Index(fields=["agency", "-touched_at", "-id"], name="ticket_newest"),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "waiting"))),
                        fields=["agency", "assignee", "-touched_at", "-id"],
                        name="ticket_live",
                    ),
                    models.Index(
                        condition=models.Q(("state", "solved")),
                        fields=["agency", "solved_at"],
                        name="ticket_solved",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_into"],
                        name="ticket_merged_found",
                    ),
                    models.Index(
                        condition=models.Q(("requester", None)),
                        fields=["sender", "-id"],
                        name="ticket_sender",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "waiting"))),
                        fields=["agency", "next_due_at", "id"],
                        name="ticket_due",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "waiting"))),
                        fields=["agency", "assignee", "next_due_at", "id"],
                        name="ticket_due_of",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="ticket_agency_id"),
                    models.UniqueConstraint(fields=("agency", "number"), name="ticket_number"),
                    models.UniqueConstraint(fields=("requester", "form_key"), name="ticket_once"),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["low", "normal", "high", "critical"])),
                        name="ticket_priority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "waiting", "solved", "closed", "merged"])),
                        name="ticket_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("solved_at__isnull", False), ("state", "solved")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(("closed_at__isnull", False), ("state", "merged")),
                            models.Q(
                                ("closed_at", None), ("solved_at", None), ("state__in", ("open", "waiting"))
                            ),
                            _connector="OR",
                        ),
                        name="ticket_moments",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                            _connector="OR",
                        ),
                        name="ticket_merged",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="ticket_merged_into_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("requester", None), ("sender__isnull", False)),
                            models.Q(("requester__isnull", False), ("sender", None)),
                            _connector="OR",
                        ),
                        name="ticket_asked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketCounter",
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
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "year"), name="ticketcounter_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketMessage",
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="support.ticket",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "Question"), ("reply", "Reply"), ("note", "Internal note")],
                        max_length=8,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(10000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="text",
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("form_key", models.CharField(max_length=10)),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.mailsender",
                    ),
                ),
            ],
            options={
                "verbose_name": "message of a ticket",
                "verbose_name_plural": "messages of tickets",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="ticketmessage_agency_id"),
                    models.UniqueConstraint(
                        fields=("ticket", "author", "form_key"), name="ticketmessage_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["question", "reply", "note"])),
                        name="ticketmessage_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("author", None), ("kind", "question"), ("sender__isnull", False)),
                            models.Q(("author__isnull", False), ("sender", None)),
                            _connector="OR",
                        ),
                        name="ticketmessage_spoken",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketFile",
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.storedfile",
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="support.ticketmessage",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a ticket",
                "verbose_name_plural": "files of tickets",
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TicketEvent",
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="support.ticket",
                    ),
                ),
                ("verb", models.CharField(max_length=20)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("waiting", "Waiting for a reply"),
                            ("solved", "Solved"),
                            ("closed", "Closed"),
                            ("merged", "Merged"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.ticketmessage",
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
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.slapolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a ticket",
                "verbose_name_plural": "events of tickets",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="ticketevent_agency_id"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("priority__in", ["low", "normal", "high", "critical"]),
                                ("verb", "prioritise"),
                            ),
                            models.Q(models.Q(("verb", "prioritise"), _negated=True), ("priority", "")),
                            _connector="OR",
                        ),
                        name="ticketevent_priority",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketTimer",
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="timers",
                        to="support.ticket",
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
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idle", "Not running"),
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("overdue", "Overdue"),
                            ("met", "Met"),
                            ("missed", "Missed"),
                            ("ended", "Ended"),
                        ],
                        max_length=8,
                    ),
                ),
                ("calendar", models.CharField(max_length=80)),
                ("next_step_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "timer of a ticket",
                "verbose_name_plural": "timers of tickets",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["agency", "due_at"],
                        name="tickettimer_due",
                    ),
                    models.Index(
                        condition=models.Q(("next_step_at__isnull", False)),
                        fields=["agency", "next_step_at"],
                        name="tickettimer_step",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="tickettimer_agency_id"),
                    models.UniqueConstraint(fields=("ticket", "target"), name="tickettimer_once"),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["first_reply", "next_reply", "resolution"])),
                        name="tickettimer_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False), ("outcome__in", ["met", "missed", "ended"])
                            ),
                            _connector="OR",
                        ),
                        name="tickettimer_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeFile",
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
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("added_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("answer", "Response"),
                            ("appeal", "Appeal"),
                            ("reply", "Response to the appeal"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="support.dispute",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a dispute",
                "verbose_name_plural": "files of disputes",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["claim", "answer", "appeal", "reply"])),
                        name="disputefile_kind_known",
                    )
                ],
            },
        ),
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
        migrations.CreateModel(
            name="TicketWatcher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="watchers",
                        to="support.ticket",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "added_by",
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
                "verbose_name": "watcher of a ticket",
                "verbose_name_plural": "watchers of tickets",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "person"), name="ticketwatcher_once")
                ],
                "indexes": [models.Index(fields=["agency", "person", "ticket"], name="ticketwatcher_person")],
            },
        ),
        migrations.CreateModel(
            name="MailSender",
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
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="address")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("first_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "sender of mail",
                "verbose_name_plural": "senders of mail",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="mailsender_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("erased_at", None)),
                        fields=("agency", "address"),
                        name="mailsender_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("erased_at", None), models.Q(("address", ""), _negated=True)),
                            models.Q(("address", ""), ("erased_at__isnull", False), ("name", "")),
                            _connector="OR",
                        ),
                        name="mailsender_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InboundMail",
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
                ("mail_id", models.CharField(max_length=320)),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="from")),
                ("subject", models.CharField(blank=True, max_length=160, verbose_name="subject")),
                ("received_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accepted", "Reply"),
                            ("unverified", "Sender not verified"),
                            ("automatic", "Automatic answer or mailing list"),
                            ("loop", "Our own mail"),
                            ("flood", "Too many"),
                            ("too_large", "Too large"),
                            ("unreadable", "Can’t be read"),
                            ("off", "Support is switched off"),
                        ],
                        max_length=12,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inbound",
                        to="support.ticketmessage",
                    ),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.ticket",
                    ),
                ),
                ("quoted", models.TextField(blank=True)),
                ("left_out", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "mail that came in",
                "verbose_name_plural": "mails that came in",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="inboundmail_agency_id"),
                    models.UniqueConstraint(fields=("agency", "mail_id"), name="inboundmail_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                [
                                    "accepted",
                                    "unverified",
                                    "automatic",
                                    "loop",
                                    "flood",
                                    "too_large",
                                    "unreadable",
                                    "off",
                                ],
                            )
                        ),
                        name="inboundmail_verdict",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("message__isnull", False), ("verdict__in", ("accepted", "unverified"))),
                            models.Q(
                                models.Q(("verdict__in", ("accepted", "unverified")), _negated=True),
                                ("answers", None),
                                ("left_out", ""),
                                ("member", None),
                                ("message", None),
                                ("quoted", ""),
                            ),
                            _connector="OR",
                        ),
                        name="inboundmail_taken",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["agency", "-received_at", "-id"], name="inboundmail_newest"),
                    models.Index(fields=["agency", "address", "-received_at"], name="inboundmail_sender"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyAddress",
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
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply_addresses",
                        to="support.ticket",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="support.mailsender",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "reply address",
                "verbose_name_plural": "reply addresses",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="replyaddress_agency_id"),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("ticket", "member"),
                        name="replyaddress_of_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("ticket", "sender"),
                        name="replyaddress_of_sender",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member", None), ("sender__isnull", False)),
                            models.Q(("member__isnull", False), ("sender", None)),
                            _connector="OR",
                        ),
                        name="replyaddress_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=30, validators=[project.base.text.validate_text], verbose_name="tag"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of tickets",
                "verbose_name_plural": "tags of tickets",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="tickettag_agency_id"),
                    models.UniqueConstraint(fields=("agency", "name"), name="tickettag_name"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TicketTagging",
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
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="support.tickettag",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="taggings",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag on a ticket",
                "verbose_name_plural": "tags on tickets",
                "constraints": [models.UniqueConstraint(fields=("ticket", "tag"), name="tickettagging_once")],
                "indexes": [models.Index(fields=["tag", "ticket"], name="tickettagging_tag")],
            },
        ),
        migrations.CreateModel(
            name="TicketSnooze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snooze",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "snooze of a ticket",
                "verbose_name_plural": "snoozes of tickets",
                "indexes": [models.Index(fields=["agency", "until"], name="ticketsnooze_until")],
            },
        ),
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
        migrations.CreateModel(
            name="SavedReply",
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
                    "title",
                    models.CharField(
                        max_length=80, validators=[project.base.text.validate_text], verbose_name="title"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        validators=[
                            django.core.validators.MaxLengthValidator(10000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="text",
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "saved reply",
                "verbose_name_plural": "saved replies",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("title"),
                        name="savedreply_title",
                    )
                ],
                "indexes": [models.Index(fields=["agency", "title", "id"], name="savedreply_list")],
            },
        ),
        migrations.CreateModel(
            name="TicketRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verdict", models.CharField(choices=[("good", "Good"), ("bad", "Bad")], max_length=4)),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="words",
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating of a ticket",
                "verbose_name_plural": "ratings of tickets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["good", "bad"])), name="ticketrating_verdict"
                    )
                ],
                "indexes": [models.Index(fields=["agency", "given_at"], name="ticketrating_given")],
            },
        ),
        migrations.CreateModel(
            name="Breach",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("due_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("third_party", "Waiting on a third party"),
                            ("volume", "Too many tickets"),
                            ("staffing", "Too few people"),
                            ("unclear", "Unclear request"),
                            ("outage", "Outage"),
                            ("target", "Wrong target"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="cause",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "breach",
                "verbose_name_plural": "breaches",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="breach_agency_id"),
                    models.UniqueConstraint(fields=("ticket", "target", "run"), name="breach_once"),
                    models.CheckConstraint(
                        condition=models.Q(("target__in", ["first_reply", "next_reply", "resolution"])),
                        name="breach_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                [
                                    "",
                                    "third_party",
                                    "volume",
                                    "staffing",
                                    "unclear",
                                    "outage",
                                    "target",
                                    "other",
                                ],
                            )
                        ),
                        name="breach_cause",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["agency", "-due_at", "-id"], name="breach_newest"),
                    models.Index(fields=["agency", "cause", "-due_at", "-id"], name="breach_by_cause"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreachCause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("third_party", "Waiting on a third party"),
                            ("volume", "Too many tickets"),
                            ("staffing", "Too few people"),
                            ("unclear", "Unclear request"),
                            ("outage", "Outage"),
                            ("target", "Wrong target"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="cause",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        validators=[
                            django.core.validators.MaxLengthValidator(1000),
                            project.base.text.validate_text,
                        ],
                        verbose_name="note",
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "breach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="causes",
                        to="support.breach",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "cause of a breach",
                "verbose_name_plural": "causes of breaches",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                ["third_party", "volume", "staffing", "unclear", "outage", "target", "other"],
                            )
                        ),
                        name="breachcause_cause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cause", "other"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="breachcause_other_says_what",
                    ),
                ],
                "indexes": [models.Index(fields=["agency", "by", "id"], name="breachcause_by")],
            },
        ),
        migrations.CreateModel(
            name="TicketAnswering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="agencies.membership",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answering",
                        to="support.ticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "someone answering a ticket",
                "verbose_name_plural": "people answering tickets",
                "constraints": [
                    models.UniqueConstraint(fields=("ticket", "person"), name="ticketanswering_once")
                ],
                "indexes": [
                    models.Index(fields=["agency", "seen_at"], name="ticketanswering_seen"),
                    models.Index(fields=["person"], name="ticketanswering_person"),
                ],
            },
        ),
        constraints.SameAgency("Dispute", "order", "writer", "opened_by"),
        constraints.SameAgency("DisputePoint", "dispute"),
        constraints.SameAgency("DisputeStatement", "dispute", "by"),
        constraints.SameAgency("DisputeProposal", "dispute", "by", "writer", "seconded_by", "event"),
        constraints.SameAgency("DisputeAcceptance", "proposal", "by"),
        constraints.AppendOnly("DisputePoint"),
        constraints.AppendOnly("DisputeStatement"),
        constraints.AppendOnly("DisputeAcceptance"),
        constraints.SameAgency(
            "Ticket", "requester", "order", "follows", "assignee", "merged_into", "sender"
        ),
        constraints.SameAgency("TicketMessage", "ticket", "author", "sender"),
        constraints.SameAgency("TicketFile", "file", "added_by", "message"),
        constraints.SameAgency("TicketEvent", "ticket", "actor", "message", "person", "policy"),
        constraints.SameAgency("TicketTimer", "ticket"),
        constraints.AppendOnly("TicketMessage"),
        constraints.AppendOnly("TicketEvent"),
        constraints.SameAgency("DisputeFile", "file", "added_by", "dispute"),
        constraints.SameAgency("SlaVersion", "made_by"),
        constraints.SameAgency("SlaPolicy", "version", "account"),
        constraints.SameAgency("SlaTarget", "policy"),
        constraints.AppendOnly("SlaVersion"),
        constraints.AppendOnly("SlaPolicy"),
        constraints.AppendOnly("SlaTarget"),
        constraints.SameAgency("TicketWatcher", "ticket", "person", "added_by"),
        constraints.NoChain("Ticket", "merged_into_id"),
        constraints.SameAgency("InboundMail", "member", "message", "answers"),
        constraints.SameAgency("ReplyAddress", "ticket", "member", "sender"),
        migrations.RunSQL(
            "ALTER TABLE support_ticket ALTER COLUMN requester_id DROP NOT NULL", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "ALTER TABLE support_ticketmessage ALTER COLUMN author_id DROP NOT NULL", migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            "ALTER TABLE support_ticketfile ALTER COLUMN added_by_id DROP NOT NULL", migrations.RunSQL.noop
        ),
        constraints.SameAgency("TicketTagging", "ticket", "tag"),
        constraints.SameAgency("TicketSnooze", "ticket", "by"),
        constraints.SameAgency("EscalationStep", "policy", "person"),
        constraints.SameAgency("Escalation", "ticket", "event", "person", "acknowledged_by"),
        constraints.AppendOnly("EscalationStep"),
        constraints.SameAgency("TicketRating", "ticket"),
        constraints.Derived(
            "support_next_due", SUPPORT_NEXT_DUE, ("support_tickettimer",), "INSERT OR UPDATE OR DELETE"
        ),
        constraints.SameAgency("Breach", "ticket"),
        constraints.SameAgency("BreachCause", "breach", "by"),
        constraints.SameAgency("TicketAnswering", "ticket", "person"),
        constraints.AppendOnly("BreachCause"),
    ]
