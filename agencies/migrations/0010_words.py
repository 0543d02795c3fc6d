"""What looks equal is found as equal: functions of the database that fold letters and part words."""

from django.db import migrations

from project.base.search_functions import FUNCTIONS, FunctionsOfSearch


class Migration(migrations.Migration):
    dependencies = [("agencies", "0009_placeholders_proved")]

    operations = [FunctionsOfSearch(*FUNCTIONS)]
