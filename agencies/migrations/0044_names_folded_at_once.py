"""Names are folded by one expression, which the database puts in the place of the call: what comes out is the same."""

from django.db import migrations

from project.base.search_functions import FUNCTIONS, FunctionsOfSearch


class Migration(migrations.Migration):
    dependencies = [("agencies", "0043_planned_switches")]

    operations = [FunctionsOfSearch(*FUNCTIONS)]
