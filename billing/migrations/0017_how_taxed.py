"""What an invoice says about the tax."""

from django.db import migrations, models

from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("billing", "0016_one_address")]

    operations = [
        migrations.AddField(
            "Invoice", "prices_include_tax", models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField(
            "Invoice", "tax_note", models.CharField(blank=True, db_default="", default="", max_length=300)
        ),
    ]
