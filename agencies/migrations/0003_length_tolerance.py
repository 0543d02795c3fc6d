"""How much shorter or longer than ordered a text may be."""

import django.core.validators
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0002_rules")]

    operations = [
        migrations.AddField(
            "Agency",
            "length_tolerance",
            models.PositiveSmallIntegerField(
                db_default=10,
                default=10,
                validators=[django.core.validators.MaxValueValidator(50)],
                verbose_name="percentage by which a text may be shorter or longer than ordered",
            ),
        ),
        AddConstraintNotValid(
            "Agency",
            models.CheckConstraint(
                condition=models.Q(length_tolerance__lte=50), name="agency_length_tolerance"
            ),
        ),
    ]
