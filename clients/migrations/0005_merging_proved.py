"""The rules of merging hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_merging")]

    operations = [
        ValidateConstraint("AccountPerson", "accountperson_through_another"),
        ValidateConstraint("ClientAccount", "clientaccount_merged_into_another"),
        SameAgencyProved("AccountPerson", "through"),
        SameAgencyProved("ClientAccount", "merged_into"),
    ]
