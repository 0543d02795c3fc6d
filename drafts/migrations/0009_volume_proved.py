"""The rule of volumes holds for every draft."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("drafts", "0008_volume")]

    operations = [ValidateConstraint("OrderDraft", "orderdraft_volume")]
