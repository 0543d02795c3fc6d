"""The rule of the ends of change orders holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0027_change_orders_expire")]

    operations = [ValidateConstraint("ChangeOrder", "changeorder_answered")]
