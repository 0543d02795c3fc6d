"""The rules of imports hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0033_failed_imports")]

    operations = [
        ValidateConstraint("DataImport", "dataimport_state_known"),
        ValidateConstraint("DataImport", "dataimport_done_has_mark"),
    ]
