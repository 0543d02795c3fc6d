"""What Inkwell brought along from the program it used before: clients and their past orders, imported; and a
file of open orders whose errors wait to be corrected."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.actions.import_jobs import check_import, run_import
from agencies.actions.imports import match_columns, start_import, upload_import
from agencies.models import DataImport
from catalog.pricing.offering import current_offering
from project.base.viewer import Member

HOUR = dt.timedelta(hours=1)
CLIENTS = """Customer ID;Company;Contact person;E-mail;Phone;Since
K-1001;Fennmoor Outfitters;Petra Lund;petra@fennmoor.test;+44 20 7946 0140;2021
K-1002;Café Zoë;Zoë Brandt;hello@cafezoe.test;;2022
K-1003;שלום תרגומים;נועה לוי;noa@shalom.test;+972 3 555 0110;2023
K-1004;Saltworks Press;Ruben Achterberg;ruben@saltworks.test;+44 20 7946 0163;2019
"""
PAST = (
    ("F-2231", "K-1001", "Winter catalogue, outdoor jackets", 1_800, "486,00", 210, 196),
    ("F-2240", "K-1004", "Back covers for the spring list", 900, "261,00", 188, 179),
    ("F-2262", "K-1002", "Menu and the story behind it", 650, "175,50", 121, 115),
    ("F-2278", "K-1003", "Who we are, for the website", 1_200, "324,00", 95, 84),
)
OPEN = (
    ("F-2301", "K-1001", "Care labels for wool", "{service}", "150,00", 18),
    ("F-2302", "K-1009", "Author portraits", "{service}", "210,00", 25),
    ("F-2303", "K-1004", "Jacket copy, three titles", "Jacket copy", "180,00", 30),
    ("F-2304", "K-1002", "Summer menu", "{service}", "on request", 21),
)


def move_in(actor: Member, now: dt.datetime) -> None:
    """Play the imports of some hours ago, as their jobs would have."""
    service = current_offering(actor.agency).services[0].name
    _imported(actor, "clients", CLIENTS, "customers.csv", now - 5 * HOUR)
    past = "".join(
        f"{number};{client};{title};{service};{words};{price};{_day(now, -ago)};{_day(now, -done)}\n"
        for number, client, title, words, price, ago, done in PAST
    )
    head = "Order number;Customer ID;Title;Service;Words;Amount;Order date;Completed\n"
    _imported(actor, "past_orders", head + past, "jobs-done.csv", now - 4 * HOUR)
    rows = "".join(
        f"{number};{client};{title};{kind.format(service=service)};{price};{_day(now, days)}\n"
        for number, client, title, kind, price, days in OPEN
    )
    head = "Order number;Customer ID;Title;Service;Price;Due date\n"
    _checked(actor, "open_orders", head + rows, "jobs-open.csv", now - 3 * HOUR)


def _imported(actor: Member, kind: str, content: str, name: str, now: dt.datetime) -> None:
    made = _checked(actor, kind, content, name, now)
    start_import(actor=actor, data_import=made, now=now)
    run_import(import_id=made.pk, member_id=actor.member_id, now=now)


def _checked(actor: Member, kind: str, content: str, name: str, now: dt.datetime) -> DataImport:
    upload = SimpleUploadedFile(name, content.encode())
    made = upload_import(actor=actor, kind=kind, upload=upload, now=now)
    match_columns(
        actor=actor,
        data_import=made,
        fields=[column.field for column in made.columns.all()],
        date_order=made.date_order,
        decimal_mark=made.decimal_mark,
        now=now,
    )
    check_import(import_id=made.pk, now=now)
    return made


def _day(now: dt.datetime, days: int) -> str:
    return f"{now + dt.timedelta(days=days):%d.%m.%Y}"
