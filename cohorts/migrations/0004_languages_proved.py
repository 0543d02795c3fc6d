"""The rule of languages holds for every class."""

from django.db import migrations

from project.base.constraints import KeyOfAgencyProved


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0003_languages")]

    operations = [KeyOfAgencyProved("Cohort", "catalog.Language", "locale", "source_locale")]
