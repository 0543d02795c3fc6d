"""Disputes: what is claimed, proposed and decided, and how long each side has. Tickets: what is asked of an
agency, what was said and done, and the timers of what was promised."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.migrations import ManyTables


class Migration(ManyTables):
    initial = True

    dependencies = [
        ("agencies", "0031_features_alone"),
        ("orders", "0024_marks"),
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
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "id"), name="ticket_agency_id"),
                    models.UniqueConstraint(fields=("agency", "number"), name="ticket_number"),
                    models.UniqueConstraint(fields=("requester", "form_key"), name="ticket_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "waiting", "solved", "closed"])),
                        name="ticket_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("priority__in", ["low", "normal", "high", "critical"])),
                        name="ticket_priority",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("solved_at__isnull", False), ("state", "solved")),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(
                                ("closed_at", None), ("solved_at", None), ("state__in", ("open", "waiting"))
                            ),
                            _connector="OR",
                        ),
                        name="ticket_moments",
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
                "indexes": [],
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
                ],
                "indexes": [],
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
                "indexes": [],
                "constraints": [],
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
                "indexes": [],
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
            ],
            options={
                "verbose_name": "timer of a ticket",
                "verbose_name_plural": "timers of tickets",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["agency", "due_at"],
                        name="tickettimer_due",
                    )
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
    ]
