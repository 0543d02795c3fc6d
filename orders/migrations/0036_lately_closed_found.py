"""What ended lately waits for its client's feedback, however much the account had before."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0035_boards_found")]

    operations = [
        ConcurrentIndex(
            "Order",
            models.Index(
                fields=["agency", "account", "closed_at"],
                name="order_closed_account",
                condition=models.Q(state="completed"),
            ),
        ),
    ]
