"""The legal pages in force are of the agency itself."""

from django.db import migrations

from project.base.constraints import SameAgencyProved


class Migration(migrations.Migration):
    dependencies = [("agencies", "0020_legal_in_force")]

    operations = [SameAgencyProved("Branding", "terms", "privacy", "imprint")]
