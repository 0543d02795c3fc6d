"""The bound of the tolerance holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_length_tolerance")]

    operations = [ValidateConstraint("Agency", "agency_length_tolerance")]
