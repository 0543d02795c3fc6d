"""Ukrainian letters are found as others type them, too."""

from django.db import migrations

from project.base.search_functions import FUNCTIONS, FunctionsOfSearch


class Migration(migrations.Migration):
    dependencies = [("agencies", "0041_search_letters")]

    operations = [FunctionsOfSearch(*FUNCTIONS)]
