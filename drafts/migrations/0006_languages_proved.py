"""The rules of languages hold for every draft and preset."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import KeyOfAgencyProved


class Migration(migrations.Migration):
    dependencies = [("drafts", "0005_presets_without_language")]

    operations = [
        ValidateConstraint("OrderPreset", "orderpreset_source_differs"),
        KeyOfAgencyProved("OrderPreset", "catalog.Language", "locale", "source_locale"),
        ValidateConstraint("OrderDraft", "orderdraft_source_differs"),
        KeyOfAgencyProved("OrderDraft", "catalog.Language", "locale", "source_locale"),
    ]
