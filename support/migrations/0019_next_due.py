"""When the first target of a ticket runs out: a column that the database keeps by its timers."""

import datetime as dt

from django.db import migrations, models

from project.base.constraints import Derived
from project.base.migrations import MoreColumns

NEVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
#: Under the lock of the ticket, which whoever writes its timers holds anyway.
BODY = """
    UPDATE support_ticket SET next_due_at = found.next_due_at
    FROM (
        SELECT coalesce(min(due_at), '9999-01-01 00:00:00+00') AS next_due_at
        FROM support_tickettimer
        WHERE ticket_id = coalesce(NEW.ticket_id, OLD.ticket_id) AND ended_at IS NULL
    ) found
    WHERE id = coalesce(NEW.ticket_id, OLD.ticket_id)
        AND support_ticket.next_due_at IS DISTINCT FROM found.next_due_at;
    RETURN NULL;
"""


class Migration(MoreColumns):
    dependencies = [("support", "0018_replies_and_ratings")]

    operations = [
        migrations.AddField("Ticket", "next_due_at", models.DateTimeField(default=NEVER, db_default=NEVER)),
        Derived("support_next_due", BODY, ("support_tickettimer",), acts="INSERT OR UPDATE OR DELETE"),
    ]
