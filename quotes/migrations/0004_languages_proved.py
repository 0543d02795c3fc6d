"""The rules of languages hold for every version of a quote."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import KeyOfAgencyProved


class Migration(migrations.Migration):
    dependencies = [("quotes", "0003_languages")]

    operations = [
        ValidateConstraint("QuoteVersion", "quoteversion_source_differs"),
        KeyOfAgencyProved("QuoteVersion", "catalog.Language", "locale", "source_locale"),
    ]
