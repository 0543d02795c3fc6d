"""The rule of declined offers holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0016_decline_codes")]

    operations = [ValidateConstraint("Offer", "offer_decline_code")]
