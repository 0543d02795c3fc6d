"""The languages of classes are those of the agency."""

from django.db import migrations

from project.base.constraints import KeyOfAgencyFromNow


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0002_rules"), ("catalog", "0003_languages")]

    operations = [KeyOfAgencyFromNow("Cohort", "catalog.Language", "locale", "source_locale")]
