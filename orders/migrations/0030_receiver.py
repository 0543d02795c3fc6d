"""For whom an order is made, where that is not the account that pays."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("drafts", "0010_receiver"), ("orders", "0029_balances_found")]

    operations = [
        migrations.AddField(
            "Order",
            "receiver",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        SameAgencyFromNow("Order", "receiver"),
    ]
