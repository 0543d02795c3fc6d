"""Which marks there are holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0038_closes_at")]

    operations = [ValidateConstraint("Mark", "mark_kind_known")]
