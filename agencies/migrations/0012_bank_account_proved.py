"""The rules of the bank account hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0011_bank_account")]

    operations = [
        ValidateConstraint("Letterhead", "letterhead_iban"),
        ValidateConstraint("Letterhead", "letterhead_bic"),
        ValidateConstraint("Letterhead", "letterhead_bic_of_iban"),
        ValidateConstraint("Letterhead", "letterhead_reference"),
    ]
