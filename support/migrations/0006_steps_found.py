"""Steps of the ladder that are due are found by an index of their own."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("support", "0005_sla_policies_proved")]

    operations = [
        ConcurrentIndex(
            "TicketTimer",
            models.Index(
                fields=["agency", "next_step_at"],
                name="tickettimer_step",
                condition=models.Q(next_step_at__isnull=False),
            ),
        )
    ]
