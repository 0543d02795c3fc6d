"""A draft says how many pieces are commissioned together with it."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("drafts", "0007_house_style")]

    operations = [
        migrations.AddField(
            "OrderDraft", "volume", models.PositiveSmallIntegerField(db_default=1, default=1)
        ),
        AddConstraintNotValid(
            "OrderDraft",
            models.CheckConstraint(
                condition=models.Q(("volume__gte", 1), ("volume__lte", 10_000)), name="orderdraft_volume"
            ),
        ),
    ]
