"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("clients", "0001_initial"),
        ("catalog", "0001_initial"),
        ("drafts", "0001_initial"),
        ("orders", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency(
            "Order",
            "account",
            "requested_by",
            "draft",
            "service",
            "subject",
            "quality",
            "urgency",
            "preferred_writer",
            "price_book",
            "writer",
            "editor",
        ),
        constraints.SameAgency("OrderAddOn", "order", "addon"),
        constraints.SameAgency("OrderLine", "order"),
        constraints.SameAgency("RevisionRequest", "order", "asked_by", "about", "assignee", "judged_by"),
        constraints.SameAgency("RevisionPoint", "revision", "delivery"),
        constraints.SameAgency("Delivery", "order", "revision", "delivered_by", "reviewed_by"),
        constraints.SameAgency("OrderEvent", "order", "actor", "person", "delivery", "revision", "extension"),
        constraints.SameAgency("Attachment", "file", "order", "delivery", "added_by", "message", "revision"),
        constraints.SameAgency("LedgerEntry", "account", "order", "writer", "event"),
        constraints.SameAgency("Offer", "order", "writer", "offered_by"),
        constraints.SameAgency("Message", "order", "author", "writer"),
        constraints.SameAgency("MessageText", "message"),
        constraints.SameAgency("MessageMention", "message", "person"),
        constraints.SameAgency("MessageRead", "order", "membership", "upto"),
        constraints.SameAgency("SentMail", "membership", "event", "message"),
        constraints.SameAgency("PointNote", "point", "by"),
        constraints.SameAgency("DeadlineProposal", "revision", "by", "answered_by"),
        constraints.SameAgency("ChangeOrder", "order", "revision", "offered_by", "answered_by"),
        constraints.SameAgency("ChangeOrderLine", "change"),
        constraints.SameAgency("ExtensionAsk", "order", "asked_by", "answered_by"),
        constraints.AppendOnly("OrderEvent"),
        constraints.AppendOnly("OrderLine"),
        constraints.AppendOnly("LedgerEntry"),
        constraints.AppendOnly("Message"),
        constraints.AppendOnly("MessageText"),
        constraints.AppendOnly("MessageMention"),
        constraints.AppendOnly("SentMail"),
        constraints.AppendOnly("PointNote"),
        constraints.AppendOnly("ChangeOrderLine"),
    ]
