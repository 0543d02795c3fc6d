"""The areas of every token are known ones."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_token_area_of_writers")]

    operations = [ValidateConstraint("AccessToken", "accesstoken_known_areas")]
