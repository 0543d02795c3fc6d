"""How long before a deadline people are reminded of it."""

import django.db.models.deletion
from django.db import migrations, models

from project.base.migrations import ManyTables


class Migration(ManyTables):
    dependencies = [("orders", "0018_house_style")]

    operations = [
        migrations.CreateModel(
            name="ReminderHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deadline_hours",
                    models.PositiveSmallIntegerField(default=24, verbose_name="hours before a deadline"),
                ),
                (
                    "review_hours",
                    models.PositiveSmallIntegerField(
                        default=24, verbose_name="hours before a review window ends"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "hours of reminders",
                "verbose_name_plural": "hours of reminders",
                "constraints": [
                    models.UniqueConstraint(fields=["agency"], name="reminderhours_one"),
                    models.CheckConstraint(
                        condition=models.Q(deadline_hours__lte=168), name="reminderhours_deadline"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(review_hours__lte=168), name="reminderhours_review"
                    ),
                ],
            },
        ),
    ]
