"""The security log goes with its agency, and not otherwise before its time."""

from django.db import migrations

from project.base.constraints import KEPT_FUNCTION


class Migration(migrations.Migration):
    dependencies = [("agencies", "0039_closing_proved")]
    operations = [migrations.RunSQL(KEPT_FUNCTION, migrations.RunSQL.noop)]
