"""Access tokens may be bound to the part of the API that is about writers."""

from django.db import migrations, models

from project.base.migrations import WiderCheck

AREAS = ["users", "orders", "billing", "clients", "writer-management", "agencies"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_stored_answers")]

    operations = [
        WiderCheck(
            "AccessToken",
            models.CheckConstraint(
                condition=models.Q(areas__contained_by=AREAS), name="accesstoken_known_areas"
            ),
        ),
    ]
