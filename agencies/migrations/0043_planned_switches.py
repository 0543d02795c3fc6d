"""What is planned to be switched, beside what holds: the sweep writes what was planned before within a minute."""

import django.contrib.postgres.fields
from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0042_search_ukrainian")]

    operations = [
        migrations.AddField(
            "Agency",
            "planned",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=64), db_default=[], default=list, size=None
            ),
        )
    ]
