"""Drafts and presets are in a language of their agency, and perhaps translated from another."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import catalog.models.languages
from project.base.constraints import EmptyIsNull, KeyOfAgencyFromNow
from project.base.migrations import MoreColumns

#: The program of before reads NULL as it reads the empty text, for nothing chosen, and goes on writing that.
NULLABLE = """
    -- squawk-ignore ban-drop-not-null
    ALTER TABLE "drafts_orderpreset" ALTER COLUMN "locale" DROP NOT NULL
"""


class Migration(MoreColumns):
    dependencies = [("drafts", "0003_draft_views"), ("catalog", "0004_languages_of_before")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL([NULLABLE], migrations.RunSQL.noop)],
            state_operations=[
                migrations.AlterField(
                    "OrderPreset",
                    "locale",
                    catalog.models.languages.LanguageField(
                        blank=True, default="", max_length=10, null=True, verbose_name="language"
                    ),
                )
            ],
        ),
        EmptyIsNull("OrderPreset", "locale"),
        migrations.AddField(
            "OrderPreset",
            "source_locale",
            catalog.models.languages.LanguageField(
                blank=True, default="", max_length=10, null=True, verbose_name="translated from"
            ),
        ),
        AddConstraintNotValid(
            "OrderPreset",
            models.CheckConstraint(
                condition=models.Q(
                    ("source_locale", None),
                    models.Q(("source_locale", models.F("locale")), _negated=True),
                    _connector="OR",
                ),
                name="orderpreset_source_differs",
            ),
        ),
        KeyOfAgencyFromNow("OrderPreset", "catalog.Language", "locale", "source_locale"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "OrderDraft", "locale", models.CharField(max_length=10, verbose_name="language")
                )
            ]
        ),
        migrations.AddField(
            "OrderDraft",
            "source_locale",
            catalog.models.languages.LanguageField(
                blank=True, default="", max_length=10, null=True, verbose_name="translated from"
            ),
        ),
        AddConstraintNotValid(
            "OrderDraft",
            models.CheckConstraint(
                condition=models.Q(
                    ("source_locale", None),
                    models.Q(("source_locale", models.F("locale")), _negated=True),
                    _connector="OR",
                ),
                name="orderdraft_source_differs",
            ),
        ),
        KeyOfAgencyFromNow("OrderDraft", "catalog.Language", "locale", "source_locale"),
    ]
