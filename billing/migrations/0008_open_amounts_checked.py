"""Something is open of every open invoice, from now on."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("billing", "0007_open_amounts_of_before")]
    operations = [
        AddConstraintNotValid(
            "OpenInvoice",
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="openinvoice_amount"),
        ),
    ]
