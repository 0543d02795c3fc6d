"""A payment reminder also goes to the email address of the billing details, which is nobody's."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing", "0014_received_and_sent")]

    operations = [
        migrations.AlterField(
            "SentReminder",
            "membership",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
    ]
