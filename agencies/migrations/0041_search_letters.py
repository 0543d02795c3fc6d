"""More of what people mean is found: letters and digits as others type them, words within Korean."""

from django.db import migrations

from project.base.search_functions import FUNCTIONS, FunctionsOfSearch


class Migration(migrations.Migration):
    dependencies = [("agencies", "0040_log_goes_too")]

    operations = [FunctionsOfSearch(*FUNCTIONS)]
