"""Editors correct: who made a version, and which one it corrects."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.constraints import SameAgencyFromNow
from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("orders", "0004_inbox_of_before")]

    operations = [
        migrations.AddField(
            "Delivery",
            "made_by",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
        migrations.AddField(
            "Delivery",
            "corrects",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orders.delivery",
            ),
        ),
        migrations.AddField("Delivery", "corrected", models.BooleanField(db_default=False, default=False)),
        AddConstraintNotValid(
            "Delivery",
            models.CheckConstraint(
                condition=models.Q(made_by=None, corrects=None)
                | models.Q(made_by__isnull=False, corrects__isnull=False)
                & ~models.Q(made_by=models.F("delivered_by")),
                name="delivery_made_by_editor",
            ),
        ),
        AddConstraintNotValid(
            "Delivery",
            models.CheckConstraint(
                condition=models.Q(corrected=False) | models.Q(verdict="sent_back"),
                name="delivery_corrected",
            ),
        ),
        SameAgencyFromNow("Delivery", "made_by", "corrects"),
    ]
