"""Numbers that count without gaps and doubles, for each agency and year."""

from __future__ import annotations

import datetime as dt

from django.db import connection, models

from agencies.models import Agency


def next_in_year(
    counter: type[models.Model], agency: Agency, now: dt.datetime, count: int = 1
) -> tuple[int, int]:
    """The year of the agency's zone, and the last of the `count` next numbers in it. `counter` is a model of
    (agency, year, last).

    Holds the counter's row lock until the transaction ends, so that numbers have neither gaps nor doubles.
    """
    year = now.astimezone(agency.zone).year
    table = connection.ops.quote_name(counter._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            # The name is a model's own.
            f"INSERT INTO {table} AS counter (agency_id, year, last) VALUES (%s, %s, %s) "  # noqa: S608
            "ON CONFLICT (agency_id, year) DO UPDATE SET last = counter.last + excluded.last RETURNING last",
            [agency.pk, year, count],
        )
        (last,) = cursor.fetchone()
    return year, int(last)
