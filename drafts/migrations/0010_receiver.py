"""Whose words a draft is, where that is not the account that pays."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0009_placeholders_proved"), ("drafts", "0009_volume_proved")]

    operations = [
        migrations.AddField(
            "OrderDraft",
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
        SameAgencyFromNow("OrderDraft", "receiver"),
    ]
