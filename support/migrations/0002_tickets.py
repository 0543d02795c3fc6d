"""Tickets: what is asked of an agency, what was said and done, and the timers of what was promised."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.constraints import AppendOnly, SameAgency
from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [
        ("agencies", "0031_features_alone"),
        ("orders", "0024_marks"),
        ("support", "0001_disputes"),
    ]

    operations = [
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
        SameAgency("Ticket", "requester", "order", "follows", "assignee"),
        SameAgency("TicketMessage", "ticket", "author"),
        SameAgency("TicketFile", "file", "added_by", "message"),
        SameAgency("TicketEvent", "ticket", "actor", "message", "person"),
        SameAgency("TicketTimer", "ticket"),
        AppendOnly("TicketMessage"),
        AppendOnly("TicketEvent"),
    ]
