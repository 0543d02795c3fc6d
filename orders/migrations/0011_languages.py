"""Orders are in a language of their agency, and perhaps translated from another."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import catalog.models.languages
from project.base.constraints import KeyOfAgencyFromNow
from project.base.migrations import MoreColumns


class Migration(MoreColumns):
    dependencies = [("orders", "0010_offers_of_the_clock"), ("catalog", "0004_languages_of_before")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "Order", "locale", models.CharField(max_length=10, verbose_name="language")
                )
            ]
        ),
        migrations.AddField(
            "Order",
            "source_locale",
            catalog.models.languages.LanguageField(
                blank=True, default="", max_length=10, null=True, verbose_name="translated from"
            ),
        ),
        AddConstraintNotValid(
            "Order",
            models.CheckConstraint(
                condition=models.Q(
                    ("source_locale", None),
                    models.Q(("source_locale", models.F("locale")), _negated=True),
                    _connector="OR",
                ),
                name="order_source_differs",
            ),
        ),
        KeyOfAgencyFromNow("Order", "catalog.Language", "locale", "source_locale"),
    ]
