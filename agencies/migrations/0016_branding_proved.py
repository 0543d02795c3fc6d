"""The rules of published looks hold for every row."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("agencies", "0015_branding_published")]

    operations = [
        ValidateConstraint("Branding", "branding_primary_dark_hex"),
        ValidateConstraint("Branding", "branding_accent_hex"),
        ValidateConstraint("Branding", "branding_reply_to"),
        SameAgencyProved("Branding", "logo", "logo_dark", "favicon"),
    ]
