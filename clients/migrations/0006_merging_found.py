"""The newest accounts, and those merged into one, are found by their own index."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("clients", "0005_merging_proved")]

    operations = [
        ConcurrentIndex(
            "ClientAccount",
            models.Index(fields=["agency", "-created_at", "-id"], name="clientaccount_newest"),
        ),
        ConcurrentIndex(
            "ClientAccount",
            models.Index(
                fields=["merged_into"],
                name="clientaccount_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
        ),
    ]
