"""Whether an agency is open to clients. Those that are there work already, so they are."""

from django.db import migrations, models
from django.db.models.functions import Now

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0005_webhooks")]

    operations = [
        migrations.AddField(
            "Agency",
            "opened_at",
            models.DateTimeField(
                blank=True, db_default=Now(), default=None, null=True, verbose_name="open since"
            ),
        ),
    ]
