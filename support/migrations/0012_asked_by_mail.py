"""A ticket is asked by a member or by a sender of mail, and so is a message spoken."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns


def sender(**options):
    return models.ForeignKey("support.mailsender", models.PROTECT, null=True, db_index=False, **options)


class Migration(MoreColumns):
    dependencies = [("support", "0011_inbound_mail")]

    operations = [
        migrations.AddField("Ticket", "sender", sender(related_name="tickets")),
        migrations.AddField("TicketMessage", "sender", sender(related_name="+")),
        AddConstraintNotValid(
            "Ticket",
            models.CheckConstraint(
                condition=models.Q(requester=None, sender__isnull=False)
                | models.Q(requester__isnull=False, sender=None),
                name="ticket_asked",
            ),
        ),
        AddConstraintNotValid(
            "TicketMessage",
            models.CheckConstraint(
                condition=models.Q(author=None, sender__isnull=False, kind="question")
                | models.Q(author__isnull=False, sender=None),
                name="ticketmessage_spoken",
            ),
        ),
        SameAgencyFromNow("Ticket", "sender"),
        SameAgencyFromNow("TicketMessage", "sender"),
    ]
