"""The mark of what goes with an agency that is closed, and when one closes."""

from django.db import migrations, models

from project.base.migrations import MoreColumns, WiderCheck


class Migration(MoreColumns):
    dependencies = [("agencies", "0037_closing")]

    operations = [
        migrations.AlterField(
            "Mark",
            "kind",
            models.CharField(
                choices=[("trial", "Trial"), ("import", "Import"), ("close", "Closing")], max_length=6
            ),
        ),
        WiderCheck(
            "Mark",
            models.CheckConstraint(
                condition=models.Q(("kind__in", ["trial", "import", "close"])), name="mark_kind_known"
            ),
        ),
        migrations.AddField(
            "Agency", "closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")
        ),
    ]
