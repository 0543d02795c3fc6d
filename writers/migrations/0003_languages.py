"""The languages of writers are those of their agency."""

from django.db import migrations

from project.base.constraints import KeyOfAgencyFromNow


class Migration(migrations.Migration):
    dependencies = [("writers", "0002_rules"), ("catalog", "0004_languages_of_before")]

    operations = [KeyOfAgencyFromNow("WriterLanguage", "catalog.Language", "source", "target")]
