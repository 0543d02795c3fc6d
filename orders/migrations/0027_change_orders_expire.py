"""A change order that nobody accepted in time has a state of its own."""

from django.db import migrations, models

from project.base.migrations import WiderCheck

CHOICES = [
    ("offered", "Waiting for the client"),
    ("accepted", "Accepted"),
    ("dropped", "Declined by the client"),
    ("withdrawn", "Withdrawn"),
    ("expired", "Expired"),
]
ENDED = ["accepted", "dropped", "withdrawn", "expired"]


class Migration(migrations.Migration):
    dependencies = [("orders", "0026_search_letters_of_before")]

    operations = [
        migrations.AlterField(
            "ChangeOrder", "state", models.CharField(choices=CHOICES, default="offered", max_length=9)
        ),
        WiderCheck(
            "ChangeOrder",
            models.CheckConstraint(
                condition=models.Q(state="offered", answered_at=None)
                | (models.Q(state__in=ENDED) & models.Q(answered_at__isnull=False)),
                name="changeorder_answered",
            ),
        ),
    ]
