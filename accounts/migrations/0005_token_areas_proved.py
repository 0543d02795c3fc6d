"""The areas of every token are known ones."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_token_areas")]

    operations = [ValidateConstraint("AccessToken", "accesstoken_known_areas")]
