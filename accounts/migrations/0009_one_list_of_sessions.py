from django.db import migrations


class Migration(migrations.Migration):
    """Sessions are kept in PersonSession alone: what allauth's own list held of addresses and browsers goes."""

    dependencies = [("accounts", "0008_notices")]

    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS usersessions_usersession", migrations.RunSQL.noop),
    ]
