"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("catalog", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency("PriceBook", "created_by"),
        constraints.SameAgency("ServicePrice", "book", "service"),
        constraints.SameAgency("QualityPrice", "book", "tier"),
        constraints.SameAgency("UrgencyPrice", "book", "tier"),
        constraints.SameAgency("AddOnPrice", "book", "addon"),
        constraints.SameAgency("PriceBookChange", "book"),
        constraints.SameAgency("PriceBookTakeBack", "book", "by"),
        constraints.AppendOnly("PriceBook"),
        constraints.AppendOnly("ServicePrice"),
        constraints.AppendOnly("QualityPrice"),
        constraints.AppendOnly("UrgencyPrice"),
        constraints.AppendOnly("AddOnPrice"),
        constraints.AppendOnly("PriceBookChange"),
        constraints.AppendOnly("PriceBookTakeBack"),
    ]
