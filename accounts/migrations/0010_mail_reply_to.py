"""Where replies to a mail go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_mail_addresses")]

    operations = [
        migrations.AddField(
            "Mail",
            "reply_to",
            models.EmailField(blank=True, db_default="", max_length=254, verbose_name="replies go to"),
        ),
    ]
