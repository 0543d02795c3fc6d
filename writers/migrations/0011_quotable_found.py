"""What a portfolio quotes is found among all that a writer has received."""

from django.db import migrations, models

from project.base.migrations import ConcurrentIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("writers", "0010_released_feedback_found")]

    operations = [
        ConcurrentIndex(
            "Feedback",
            models.Index(
                fields=["agency", "receiver", "id"],
                name="feedback_quotable",
                condition=models.Q(allow_public=True, published_at__isnull=False),
            ),
        ),
    ]
