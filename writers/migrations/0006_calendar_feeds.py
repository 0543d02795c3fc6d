"""Links to the calendars of writers."""

import django.db.models.deletion
from django.db import migrations, models

import project.base.ids
import project.base.text
from project.base.constraints import SameAgency
from project.base.migrations import ManyTables


def pointer(to, **options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to, **options)


class Migration(ManyTables):
    dependencies = [("writers", "0005_rates")]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agency", pointer("agencies.agency")),
                (
                    "public_id",
                    models.CharField(
                        default=project.base.ids.public_id, editable=False, max_length=10, unique=True
                    ),
                ),
                ("member", pointer("agencies.membership", db_index=False)),
                (
                    "name",
                    models.CharField(
                        max_length=60, validators=[project.base.text.validate_text], verbose_name="name"
                    ),
                ),
                ("prefix", models.CharField(max_length=8)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "calendar link",
                "verbose_name_plural": "calendar links",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(hash__regex="^[0-9a-f]{64}$"), name="calendarfeed_hash"
                    ),
                    models.CheckConstraint(condition=~models.Q(name=""), name="calendarfeed_has_name"),
                ],
                "indexes": [
                    models.Index(fields=["agency", "member", "-created_at", "-id"], name="calendarfeed_list"),
                    models.Index(
                        fields=["member"], name="calendarfeed_live", condition=models.Q(revoked_at=None)
                    ),
                ],
            },
        ),
        SameAgency("CalendarFeed", "member"),
    ]
