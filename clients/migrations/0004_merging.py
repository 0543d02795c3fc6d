"""A client account may be merged into another; its people belong to both."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.constraints import NoChain, SameAgencyFromNow
from project.base.migrations import MoreColumns


def pointer(name):
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="clients.clientaccount",
    )


class Migration(MoreColumns):
    dependencies = [("clients", "0003_style_guides")]

    operations = [
        migrations.AddField("AccountPerson", "through", pointer("+")),
        migrations.AddField("ClientAccount", "merged_into", pointer("merged")),
        migrations.AddField("ClientAccount", "merged_at", models.DateTimeField(blank=True, null=True)),
        AddConstraintNotValid(
            "AccountPerson",
            models.CheckConstraint(
                condition=models.Q(through=None) | ~models.Q(through=models.F("account")),
                name="accountperson_through_another",
            ),
        ),
        AddConstraintNotValid(
            "ClientAccount",
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_at=None)
                | (models.Q(merged_at__isnull=False) & ~models.Q(merged_into=models.F("id"))),
                name="clientaccount_merged_into_another",
            ),
        ),
        SameAgencyFromNow("AccountPerson", "through"),
        SameAgencyFromNow("ClientAccount", "merged_into"),
        NoChain("ClientAccount", "merged_into_id"),
    ]
