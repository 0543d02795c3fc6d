"""What an agency's invoices say to clients who account for the tax."""

from django.db import migrations, models

import project.base.text


class Migration(migrations.Migration):
    dependencies = [("agencies", "0031_features_alone")]

    operations = [
        migrations.AddField(
            "Letterhead",
            "reverse_charge_note",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=300,
                validators=[project.base.text.validate_text],
                verbose_name="reverse charge note",
            ),
        ),
    ]
