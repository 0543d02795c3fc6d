"""Imported prices may hold volume tiers."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_volume_tiers")]

    operations = [
        AddConstraintNotValid(
            "DraftedThing",
            models.CheckConstraint(
                condition=Q(part="services", amount__isnull=False, minimum_quantity__isnull=False)
                | Q(part="addons", amount__isnull=False, multiplier=None)
                | Q(part="volumes", amount__isnull=False, minimum_quantity__isnull=False, multiplier=None)
                | Q(part="qualities", multiplier__isnull=False, within_hours=None)
                | Q(part="urgencies", multiplier__isnull=False, within_hours__isnull=False),
                name="draftedthing_part_priced",
            ),
        ),
        migrations.RemoveConstraint("DraftedThing", "draftedthing_part_has_price"),
    ]
