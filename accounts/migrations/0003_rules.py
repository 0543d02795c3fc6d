"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("accounts", "0002_initial"),
    ]

    operations = [
        constraints.SameAgency("PersonSession", "device"),
        constraints.SameAgency("LoginAlert", "session"),
        constraints.SameAgency("SessionAct", "session"),
        constraints.SameAgency("AccessToken", "membership"),
        constraints.SameAgency("FactorReset", "membership", "asked_by", "confirmed_by"),
        constraints.SameAgency("SignOut", "membership", "by"),
        constraints.SameAgency("ConfirmationCode", "session"),
    ]
