"""Proves what 0004_sla_policies keeps."""

from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("support", "0004_sla_policies")]

    operations = [SameAgencyProved("TicketEvent", "policy")]
