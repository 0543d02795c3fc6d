"""The rule of quotas holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0025_operating")]

    operations = [ValidateConstraint("Agency", "agency_quotas")]
