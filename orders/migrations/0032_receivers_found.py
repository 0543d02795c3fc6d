"""The orders of a receiver are found by their own index."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0031_receiver_proved")]

    operations = [
        ConcurrentIndex(
            "Order",
            models.Index(
                fields=["agency", "receiver", "-placed_at", "-id"],
                name="order_list_receiver",
                condition=models.Q(receiver__isnull=False),
            ),
        )
    ]
