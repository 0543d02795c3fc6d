"""What the database keeps of these tables: nothing points to another agency, and what was said stays."""

from django.db import migrations

from project.base.constraints import AppendOnly, SameAgency


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        SameAgency("Dispute", "order", "writer", "opened_by"),
        SameAgency("DisputePoint", "dispute"),
        SameAgency("DisputeStatement", "dispute", "by"),
        SameAgency("DisputeProposal", "dispute", "by", "writer", "seconded_by", "event"),
        SameAgency("DisputeAcceptance", "proposal", "by"),
        AppendOnly("DisputePoint"),
        AppendOnly("DisputeStatement"),
        AppendOnly("DisputeAcceptance"),
        SameAgency("Ticket", "requester", "order", "follows", "assignee"),
        SameAgency("TicketMessage", "ticket", "author"),
        SameAgency("TicketFile", "file", "added_by", "message"),
        SameAgency("TicketEvent", "ticket", "actor", "message", "person"),
        SameAgency("TicketTimer", "ticket"),
        AppendOnly("TicketMessage"),
        AppendOnly("TicketEvent"),
    ]
