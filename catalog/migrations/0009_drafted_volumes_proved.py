"""The rule of imported prices holds for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalog", "0008_drafted_volumes")]

    operations = [ValidateConstraint("DraftedThing", "draftedthing_part_priced")]
