"""An offer that the agency’s clock makes has nobody who offered it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_webhooks"),
        ("orders", "0009_waiting_files"),
    ]

    operations = [
        migrations.AlterField(
            model_name="offer",
            name="offered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.membership",
            ),
        ),
    ]
