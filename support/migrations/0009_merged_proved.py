"""The rules of merged tickets hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("support", "0008_merged")]

    operations = [
        ValidateConstraint("Ticket", "ticket_state"),
        ValidateConstraint("Ticket", "ticket_moments"),
        ValidateConstraint("Ticket", "ticket_merged"),
        ValidateConstraint("Ticket", "ticket_merged_into_another"),
        SameAgencyProved("Ticket", "merged_into"),
    ]
