"""Lines of change orders say how they were taxed, as those of orders do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0024_marks")]

    operations = [
        migrations.AddField(
            "ChangeOrderLine", "key", models.CharField(blank=True, db_default="", default="", max_length=61)
        ),
    ]
