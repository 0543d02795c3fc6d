"""Each fee is booked once, and somebody's fees are found by their own index."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex, ConcurrentUnique


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0014_fees_proved")]

    operations = [
        ConcurrentUnique(
            "LedgerEntry",
            models.UniqueConstraint(
                fields=["order", "writer"],
                condition=models.Q(kind="writer_fee", revision=None, change=None),
                name="ledgerentry_work_once",
            ),
        ),
        ConcurrentUnique(
            "LedgerEntry",
            models.UniqueConstraint(
                fields=["revision"],
                condition=models.Q(revision__isnull=False),
                name="ledgerentry_revision_once",
            ),
        ),
        ConcurrentUnique(
            "LedgerEntry",
            models.UniqueConstraint(
                fields=["change"],
                condition=models.Q(change__isnull=False),
                name="ledgerentry_change_once",
            ),
        ),
        ConcurrentIndex(
            "LedgerEntry",
            models.Index(
                fields=["agency", "writer", "-at", "-id"],
                name="ledgerentry_fees",
                condition=models.Q(kind="writer_fee"),
            ),
        ),
        ConcurrentIndex(
            "LedgerEntry",
            models.Index(
                fields=["agency", "at"],
                name="ledgerentry_fee_months",
                condition=models.Q(kind="writer_fee"),
            ),
        ),
    ]
