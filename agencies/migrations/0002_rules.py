"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency("Invitation", "invited_by"),
        constraints.SameAgency("SecurityEvent", "actor"),
        constraints.SameAgency("Membership", "suspended_by"),
        constraints.KeptFor("SecurityEvent", 400),
    ]
