"""The rules of languages hold for every order."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import KeyOfAgencyProved


class Migration(migrations.Migration):
    dependencies = [("orders", "0011_languages")]

    operations = [
        ValidateConstraint("Order", "order_source_differs"),
        KeyOfAgencyProved("Order", "catalog.Language", "locale", "source_locale"),
    ]
