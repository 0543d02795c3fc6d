"""What the row of an order from another program says: columns, and how each is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.hooks.imports import ImportField, ImportRecord, RowFault
from agencies.rules.import_records import read_values
from agencies.rules.imports import Customs, alike
from catalog.models import ServiceType
from catalog.pricing.offering import Offering, current_offering
from clients.rules.account_finding import FoundAccounts, find_accounts
from drafts.models.commission import BRIEF_LIMIT
from drafts.pricing.deadlines import deadline_problem
from orders.states.orders import State
from project.base.fields import BodyField, LineField
from project.base.money import LARGEST
from project.base.text import clean_line
from project.base.viewer import Member

MOST_QUANTITY = 1_000_000
#: By what a client is found, in this order.
CLIENT_KEYS = ("client_id", "client_email", "client_name")
_COMMON = (
    ImportField(
        "id",
        gettext_lazy("Order number"),
        (
            *("Order ID", "Order no.", "Order #", "Job number", "Number", "No.", "ID", "Reference"),
            *("Auftragsnummer", "Bestellnummer", "N° de commande", "Número de pedido"),
        ),
        help=gettext_lazy("As in the other program. An order with the same number is not imported twice."),
    ),
    ImportField(
        "client_id",
        gettext_lazy("Client number"),
        ("Client ID", "Customer ID", "Customer number", "Account number", "Kundennummer", "N° client"),
    ),
    ImportField(
        "client_email",
        gettext_lazy("Client’s email address"),
        ("Client email", "Customer email", "Email", "Email address", "E-mail", "E-Mail-Adresse", "Courriel"),
    ),
    ImportField(
        "client_name",
        gettext_lazy("Client name"),
        ("Client", "Customer", "Customer name", "Company", "Account name", "Kunde", "Firma", "Cliente"),
    ),
    ImportField(
        "title",
        gettext_lazy("Title"),
        ("Order title", "Order name", "Project", "Job", "Subject", "Description", "Titel", "Titre", "Título"),
        required=True,
    ),
    ImportField(
        "service",
        gettext_lazy("Service"),
        ("Service type", "Product", "Item", "Leistung", "Prestation", "Servicio"),
        required=True,
    ),
    ImportField(
        "quantity",
        gettext_lazy("Quantity"),
        ("Words", "Word count", "Pages", "Units", "Qty", "Menge", "Quantité", "Cantidad"),
    ),
    ImportField(
        "language",
        gettext_lazy("Language"),
        ("Target language", "Locale", "Sprache", "Langue", "Idioma"),
    ),
    ImportField(
        "brief",
        gettext_lazy("Brief"),
        ("Briefing", "Instructions", "Details", "Notes"),
    ),
)
_PRICE_NAMES = ("Amount", "Net", "Net amount", "Subtotal", "Total", "Preis", "Betrag", "Prix", "Precio")
_ORDERED_NAMES = ("Order date", "Date", "Created", "Created at", "Placed", "Bestelldatum", "Fecha")
PAST_FIELDS = (
    *_COMMON,
    ImportField("price", gettext_lazy("Price"), _PRICE_NAMES, required=True),
    ImportField("ordered", gettext_lazy("Ordered on"), _ORDERED_NAMES, required=True),
    ImportField(
        "closed",
        gettext_lazy("Completed on"),
        ("Completed", "Closed", "Delivered", "Delivery date", "Finished", "Completion date", "Erledigt"),
    ),
    ImportField(
        "state",
        gettext_lazy("State"),
        ("Status", "Order status", "Estado", "État"),
        help=gettext_lazy("“Completed” or “Cancelled”. Without it, each order is completed."),
    ),
)
OPEN_FIELDS = (
    *_COMMON,
    ImportField(
        "price",
        gettext_lazy("Price"),
        _PRICE_NAMES,
        required=True,
        help=gettext_lazy("Without tax, or with it if the prices of your list include it."),
    ),
    ImportField(
        "deadline",
        gettext_lazy("Deadline"),
        ("Due", "Due date", "Due on", "Delivery date", "Fällig", "Liefertermin", "Échéance", "Plazo"),
        required=True,
    ),
    ImportField("ordered", gettext_lazy("Ordered on"), _ORDERED_NAMES),
)
STATES: Mapping[str, Sequence[str]] = {
    State.COMPLETED: ("completed", "complete", "closed", "done", "delivered", "finished", "paid"),
    State.CANCELLED: ("cancelled", "canceled", "void", "rejected"),
}
_TITLE, _BRIEF = LineField(max_length=160), BodyField(max_length=BRIEF_LIMIT, required=False)


@dataclass(frozen=True)
class Reading:
    """What rows are read by: the agency's list, and the clients that they mean."""

    offering: Offering
    services: Mapping[str, ServiceType]
    accounts: FoundAccounts


def reading_of(actor: Member, records: Iterable[ImportRecord], *, offered: bool) -> Reading:
    """What these rows are read by; `offered`: services that can be ordered now. A constant number of
    queries."""
    texts = [client_keys(record) for record in records]
    numbers, emails, names = zip(*texts, strict=True) if texts else ((), (), ())
    offering = current_offering(actor.agency)
    rows: Iterable[ServiceType] = offering.services
    if not offered:
        rows = ServiceType.objects.filter(agency=actor.agency).order_by("archived_at", "pk")
    return Reading(
        offering,
        {alike(text): row for row in rows for text in (row.key, row.name)},
        find_accounts(actor.agency, numbers=numbers, emails=emails, names=names),
    )


def client_keys(record: ImportRecord) -> tuple[str, str, str]:
    """By what a row names its client: number, address and name, each as they are stored."""
    number, email, name = (record.values.get(key, "").strip() for key in CLIENT_KEYS)
    return number, email, clean_line(name)


def read_past(
    actor: Member, record: ImportRecord, reading: Reading, customs: Customs, now: dt.datetime
) -> tuple[dict[str, Any], list[RowFault]]:
    """What a past order was: `ordered` and `closed` as moments, `state`; and what is wrong with the row."""
    zone = actor.agency.zone
    today = now.astimezone(zone).date()
    facts, faults = read_values(
        record,
        {
            **_readers(reading, customs),
            "ordered": lambda text: _past_day(text, customs, today),
            "closed": lambda text: _past_day(text, customs, today) if text.strip() else None,
            "state": _state,
        },
    )
    faults += _client(record, reading, facts)
    if faults:
        return facts, faults
    facts["closed"] = facts["closed"] or facts["ordered"]
    if facts["closed"] < facts["ordered"]:
        return facts, [RowFault(record.number, "closed", _("Enter a day that is not before the order."))]
    for name in ("ordered", "closed"):
        facts[name] = dt.datetime.combine(facts[name], dt.time(12), zone)
    facts["closed"] = min(facts["closed"], now)
    facts["ordered"] = min(facts["ordered"], facts["closed"])
    return facts, []


def read_open(
    actor: Member, record: ImportRecord, reading: Reading, customs: Customs, now: dt.datetime
) -> tuple[dict[str, Any], list[RowFault]]:
    """What an open order is: `ordered` and `deadline` as moments; and what is wrong with the row."""
    zone = actor.agency.zone
    today = now.astimezone(zone).date()
    facts, faults = read_values(
        record,
        {
            **_readers(reading, customs),
            "ordered": lambda text: _past_day(text, customs, today) if text.strip() else None,
            "deadline": lambda text: _deadline(dt.datetime.combine(customs.day(text), _DAY_ENDS, zone), now),
        },
    )
    faults += _client(record, reading, facts)
    if day := facts.get("ordered"):
        facts["ordered"] = min(dt.datetime.combine(day, dt.time(12), zone), now)
    return facts, faults


_DAY_ENDS = dt.time(23, 59)


def _readers(reading: Reading, customs: Customs) -> dict[str, Callable[[str], Any]]:
    return {
        "title": _TITLE.clean,
        "brief": _BRIEF.clean,
        "service": lambda text: _service(text, reading),
        "language": lambda text: _language(text, reading.offering),
        "quantity": lambda text: _quantity(text, customs),
        "price": lambda text: _price(text, customs),
    }


def _client(record: ImportRecord, reading: Reading, facts: dict[str, Any]) -> list[RowFault]:
    number, email, name = client_keys(record)
    try:
        facts["account"] = reading.accounts.one(number, email, name)
    except ValueError as error:
        said = next(
            (key for key, text in zip(CLIENT_KEYS, (number, email, name), strict=True) if text), "client_id"
        )
        return [RowFault(record.number, said, str(error))]
    return []


def _service(text: str, reading: Reading) -> ServiceType:
    if found := reading.services.get(alike(text)):
        return found
    raise ValueError(_("Your price list has no such service."))


def _language(text: str, offering: Offering) -> str:
    if not text.strip():
        return offering.first_language
    for code, name in offering.language_names.items():
        if alike(text) in (alike(code), alike(name)):
            return code
    raise ValueError(_("Your price list has no such language."))


def _quantity(text: str, customs: Customs) -> int:
    if not text.strip():
        return 1
    number = customs.number(text, places=2)
    if number != int(number) or not 1 <= number <= MOST_QUANTITY:
        raise ValueError(_("Enter a whole number between 1 and %(most)s.") % {"most": f"{MOST_QUANTITY:,}"})
    return int(number)


def _price(text: str, customs: Customs) -> Decimal:
    amount = customs.number(text, places=2)
    if amount > LARGEST:
        raise ValueError(_("This amount is too large."))
    return amount


def _past_day(text: str, customs: Customs, today: dt.date) -> dt.date:
    day = customs.day(text)
    if day > today:
        raise ValueError(_("Enter a day that is not in the future."))
    return day


def _deadline(moment: dt.datetime, now: dt.datetime) -> dt.datetime:
    if problem := deadline_problem(moment, now):
        raise ValueError(problem)
    return moment


def _state(text: str) -> str:
    said = alike(text)
    for state, words in STATES.items():
        if not said or said in (*words, alike(str(State(state).label))):
            return state
    raise ValueError(_("Enter “Completed” or “Cancelled”."))
