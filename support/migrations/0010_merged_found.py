"""What was merged into a ticket is found by its own index."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("support", "0009_merged_proved")]

    operations = [
        ConcurrentIndex(
            "Ticket",
            models.Index(
                fields=["merged_into"],
                name="ticket_merged_found",
                condition=models.Q(merged_into__isnull=False),
            ),
        ),
    ]
