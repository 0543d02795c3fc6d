"""The drafts that an agency, or one account of it, began in a period."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("drafts", "0011_receiver_proved")]

    operations = [
        ConcurrentIndex(
            "OrderDraft",
            models.Index(
                fields=["agency", "created_at"],
                name="orderdraft_begun",
                condition=models.Q(discarded_at=None),
            ),
        ),
        ConcurrentIndex(
            "OrderDraft",
            models.Index(
                fields=["agency", "account", "created_at"],
                name="orderdraft_begun_account",
                condition=models.Q(discarded_at=None),
            ),
        ),
    ]
