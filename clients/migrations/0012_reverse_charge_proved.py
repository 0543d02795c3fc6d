"""Prove the wider check of the acts on client accounts."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0011_reverse_charge")]

    operations = [ValidateConstraint("accountevent", "accountevent_known_verb")]
