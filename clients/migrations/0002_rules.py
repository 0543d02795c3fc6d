"""What the database itself keeps of the rules: nothing crosses agencies, and what is written stays."""

from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("clients", "0001_initial"),
    ]

    operations = [
        constraints.SameAgency("AccountPerson", "account", "membership"),
        constraints.SameAgency("AccountInvitation", "invitation", "account"),
        constraints.SameAgency("FavouriteWriter", "member", "writer"),
    ]
