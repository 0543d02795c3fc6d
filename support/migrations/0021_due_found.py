"""The queue of the desk is found in the order of what is due next."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex

LIVE = models.Q(state__in=("open", "waiting"))


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("support", "0020_next_due_of_before")]

    operations = [
        ConcurrentIndex(
            "Ticket",
            models.Index(fields=["agency", "next_due_at", "id"], name="ticket_due", condition=LIVE),
        ),
        ConcurrentIndex(
            "Ticket",
            models.Index(
                fields=["agency", "assignee", "next_due_at", "id"], name="ticket_due_of", condition=LIVE
            ),
        ),
    ]
