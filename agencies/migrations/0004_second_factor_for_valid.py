"""Rows of before keep the rule on whom a second factor is required of."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_second_factor_for"),
    ]

    operations = [
        ValidateConstraint("agency", "agency_second_factor_for"),
    ]
