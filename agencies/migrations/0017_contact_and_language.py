"""How an agency is reached, and the language that it speaks to whoever has not chosen one."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import project.base.text
from project.base.migrations import MoreColumns

LANGUAGES = [
    ("en", "English"),
    ("en-gb", "English (United Kingdom)"),
    ("en-us", "English (United States)"),
]


class Migration(MoreColumns):
    dependencies = [("agencies", "0016_branding_proved")]

    operations = [
        migrations.AddField(
            "Agency",
            "contact_email",
            models.EmailField(
                blank=True, db_default="", max_length=254, verbose_name="contact email address"
            ),
        ),
        migrations.AddField(
            "Agency",
            "contact_phone",
            models.CharField(
                blank=True,
                db_default="",
                max_length=40,
                validators=[project.base.text.validate_text],
                verbose_name="contact phone number",
            ),
        ),
        migrations.AddField(
            "Agency",
            "language",
            models.CharField(
                blank=True,
                choices=LANGUAGES,
                db_default="",
                max_length=8,
                verbose_name="language",
            ),
        ),
        AddConstraintNotValid(
            "Agency",
            models.CheckConstraint(
                condition=models.Q(language__in=["", *dict(LANGUAGES)]), name="agency_language_known"
            ),
        ),
    ]
