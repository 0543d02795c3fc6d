"""Tickets that were merged into another."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

from project.base.constraints import NoChain, SameAgencyFromNow
from project.base.migrations import MoreColumns, WiderCheck

STATES = [
    ("open", "Open"),
    ("waiting", "Waiting for a reply"),
    ("solved", "Solved"),
    ("closed", "Closed"),
    ("merged", "Merged"),
]


class Migration(MoreColumns):
    dependencies = [("support", "0007_watchers")]

    operations = [
        migrations.AlterField(
            "Ticket",
            "state",
            models.CharField(choices=STATES, default="open", max_length=8, verbose_name="state"),
        ),
        migrations.AlterField("TicketEvent", "to_state", models.CharField(choices=STATES, max_length=8)),
        migrations.AddField(
            "Ticket",
            "merged_into",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="support.ticket",
            ),
        ),
        SameAgencyFromNow("Ticket", "merged_into"),
        NoChain("Ticket", "merged_into_id"),
        WiderCheck(
            "Ticket",
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _words in STATES]), name="ticket_state"
            ),
        ),
        WiderCheck(
            "Ticket",
            models.CheckConstraint(
                condition=Q(state="solved", solved_at__isnull=False, closed_at=None)
                | Q(state="closed", closed_at__isnull=False)
                | Q(state="merged", closed_at__isnull=False)
                | Q(state__in=("open", "waiting"), solved_at=None, closed_at=None),
                name="ticket_moments",
            ),
        ),
        AddConstraintNotValid(
            "Ticket",
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into=None),
                name="ticket_merged",
            ),
        ),
        AddConstraintNotValid(
            "Ticket",
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="ticket_merged_into_another"
            ),
        ),
    ]
