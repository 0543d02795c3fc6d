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
        ("quotes", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency(
            "OrderQuote", "account", "draft", "addressee", "asked_by", "prepared_by", "order", "work"
        ),
        constraints.SameAgency("QuoteTerm", "quote"),
        constraints.SameAgency("QuoteEvent", "quote", "actor"),
        constraints.SameAgency("SentQuoteMail", "membership", "event"),
        constraints.SameAgency("QuoteCode", "quote", "person"),
        constraints.SameAgency(
            "QuoteVersion",
            "quote",
            "service",
            "subject",
            "quality",
            "urgency",
            "preferred_writer",
            "price_book",
            "addressee",
            "sent_by",
        ),
        constraints.SameAgency("QuoteAddOn", "version", "addon"),
        constraints.SameAgency("QuoteLine", "version"),
        constraints.SameAgency("QuoteAnswer", "quote", "by"),
        constraints.AppendOnly("QuoteEvent"),
        constraints.AppendOnly("SentQuoteMail"),
        constraints.AppendOnly("QuoteVersion"),
        constraints.AppendOnly("QuoteAddOn"),
        constraints.AppendOnly("QuoteLine"),
        constraints.AppendOnly("QuoteAnswer"),
    ]
