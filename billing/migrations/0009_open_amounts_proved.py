"""Something is open of every open invoice."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("billing", "0008_open_amounts_checked")]
    operations = [ValidateConstraint("OpenInvoice", "openinvoice_amount")]
