"""The tickets of one sender of mail are found by an index."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("support", "0014_asked_by_mail_proved")]

    operations = [
        ConcurrentIndex(
            "Ticket",
            models.Index(fields=["sender", "-id"], name="ticket_sender", condition=models.Q(requester=None)),
        ),
    ]
