"""A preset that says nothing of a language holds no code."""

from django.db import migrations

WRITE = "UPDATE drafts_orderpreset SET locale = NULL WHERE locale = ''"


class Migration(migrations.Migration):
    dependencies = [("drafts", "0004_languages")]
    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]
