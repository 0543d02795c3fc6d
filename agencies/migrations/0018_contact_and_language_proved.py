"""The language of every agency is one that it can speak."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0017_contact_and_language")]

    operations = [ValidateConstraint("Agency", "agency_language_known")]
