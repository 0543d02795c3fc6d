"""When client and writer stop waiting for each other's feedback."""

from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("writers", "0007_feedback_and_portfolios")]

    operations = [migrations.AddField("Feedback", "releases_at", models.DateTimeField(null=True))]
