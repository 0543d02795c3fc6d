"""A membership may stand for nobody: it has ended and holds no role."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("agencies", "0007_opened_before")]

    operations = [
        migrations.AddField(
            "Membership",
            "placeholder",
            models.BooleanField(db_default=False, default=False, editable=False),
        ),
        AddConstraintNotValid(
            "Membership",
            models.CheckConstraint(
                condition=models.Q(placeholder=False) | models.Q(ended_at__isnull=False, roles=[]),
                name="membership_placeholder_has_ended",
            ),
        ),
    ]
