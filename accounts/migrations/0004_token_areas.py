"""Access tokens may be bound to parts of the API."""

import django.contrib.postgres.fields
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("accounts", "0003_rules")]

    operations = [
        migrations.AddField(
            "AccessToken",
            "areas",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, size=None
            ),
        ),
        AddConstraintNotValid(
            "AccessToken",
            models.CheckConstraint(
                condition=models.Q(areas__contained_by=["users", "orders", "billing", "clients", "agencies"]),
                name="accesstoken_known_areas",
            ),
        ),
    ]
