"""Imports whose job failed are told apart."""

from django.db import migrations, models
from django.db.models import Q

from project.base.migrations import WiderCheck

STATES = [
    ("matching", "Choose columns"),
    ("checking", "Checking"),
    ("faulty", "Errors found"),
    ("ready", "Ready to import"),
    ("running", "Importing"),
    ("done", "Imported"),
    ("undoing", "Undoing"),
    ("undone", "Undone"),
    ("stopped", "Stopped"),
    ("failed", "Failed"),
    ("not_undone", "Undo failed"),
]
BROUGHT = ["done", "undoing", "undone", "not_undone"]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0032_reverse_charge_note")]

    operations = [
        migrations.AddField("DataImport", "moved_at", models.DateTimeField(null=True, blank=True)),
        migrations.AlterField(
            "DataImport", "state", models.CharField(choices=STATES, default="matching", max_length=10)
        ),
        WiderCheck(
            "DataImport",
            models.CheckConstraint(
                condition=Q(state__in=[name for name, _words in STATES]), name="dataimport_state_known"
            ),
        ),
        WiderCheck(
            "DataImport",
            models.CheckConstraint(
                condition=Q(state__in=BROUGHT, mark__isnull=False) | (~Q(state__in=BROUGHT) & Q(mark=None)),
                name="dataimport_done_has_mark",
            ),
        ),
    ]
