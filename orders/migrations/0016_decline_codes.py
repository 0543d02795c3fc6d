"""Why an offer was declined, as a code beside the words."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.migrations import MoreColumns

CHOICES = [
    ("no_time", "No time"),
    ("fee", "Fee too low"),
    ("subject", "Not my subject"),
    ("deadline", "Deadline too soon"),
    ("other", "Another reason"),
]


class Migration(MoreColumns):
    dependencies = [("orders", "0015_fees_once")]

    operations = [
        migrations.AddField(
            "Offer",
            "decline_code",
            models.CharField(
                blank=True,
                choices=CHOICES,
                db_default="",
                default="",
                max_length=8,
                verbose_name="reason to decline",
            ),
        ),
        AddConstraintNotValid(
            "Offer",
            models.CheckConstraint(
                condition=models.Q(decline_code="")
                | models.Q(decline_code__in=[code for code, _label in CHOICES], state="declined"),
                name="offer_decline_code",
            ),
        ),
    ]
