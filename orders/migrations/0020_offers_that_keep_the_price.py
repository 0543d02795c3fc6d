"""Whether the client has agreed that a surcharge for another writer stays."""

from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("orders", "0019_reminder_hours")]

    operations = [
        migrations.AddField("Offer", "keeps_price", models.BooleanField(db_default=False, default=False)),
    ]
