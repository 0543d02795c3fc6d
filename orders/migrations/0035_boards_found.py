"""What one account, writer or editor has in the period of a board, however much they had before."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0034_figures_found")]

    operations = [
        ConcurrentIndex(
            "Order",
            models.Index(
                fields=["agency", "account", "delivered_at"],
                name="order_delivered_account",
                condition=models.Q(delivered_at__isnull=False),
            ),
        ),
        ConcurrentIndex(
            "Order",
            models.Index(
                fields=["agency", "writer", "closed_at"],
                name="order_closed_writer",
                condition=models.Q(closed_at__isnull=False),
            ),
        ),
        ConcurrentIndex(
            "LedgerEntry",
            models.Index(fields=["agency", "account", "at"], name="ledgerentry_booked_account"),
        ),
        ConcurrentIndex(
            "Delivery",
            models.Index(
                fields=["agency", "delivered_by", "delivered_at"],
                name="delivery_first_of_writer",
                condition=models.Q(number=1),
            ),
        ),
        ConcurrentIndex(
            "Delivery",
            models.Index(
                fields=["agency", "reviewed_by", "reviewed_at"],
                name="delivery_reviewed",
                condition=models.Q(reviewed_at__isnull=False),
            ),
        ),
    ]
