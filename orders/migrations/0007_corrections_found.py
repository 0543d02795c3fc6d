"""What an editor corrected is found by their own index."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("orders", "0006_corrections_proved")]

    operations = [
        ConcurrentIndex(
            "Delivery",
            models.Index(
                fields=["made_by"],
                name="delivery_made_by",
                condition=models.Q(made_by__isnull=False),
            ),
        )
    ]
