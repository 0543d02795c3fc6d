"""Balances of client accounts are read from an index alone."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0028_change_orders_expire_proved")]

    operations = [
        ConcurrentIndex(
            "LedgerEntry",
            models.Index(
                fields=["agency", "account"],
                include=["amount"],
                name="ledgerentry_balance",
                condition=models.Q(kind__in=("charge", "change", "refund", "payment")),
            ),
        )
    ]
