from django.db import migrations

from project.base import constraints


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [constraints.SameAgency("Invitation", "invited_by")]
