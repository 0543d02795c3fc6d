"""A payment reminder also goes to the email address of the billing details, which is nobody’s."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.migrations import MoreColumns

EMPTY = "ALTER TABLE billing_sentreminder ALTER COLUMN membership_id DROP NOT NULL"
#: None of the rows written since is empty where no account has such an address.
NEVER_EMPTY = "ALTER TABLE billing_sentreminder ALTER COLUMN membership_id SET NOT NULL"


class Migration(MoreColumns):
    dependencies = [("billing", "0014_received_and_sent")]

    operations = [
        # AlterField would render every model of the state before.
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(EMPTY, NEVER_EMPTY)],
            [
                migrations.AlterField(
                    "SentReminder",
                    "membership",
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
