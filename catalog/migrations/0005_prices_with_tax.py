"""Whether the prices of a version include the tax; none of before do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_languages_of_before")]

    operations = [
        migrations.AddField(
            "PriceBook",
            "prices_include_tax",
            models.BooleanField(db_default=False, default=False, verbose_name="prices include tax"),
        ),
    ]
