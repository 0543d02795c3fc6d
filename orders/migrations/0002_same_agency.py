from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        constraints.SameAgency("AccountPerson", "account", "membership"),
        constraints.SameAgency("PriceBook", "created_by"),
        constraints.SameAgency("ServicePrice", "book", "service"),
        constraints.SameAgency("QualityPrice", "book", "tier"),
        constraints.SameAgency("UrgencyPrice", "book", "tier"),
        constraints.SameAgency("AddOnPrice", "book", "addon"),
        constraints.SameAgency(
            "OrderDraft", "account", "created_by", "service", "subject", "quality", "preferred_writer"
        ),
        constraints.SameAgency("DraftAddOn", "draft", "addon"),
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
        constraints.SameAgency("RevisionRequest", "order", "asked_by"),
        constraints.SameAgency("RevisionPoint", "revision"),
        constraints.SameAgency("Delivery", "order", "revision", "delivered_by", "reviewed_by"),
        constraints.SameAgency("OrderEvent", "order", "actor", "person", "delivery", "revision"),
        constraints.SameAgency("Attachment", "file", "draft", "order", "delivery", "added_by"),
        constraints.SameAgency("LedgerEntry", "account", "order", "writer", "event"),
        constraints.SameAgency("Offer", "order", "writer", "offered_by"),
        constraints.AppendOnly("OrderEvent"),
        constraints.AppendOnly("OrderLine"),
        constraints.AppendOnly("LedgerEntry"),
    ]
