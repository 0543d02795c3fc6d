"""Every ticket and every message is of somebody."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("support", "0013_asked_by_nobody_here")]

    operations = [
        ValidateConstraint("Ticket", "ticket_asked"),
        ValidateConstraint("TicketMessage", "ticketmessage_spoken"),
        SameAgencyProved("Ticket", "sender"),
        SameAgencyProved("TicketMessage", "sender"),
    ]
