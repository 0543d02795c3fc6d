"""One mail per reminder goes to the address of the billing details."""

from django.db import migrations, models

from project.base.migrations import ConcurrentUnique


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("billing", "0015_reminders_to_addresses")]

    operations = [
        ConcurrentUnique(
            "SentReminder",
            models.UniqueConstraint(
                fields=["reminder"], condition=models.Q(membership=None), name="sentreminder_one_address"
            ),
        ),
    ]
