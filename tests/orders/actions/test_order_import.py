"""Past and open orders from another program."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Mail
from agencies.actions.import_jobs import finish_undo, run_import
from agencies.actions.imports import start_import, undo_import
from agencies.models import DataImport
from billing.actions.invoices import issue_invoice
from catalog.pricing.offering import current_offering
from clients.models import AccountPlaceholder
from orders.actions.holding import cancel_order
from orders.models import LedgerEntry, MarkedOrder, Order, OrderEvent, OrderLine
from orders.rules.revision_guards import too_late_to_ask
from project.base.viewer import Member
from tests.agencies.helpers.imports import check, checked, imported, uploaded
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import HOUR, account_of, place_order, save_seller
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
CLIENTS = """Customer ID;Company;E-mail
C-1;Harbour Ltd;hanna@harbour.example
C-2;Café “Zoë”;
C-3;Twin;
C-4;Twin;
"""
PAST = "Order number,Customer ID,Title,Service,Words,Amount,Order date,Completed,Status\n"
OPEN = "Order number;Customer ID;Title;Service;Words;Price;Due date;Notes\n"
NONE = "There is no such client. Import or add your clients first."
TABLES = (Order, OrderLine, OrderEvent, MarkedOrder, LedgerEntry)


def service(cast: Cast) -> str:
    return current_offering(cast.inkwell).services[0].name


def counts() -> list[int]:
    return [model.objects.count() for model in TABLES]


def undo(actor: Member, made: DataImport, now: dt.datetime) -> DataImport:
    undo_import(actor=actor, data_import=made, now=now)
    finish_undo(import_id=made.pk, member_id=actor.member_id, now=now)
    return DataImport.objects.get(pk=made.pk)


def faults(made: DataImport) -> list[tuple[int, str, str]]:
    return list(made.faults.values_list("number", "column", "words"))


def past(cast: Cast) -> DataImport:
    imported(cast.max, CLIENTS)
    rows = (
        f"A-7,C-1,Harbour guide,{service(cast)},600,120.50,20/11/2025,28/11/2025,Completed\n"
        f"A-8,C-1,Harbour map,{service(cast)},,80,21/11/2025,,Cancelled\n"
    )
    return imported(cast.max, PAST + rows, "past_orders")


def test_past_orders_are_one_line_and_one_event_each_and_no_money(cast: Cast) -> None:
    mails = Mail.objects.count()
    made = past(cast)

    assert made.state == "done"
    first, second = Order.objects.filter(marked__mark=made.mark).order_by("pk")
    assert (first.number, second.number) == ("INK-I-2026-00001", "INK-I-2026-00002")
    assert (first.marked.external_id, first.state, second.state) == ("A-7", "completed", "cancelled")
    assert (first.account.name, first.quantity, second.quantity) == ("Harbour Ltd", 600, 1)
    assert first.placed_at.date() == dt.date(2025, 11, 20) and first.closed_at is not None
    assert first.closed_at.date() == dt.date(2025, 11, 28) and second.closed_at == second.placed_at
    assert [line.amount for line in first.lines.all()] == [Decimal("120.50")]
    assert [(event.verb, event.amount) for event in first.events.all()] == [("import", Decimal("120.50"))]
    assert not LedgerEntry.objects.exists() and Mail.objects.count() == mails
    assert first.requested_by == AccountPlaceholder.objects.get(account=first.account).membership


def test_its_page_tells_where_it_comes_from(cast: Cast) -> None:
    past(cast)
    for name in ("max", "sam"):
        page = words_of(browser(getattr(cast, name)).get("/orders/INK-I-2026-00001/"))
        assert "Number in another program A-7" in page and "imported the order" in page
        assert "Nothing is charged for it here." in page and "The price has changed" not in page
    answer = browser(cast.mara).get("/orders/INK-I-2026-00001/")
    assert answer.status_code == 404


def test_nothing_of_what_was_done_elsewhere_is_revised(cast: Cast) -> None:
    past(cast)
    order = Order.objects.get(number="INK-I-2026-00001")

    assert "not written here" in too_late_to_ask(order, START)


def test_numbers_of_other_orders_go_on_as_before(cast: Cast) -> None:
    before = place_order(cast.clara)
    past(cast)
    after = place_order(cast.clara)

    assert int(after.number[-5:]) == int(before.number[-5:]) + 1


def test_open_orders_are_placed_in_the_clients_name_and_charged(cast: Cast) -> None:
    imported(cast.max, CLIENTS)
    rows = f'B-1;C-1;Port history;{service(cast)};1.200;"240,00";31.03.2026;Old quay first\n'
    made = imported(cast.max, OPEN + rows, "open_orders")

    order = Order.objects.get(marked__mark=made.mark)
    assert (order.state, order.quantity, order.brief) == ("placed", 1_200, "Old quay first")
    assert order.client_deadline.astimezone(cast.inkwell.zone) == dt.datetime(
        2026, 3, 31, 23, 59, tzinfo=cast.inkwell.zone
    )
    assert order.writer_deadline <= order.client_deadline and order.placed_at == START
    kinds = {line.kind: line.amount for line in order.lines.all()}
    total = sum(kinds.values(), Decimal(0))
    assert kinds["custom"] == Decimal("240.00") and set(kinds) <= {"custom", "tax"}
    [charge] = LedgerEntry.objects.all()
    assert (charge.order, charge.kind, charge.amount, charge.event.verb) == (order, "charge", total, "import")
    save_seller(cast.otto)
    invoice = issue_invoice(actor=cast.otto, order=order, now=START + HOUR)
    assert (invoice.total, invoice.net) == (total, Decimal("240.00"))


def test_whoever_may_order_for_the_account_stands_in_it(cast: Cast) -> None:
    rows = f"1;clara@inkwell.example;Port;{service(cast)};;10;31.03.2026\n"
    head = "Number;Client email;Title;Service;Words;Price;Due\n"
    email = cast.clara.membership.user.email
    made = imported(cast.max, head + rows.replace("clara@inkwell.example", email.upper()), "open_orders")

    order = Order.objects.get(marked__mark=made.mark)
    assert order.account == account_of(cast.clara) and order.requested_by == cast.clara.membership
    assert order in Order.objects.visible_to(cast.clara) and order not in Order.objects.visible_to(cast.nick)


@pytest.mark.parametrize(
    ("head", "said", "words"),
    [
        ("Customer ID", "C-1", ""),
        ("Customer ID", "C-9", NONE),
        ("Client email", "HANNA@harbour.example", ""),
        (
            "Client email",
            "nobody@harbour.example",
            NONE,
        ),
        ("Client", "Cafe\u0301 “Zoe\u0308”", ""),
        ("Client", "Twin", "Several clients match. Use the client number."),
        ("Client", "Northwind client", NONE),
        ("Client", "", "Enter a value."),
    ],
)
def test_by_what_a_client_is_found(cast: Cast, head: str, said: str, words: str) -> None:
    imported(cast.max, CLIENTS)
    imported(cast.mara, "Company\nNorthwind client\n")
    row = f"1;{said};Port;{service(cast)};10;31.03.2026\n"

    made = checked(cast.max, f"Number;{head};Title;Service;Price;Due\n{row}", "open_orders")

    assert [text for _row, _column, text in faults(made)] == ([words] if words else [])


def test_every_fault_by_its_row_and_nothing_written(cast: Cast) -> None:
    imported(cast.max, CLIENTS)
    before = counts()
    name = service(cast)
    made = checked(
        cast.max,
        PAST
        + f"1,C-1,Fine,{name},1,1,01/02/2026,,\n"
        + f"1,C-1,Twice,{name},1,1,01/02/2026,,\n"
        + f"2,C-1,,{name},0,-1,01/02/2027,,Lost\n"
        + "3,C-1,Odd,Planets,1.5,1e9,30/02/2026,,\n"
        + f"4,C-1,Early,{name},1,1,01/02/2026,31/01/2026,\n"
        + f"5,C-1,Old,{name},1,999999999,01/02/1989,,\n",
        "past_orders",
    )

    assert made.state == "faulty" and counts() == before
    assert faults(made) == [
        (3, "Order number", "Row 2 has the same id."),
        (4, "Title", "Enter a value."),
        (5, "Service", "Your price list has no such service."),
        (5, "Words", "Enter a whole number between 1 and 1,000,000."),
        (5, "Amount", "This is no number: 1e9"),
        (5, "Order date", "This is no date: 30/02/2026"),
        (6, "Completed", "Enter a day that is not before the order."),
        (7, "Amount", "This amount is too large."),
        (7, "Order date", "This is no date: 01/02/1989"),
    ]


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("dmy", "05/02/2026", dt.date(2026, 2, 5)),
        ("mdy", "05/02/2025", dt.date(2025, 5, 2)),
        ("dmy", "5.2.2026", dt.date(2026, 2, 5)),
        ("dmy", "2026-02-05", dt.date(2026, 2, 5)),
        ("ymd", "2026/02/05 13:45", dt.date(2026, 2, 5)),
        ("dmy", "03/03/2026", None),
        ("dmy", "31/12/1989", None),
        ("dmy", "01/01/2101", None),
        ("dmy", "5 February 2026", None),
        ("dmy", "=TODAY()", None),
    ],
)
def test_dates_of_several_countries_within_bounds(
    cast: Cast, order: str, text: str, day: dt.date | None
) -> None:
    imported(cast.max, CLIENTS)
    row = f"1,C-1,Port,{service(cast)},1,10,{text},,\n"
    made = check(cast.max, uploaded(cast.max, PAST + row, "past_orders"), date_order=order)

    assert made.state == ("ready" if day else "faulty")
    if day:
        start_import(actor=cast.max, data_import=made, now=START)
        run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
        assert Order.objects.get().placed_at.astimezone(cast.inkwell.zone).date() == day


@pytest.mark.parametrize(
    ("text", "fine"),
    [("02.03.2026", True), ("01.03.2026", False), ("28.02.2028", True), ("03.03.2028", False)],
)
def test_deadlines_lie_ahead_and_not_too_far(cast: Cast, text: str, fine: bool) -> None:
    imported(cast.max, CLIENTS)
    made = checked(cast.max, OPEN + f"1;C-1;Port;{service(cast)};1;10;{text};\n", "open_orders")

    assert made.state == ("ready" if fine else "faulty")


def test_names_in_other_scripts_and_forms_stay_as_they_are(cast: Cast) -> None:
    imported(cast.max, CLIENTS + "C-9;\u202eשלום בע״מ;\n")
    rows = f"1;C-9;\u202bתרגום אתר\u202c;{service(cast)};1;10;31.03.2026;\n"
    made = imported(cast.max, OPEN + rows, "open_orders")

    order = Order.objects.get(marked__mark=made.mark)
    assert (order.title, order.account.name) == ("תרגום אתר", "שלום בע״מ")


def test_known_by_their_number_whether_past_or_open(cast: Cast) -> None:
    past(cast)
    before = counts()

    again = checked(cast.otto, OPEN + f"A-7;C-1;Port;{service(cast)};1;10;31.03.2026;\n", "open_orders")

    assert (again.state, again.fresh, again.known) == ("ready", 0, 1) and counts() == before


def test_undone_within_a_day_unless_something_was_done(cast: Cast) -> None:
    imported(cast.max, CLIENTS)
    before = counts()
    rows = f"1;C-1;Port;{service(cast)};1;10;31.03.2026;\n2;C-2;Quay;{service(cast)};1;10;31.03.2026;\n"
    made = imported(cast.max, OPEN + rows, "open_orders")
    assert undo(cast.max, made, START + HOUR).state == "undone" and counts() == before

    made = imported(cast.max, OPEN + rows, "open_orders", now=START + HOUR)
    order = Order.objects.filter(marked__mark=made.mark)[0]
    cancel_order(actor=cast.max, order=order, reason="Double", now=START + 2 * HOUR)
    kept = undo(cast.max, made, START + 3 * HOUR)
    assert kept.state == "done" and kept.refusal.startswith("Something was done")
    assert Order.objects.filter(marked__mark=made.mark).count() == 2


def test_clients_are_not_undone_while_they_have_orders(cast: Cast) -> None:
    clients = imported(cast.max, CLIENTS)
    rows = f"1;C-1;Port;{service(cast)};1;10;31.03.2026;\n"
    orders = imported(cast.max, OPEN + rows, "open_orders")

    assert undo(cast.max, clients, START + HOUR).state == "done"
    assert undo(cast.max, orders, START + HOUR).state == "undone"
    assert undo(cast.max, clients, START + 2 * HOUR).state == "undone"


def test_many_rows_cost_as_many_queries_as_few(cast: Cast) -> None:
    imported(cast.max, CLIENTS)
    found = []
    for start, count in ((0, 2), (100, 40)):
        rows = "".join(
            f"{start + n};C-{1 + n % 2};Port;{service(cast)};1;10;31.03.2026;\n" for n in range(count)
        )
        made = checked(cast.max, OPEN + rows, "open_orders")
        start_import(actor=cast.max, data_import=made, now=START)
        with CaptureQueriesContext(connection) as queries:
            run_import(import_id=made.pk, member_id=cast.max.member_id, now=START)
        found.append(len(queries))
    assert found[1] <= found[0]
    assert Order.objects.filter(marked__isnull=False).count() == 42
