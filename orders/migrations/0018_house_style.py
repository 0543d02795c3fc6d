"""House style and style preferences are fields of their own, read by writer and editor."""

import django.core.validators
from django.db import migrations, models

import project.base.text
from project.base.migrations import MoreColumns


def words(label, limit):
    return models.TextField(
        blank=True,
        db_default="",
        default="",
        max_length=limit,
        validators=[django.core.validators.MaxLengthValidator(limit), project.base.text.validate_text],
        verbose_name=label,
    )


class Migration(MoreColumns):
    dependencies = [("orders", "0017_decline_codes_proved")]

    operations = [
        migrations.AddField("order", "house_style", words("house style", 4000)),
        migrations.AddField("order", "style_preferences", words("style preferences", 8000)),
    ]
