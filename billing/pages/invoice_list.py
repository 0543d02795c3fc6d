"""The list of invoices: of the whole agency for staff, of their accounts for payers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from agencies.states.roles import is_staff
from billing.models import Invoice, OpenInvoice
from billing.models.invoices import InvoiceQuerySet
from billing.pages import invoice_pdf
from billing.rules import can_edit_invoicing
from clients.models import ClientAccount
from clients.rules.accounts import PAYER, is_client
from project.base import formatting, marks
from project.base.compiled import Among, Slot, compiled
from project.base.http import MemberRequest
from project.base.paging import Reader, cut, page_of
from project.base.paging import reader_of as paged
from project.base.viewer import Member, Viewer

from .ageing import AGES
from .invoice_filters import Wanted, account_name, groups_of, narrowed, tabs, wanted_of

PAGE = 30
ORDER = ("-number",)
NONE = SafeString("–")
#: Of what is said of payment: its words and its tone.
PAYMENTS = {
    "paid": (gettext_lazy("Paid"), "good"),
    "open": (gettext_lazy("Open"), "warn"),
    "overdue": (gettext_lazy("Overdue"), "bad"),
    "disputed": (gettext_lazy("Disputed"), "warn"),
}
#: What is printed of an invoice, and of its order.
FIELDS = ("number", "agency_id", "total", "currency", "buyer_name", "issued_on", "due_on")
OF_ORDER = ("order__number", "order__title")
#: So many accounts have a button to their billing details.
MOST_BUTTONS = 20


@dataclass(frozen=True)
class InvoiceRow:
    """One printed row, with a dash for what there is none of. `credit` is the name of a credit note, "" for
    an invoice; `client` is for the desk, "" for clients."""

    number: str
    url: str
    credit: str
    client: str
    title: str
    ledger: str
    issued: str
    due: str
    total: str
    payment: SafeString
    reminders: str = ""


def context(request: MemberRequest, now: dt.datetime) -> dict[str, Any]:
    """What the page prints. One query reads the list; for clients one more, for their accounts."""
    viewer, wanted = request.viewer, wanted_of(request.GET)
    accounts = own_accounts(viewer)
    today = now.astimezone(request.agency.zone).date()
    found = page_of(rows_of(viewer, wanted, accounts, today), request, order=ORDER, kinds=[int], size=PAGE)
    desk = is_staff(viewer)
    return {
        "page": found.with_rows([_row(row, request.agency.code, today, desk) for row in found.rows]),
        "tabs": tabs(wanted.state),
        "state": wanted.state,
        "wanted": wanted,
        "ages": AGES.items(),
        "groups": groups_of(viewer, wanted, today),
        "account_name": account_name(viewer, wanted.account),
        "desk": desk,
        "can_edit_invoicing": can_edit_invoicing(viewer),
        "accounts": accounts[:MOST_BUTTONS],
    }


def rows_of(
    viewer: Member, wanted: Wanted, accounts: Sequence[ClientAccount], today: dt.date, size: int = PAGE
) -> Reader:
    """The reader of the rows that are wanted. What everybody asks for every day has a fixed shape."""
    if not wanted.narrowed and wanted.state in ("", "open", "paid"):
        return reader_of(viewer, wanted.state, accounts, size)
    return paged(_read(narrowed(viewer, wanted, today)), ORDER, size)


def reader_of(viewer: Member, state: str, accounts: Sequence[ClientAccount], size: int = PAGE) -> Reader:
    """Of a client the accounts at hand narrow what is read: one is another condition than several, as its
    invoices lie sorted in an index. `size` is one of few: it is of the shape."""
    ids = None if is_staff(viewer) else [account.pk for account in accounts]
    one = ids[0] if ids and len(ids) == 1 else None
    narrowed = {"account": one, "accounts": None if one else ids}

    def read(cursor: Any, back: bool) -> list[Any]:
        (last,) = cursor or (None,)
        return _invoices(viewer, state=state, back=back, size=size, last=last, **narrowed)

    return read


@compiled
def _invoices(
    viewer: Viewer,
    state: str,
    back: bool,
    size: int,
    last: Slot | None,
    account: Slot | None,
    accounts: Slot | None,
) -> QuerySet[Any]:
    """The invoices of one page, each with `is_unpaid`. The open ones are found among what is open, however
    many are paid."""
    narrowed = Q()
    if account is not None:
        narrowed = Q(account_id=account)
    if accounts is not None:
        narrowed = Q(Among("account_id", accounts))
    rows, cursor = Invoice.objects.visible_to(viewer).filter(narrowed), None if last is None else (last,)
    if state == "open":
        unpaid = OpenInvoice.objects.filter(narrowed, agency_id=viewer.agency_id)
        few = cut(unpaid, ORDER, cursor, back=back, size=size)
        rows, cursor = rows.filter(pk__in=few.values("invoice_id")), None
    if state == "paid":
        rows = rows.paid()
    return cut(_read(rows), ORDER, cursor, back=back, size=size)


def _read(rows: InvoiceQuerySet) -> QuerySet[Any]:
    """With what a row is printed from, and nothing else."""
    return rows.with_payment().select_related("order").only(*FIELDS, *OF_ORDER)


def _row(invoice: Any, code: str, today: dt.date, desk: bool) -> InvoiceRow:
    return InvoiceRow(
        number=invoice_pdf.number_of(invoice, code),
        url=f"/invoices/{invoice.number}/",
        credit=invoice_pdf.title_of(invoice) if invoice.is_credit else "",
        client=invoice.buyer_name if desk else "",
        title=invoice.order.title,
        ledger=f"/orders/{invoice.order.number}/ledger/",
        issued=_day(invoice.issued_on, get_language() or "en"),
        due=NONE if invoice.is_credit else _day(invoice.asked_on, get_language() or "en"),
        total=formatting.money(invoice.total, invoice.currency),
        payment=_payment(invoice, today),
        reminders=f"/invoices/{invoice.number}/reminders/" if desk and not invoice.is_credit else "",
    )


@lru_cache(maxsize=4096)
def _day(day: dt.date, language: str) -> str:
    """A day in short, as `language` orders it: "2 Mar 2026"."""
    return date_format(day, formatting.ordered("j M Y"))


def payment_of(invoice: Any, today: dt.date) -> str:
    """Whether an invoice with_payment is "paid", "open", "overdue" or "disputed"; "" of a credit note."""
    if invoice.is_credit:
        return ""
    if not invoice.is_unpaid:
        return "paid"
    if invoice.is_disputed:
        return "disputed"
    return "overdue" if invoice.asked_on < today else "open"


def _payment(invoice: Any, today: dt.date) -> SafeString:
    """Whether it is paid, in a word, and what is open where that is a part of it."""
    payment = payment_of(invoice, today)
    badge = marks.badge(*PAYMENTS[payment]) if payment else NONE
    if not invoice.is_unpaid or invoice.open_amount == invoice.total:
        return badge
    left = gettext("%(amount)s open") % {"amount": formatting.money(invoice.open_amount, invoice.currency)}
    return format_html('{}<span class="cell-sub">{}</span>', badge, left)


def own_accounts(viewer: Member) -> list[ClientAccount]:
    """The accounts whose payer the viewer is."""
    return _paid_accounts(viewer) if is_client(viewer) else []


@compiled
def _paid_accounts(viewer: Viewer) -> QuerySet[ClientAccount, ClientAccount]:
    rows = ClientAccount.objects.filter(agency_id=viewer.agency_id)
    mine = rows.filter(people__membership_id=viewer.member_id, people__role=PAYER)
    return mine.order_by("name", "id")
