"""An offer that the agency’s clock makes has nobody who offered it."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.migrations import MoreColumns

EMPTY = "ALTER TABLE orders_offer ALTER COLUMN offered_by_id DROP NOT NULL"
#: None of the rows written since is empty where nobody has used a waiting list.
NEVER_EMPTY = "ALTER TABLE orders_offer ALTER COLUMN offered_by_id SET NOT NULL"


class Migration(MoreColumns):
    dependencies = [
        ("agencies", "0005_webhooks"),
        ("orders", "0009_waiting_files"),
    ]

    operations = [
        # AlterField would render every model of the state before.
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(EMPTY, NEVER_EMPTY)],
            [
                migrations.AlterField(
                    "Offer",
                    "offered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.membership",
                    ),
                )
            ],
        ),
    ]
