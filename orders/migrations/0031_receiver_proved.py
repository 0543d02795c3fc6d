"""The rule of receivers holds for every order."""

from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("orders", "0030_receiver")]

    operations = [SameAgencyProved("Order", "receiver")]
