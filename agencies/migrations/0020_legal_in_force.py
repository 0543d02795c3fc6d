"""Which versions of the legal pages are in force."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns

KINDS = ("terms", "privacy", "imprint")


def pointer():
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="agencies.legaltext",
    )


class Migration(MoreColumns):
    dependencies = [("agencies", "0019_legal")]

    operations = [
        *(migrations.AddField("Branding", name, pointer()) for name in KINDS),
        SameAgencyFromNow("Branding", *KINDS),
    ]
