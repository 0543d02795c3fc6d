"""What was first delivered, or booked, in a period."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0033_search_ukrainian_of_before")]

    operations = [
        ConcurrentIndex(
            "Order",
            models.Index(
                fields=["agency", "delivered_at"],
                name="order_first_delivered",
                condition=models.Q(delivered_at__isnull=False),
            ),
        ),
        ConcurrentIndex("LedgerEntry", models.Index(fields=["agency", "at"], name="ledgerentry_booked")),
    ]
