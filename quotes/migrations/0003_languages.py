"""What was quoted is in a language of the agency, and perhaps translated from another."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import catalog.models.languages
from project.base.constraints import KeyOfAgencyFromNow
from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("quotes", "0002_rules"), ("catalog", "0004_languages_of_before")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "QuoteVersion", "locale", models.CharField(max_length=10, verbose_name="language")
                )
            ]
        ),
        migrations.AddField(
            "QuoteVersion",
            "source_locale",
            catalog.models.languages.LanguageField(
                blank=True, default="", max_length=10, null=True, verbose_name="translated from"
            ),
        ),
        AddConstraintNotValid(
            "QuoteVersion",
            models.CheckConstraint(
                condition=models.Q(
                    ("source_locale", None),
                    models.Q(("source_locale", models.F("locale")), _negated=True),
                    _connector="OR",
                ),
                name="quoteversion_source_differs",
            ),
        ),
        KeyOfAgencyFromNow("QuoteVersion", "catalog.Language", "locale", "source_locale"),
    ]
