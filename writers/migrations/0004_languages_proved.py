"""Proves what 0003_languages keeps."""

from django.db import migrations

from project.base.constraints import KeyOfAgencyProved


class Migration(migrations.Migration):
    dependencies = [("writers", "0003_languages")]

    operations = [KeyOfAgencyProved("WriterLanguage", "catalog.Language", "source", "target")]
