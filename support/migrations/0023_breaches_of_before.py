"""What was missed before 0022, as far as timers still say so."""

from django.db import migrations

WRITE = """
    INSERT INTO support_breach (agency_id, ticket_id, target, run, due_at, ended_at, cause)
    SELECT agency_id, ticket_id, target, run, due_at, ended_at, ''
    FROM support_tickettimer WHERE outcome = 'missed' AND due_at IS NOT NULL
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0022_breaches")]
    operations = [migrations.RunSQL(WRITE, migrations.RunSQL.noop)]
