"""The rule of placeholders holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_placeholders")]

    operations = [ValidateConstraint("Membership", "membership_placeholder_has_ended")]
