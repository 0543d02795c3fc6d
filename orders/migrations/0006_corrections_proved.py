"""The rules of corrections hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_corrections")]

    operations = [
        ValidateConstraint("Delivery", "delivery_corrected"),
        ValidateConstraint("Delivery", "delivery_made_by_editor"),
        SameAgencyProved("Delivery", "made_by", "corrects"),
    ]
