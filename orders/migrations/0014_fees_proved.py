"""The rules of fees hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("orders", "0013_fees")]

    operations = [
        ValidateConstraint("RevisionRequest", "revision_fee"),
        ValidateConstraint("ChangeOrder", "changeorder_writer_fee"),
        ValidateConstraint("LedgerEntry", "ledgerentry_one_cause"),
        SameAgencyProved("LedgerEntry", "revision", "change"),
    ]
