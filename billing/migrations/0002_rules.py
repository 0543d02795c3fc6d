"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("clients", "0001_initial"),
        ("orders", "0001_initial"),
        ("billing", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency("BillingDetails", "account"),
        constraints.SameAgency("Invoice", "order", "account", "issued_by"),
        constraints.SameAgency("InvoiceLine", "invoice"),
        constraints.SameAgency("InvoicedEntry", "invoice", "entry"),
        constraints.AppendOnly("Invoice"),
        constraints.AppendOnly("InvoiceLine"),
        constraints.AppendOnly("InvoicedEntry"),
    ]
