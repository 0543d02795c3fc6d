"""Proves that the languages of classes are those of the agency."""

from django.db import migrations

from project.base.constraints import KeyOfAgencyProved


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0003_of_their_class")]

    operations = [KeyOfAgencyProved("Cohort", "catalog.Language", "locale", "source_locale")]
