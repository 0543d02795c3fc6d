"""Agencies of before 0006 work already, so they are open since they exist. Run again, it opens whoever was
founded meanwhile."""

from django.db import migrations

WRITE = "UPDATE agencies_agency SET opened_at = created_at WHERE opened_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_opened")]
    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]
