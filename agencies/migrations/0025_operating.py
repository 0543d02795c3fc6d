"""What the operator decides of an agency: whether it is suspended, and how much it may have."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0024_domains_given")]

    operations = [
        migrations.AddField(
            "Agency",
            "suspended_at",
            models.DateTimeField(blank=True, null=True, verbose_name="suspended since"),
        ),
        migrations.AddField(
            "Agency",
            "most_people",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="people at most"),
        ),
        migrations.AddField(
            "Agency",
            "most_storage_mb",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="megabytes of files at most"),
        ),
        migrations.AddField(
            "Agency",
            "most_orders",
            models.PositiveIntegerField(blank=True, null=True, verbose_name="orders a month at most"),
        ),
        AddConstraintNotValid(
            "Agency",
            models.CheckConstraint(
                condition=(Q(most_people=None) | Q(most_people__gte=1))
                & (Q(most_storage_mb=None) | Q(most_storage_mb__lte=100_000_000)),
                name="agency_quotas",
            ),
        ),
    ]
