"""A fee is for writing an order, for a revision, or for a change order."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns


def pointer(to):
    return models.ForeignKey(
        blank=True,
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
    )


def money(name):
    return models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name=name)


class Migration(MoreColumns):
    dependencies = [("orders", "0012_languages_proved")]

    operations = [
        migrations.AddField("RevisionRequest", "fee", money("fee")),
        migrations.AddField("ChangeOrder", "writer_fee", money("additional fee")),
        migrations.AddField("LedgerEntry", "revision", pointer("orders.revisionrequest")),
        migrations.AddField("LedgerEntry", "change", pointer("orders.changeorder")),
        AddConstraintNotValid(
            "RevisionRequest",
            models.CheckConstraint(
                condition=models.Q(fee=None)
                | models.Q(assignee__isnull=False, fee__gte=0, fee__lte=1_000_000),
                name="revision_fee",
            ),
        ),
        AddConstraintNotValid(
            "ChangeOrder",
            models.CheckConstraint(
                condition=models.Q(writer_fee=None) | models.Q(writer_fee__gte=0, writer_fee__lte=1_000_000),
                name="changeorder_writer_fee",
            ),
        ),
        AddConstraintNotValid(
            "LedgerEntry",
            models.CheckConstraint(
                condition=models.Q(revision=None, change=None)
                | (models.Q(kind="writer_fee") & (models.Q(revision=None) | models.Q(change=None))),
                name="ledgerentry_one_cause",
            ),
        ),
        SameAgencyFromNow("LedgerEntry", "revision", "change"),
    ]
