"""Whoever asks, says or sends a file need not be a member."""

from django.db import migrations, models

from project.base.migrations import MoreColumns

#: (table, column), each taken alone and for a moment.
COLUMNS = (
    ("support_ticket", "requester_id"),
    ("support_ticketmessage", "author_id"),
    ("support_ticketfile", "added_by_id"),
)


def statements(what):
    return [(f"ALTER TABLE {table} ALTER COLUMN {column} {what} NOT NULL", None) for table, column in COLUMNS]


def member(**options):
    return models.ForeignKey("agencies.membership", models.PROTECT, null=True, related_name="+", **options)


class Migration(MoreColumns):
    dependencies = [("support", "0012_asked_by_mail")]
    operations = [
        migrations.RunSQL(
            statements("DROP"),
            statements("SET"),
            state_operations=[
                migrations.AlterField("Ticket", "requester", member(db_index=False)),
                migrations.AlterField("TicketMessage", "author", member()),
                migrations.AlterField("TicketFile", "added_by", member()),
            ],
        ),
    ]
