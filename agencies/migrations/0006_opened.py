"""Whether an agency is open to clients."""

from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0005_webhooks")]

    operations = [
        migrations.AddField(
            "Agency", "opened_at", models.DateTimeField(blank=True, null=True, verbose_name="open since")
        ),
    ]
