"""What an agency has chosen of its features."""

import django.contrib.postgres.fields
from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0026_operating_proved")]

    operations = [
        migrations.AddField(
            "Agency",
            "features",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=31), db_default=[], default=list, size=None
            ),
        ),
    ]
