"""Lists of what is owed: sums by age at the borders of days, search and filters, statements, files; each for
whom it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from billing.actions.invoices import issue_invoice
from billing.models import Invoice
from billing.pages.ageing import AGES, ageing_of
from billing.pages.invoice_filters import Wanted, narrowed
from billing.pages.statement import Period, StatementLine, statements_of, with_balances
from orders.models import Order
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, SELLER, account_of, place_order, save_seller
from tests.helpers.pages import words_of
from tests.orders.actions.test_ledger import change, pay, total

pytestmark = pytest.mark.django_db
ISSUED = START.date()
DUE = ISSUED + dt.timedelta(days=int(str(SELLER["payment_days"])))


def billed(cast: Cast, actor: Any = None, **fields: Any) -> Invoice:
    save_seller(cast.max)
    return issue_invoice(actor=cast.max, order=place_order(actor or cast.clara, **fields), now=START)


@pytest.mark.parametrize(
    ("days", "age"),
    [
        (-1, "due"),
        (0, "due"),
        (1, "30"),
        (30, "30"),
        (31, "60"),
        (60, "60"),
        (61, "90"),
        (90, "90"),
        (91, "older"),
    ],
)
def test_ages_at_their_borders(cast: Cast, days: int, age: str) -> None:
    invoice = billed(cast)
    pay(cast.sam, invoice.order, "20.00")
    today = DUE + days * DAY

    (group,) = ageing_of(narrowed(cast.sam, Wanted(), today), today)

    assert {each.key: each.amount for each in group.ages if each.count} == {age: invoice.total - 20}
    assert group.overdue == (0 if days < 1 else invoice.total - 20)
    for key in AGES:
        found = narrowed(cast.sam, Wanted(age=key), today)
        assert [row.pk for row in found] == ([invoice.pk] if key == age else [])
    assert narrowed(cast.sam, Wanted(state="overdue"), today).exists() == (days > 0)


def test_the_day_is_the_agencys(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour after midnight in summer it is still yesterday in UTC."""
    billed(cast)
    zone = cast.inkwell.zone
    midnight = dt.datetime.combine(DUE + DAY, dt.time(0, 30), zone)
    for now, state in ((midnight - dt.timedelta(hours=1), "Open"), (midnight, "Overdue")):
        monkeypatch.setattr("project.base.clock.now", lambda now=now: now)
        page = browser(cast.sam).get("/invoices/?state=open")
        assert f"{state} " in f"{page.context['page'].rows[0].payment} ".replace("<", " <")


def numbers(cast: Cast, viewer: Any, **asked: Any) -> list[int]:
    rows = narrowed(viewer, Wanted(**asked), DUE + DAY).order_by("number")
    return list(rows.values_list("number", flat=True))


def test_search_and_filters(cast: Cast) -> None:
    first, second = billed(cast, title="Harbour at dusk"), billed(cast, title="Quite another thing")
    pay(cast.sam, second.order, str(total(second.order)))
    account = account_of(cast.clara)
    both = [first.number, second.number]
    found = {
        "INK-INV-00001": [1],
        "2": [2],
        first.order.number: [1],
        "dusk": [1],
        account.name: both,
        cast.clara.membership.user.email[:8]: both,
        "nobody at all": [],
        "%": [],
    }

    assert {text: numbers(cast, cast.sam, q=text) for text in found} == found
    assert numbers(cast, cast.sam, account=account.public_id, state="paid") == [2]
    assert numbers(cast, cast.sam, account="2222222222") == []
    assert numbers(cast, cast.sam, begins=ISSUED + DAY) == numbers(cast, cast.sam, ends=ISSUED - DAY) == []
    assert numbers(cast, cast.sam, begins=ISSUED, ends=ISSUED) == both
    for stranger in (cast.nick, cast.mara, cast.wendell, cast.edith):
        assert numbers(cast, stranger) == numbers(cast, stranger, q="dusk") == []
    assert numbers(cast, cast.clara, q="dusk") == [1]


def test_each_sum_leads_to_its_rows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = billed(cast)
    monkeypatch.setattr("project.base.clock.now", lambda: START + 75 * DAY)
    for person in (cast.sam, cast.clara):
        page = browser(person).get("/invoices/")
        (group,) = page.context["groups"]
        (late,) = [each for each in group.ages if each.count]
        assert (late.key, late.amount) == ("60", invoice.total)
        assert [row.number for row in browser(person).get(late.url).context["page"].rows] == ["INK-INV-00001"]


def test_not_invoiced_until_it_is(cast: Cast) -> None:
    order = place_order(cast.clara)
    rows = lambda person, more="": [  # noqa: E731
        (row.number, row.client != "")
        for row in browser(person).get(f"/invoices/unbilled/{more}").context["page"].rows
    ]
    assert (rows(cast.sam), rows(cast.clara), rows(cast.nick), rows(cast.wendell)) == (
        [(order.number, True)],
        [(order.number, False)],
        [],
        [],
    )
    assert rows(cast.sam, "?state=completed") == rows(cast.sam, "?q=nothing") == []
    page = browser(cast.sam).get("/invoices/unbilled/")
    assert page.context["sums"][0]["amount"] == total(order)
    assert f"{total(order)}" in b"".join(browser(cast.sam).get("/invoices/unbilled/export/")).decode()

    save_seller(cast.max)
    issue_invoice(actor=cast.max, order=order, now=START)
    assert rows(cast.sam) == []
    change(cast.max, order, "5.00", less=True)
    (row,) = browser(cast.sam).get("/invoices/unbilled/").context["page"].rows
    assert "5.00" in row.amount and row.amount != "€5.00"


def test_the_file_holds_what_the_list_shows(cast: Cast) -> None:
    invoice = billed(cast)
    pay(cast.sam, invoice.order, "20.00")
    lines = b"".join(browser(cast.sam).get("/invoices/export/?state=open")).decode().splitlines()

    assert len(lines) == 2 and lines[1].startswith("INK-INV-00001,invoice,")
    assert f",{invoice.total},{invoice.total - 20},overdue," in lines[1]
    assert b"".join(browser(cast.nick).get("/invoices/export/")).count(b"\n") == 1


def statement(order: Order, begins: dt.date, ends: dt.date) -> Any:
    (found,) = statements_of(order.account, Period(begins, ends), "INK", ends)
    return found


def test_a_statement_goes_from_balance_to_balance(cast: Cast) -> None:
    invoice = billed(cast)
    order = invoice.order
    price = invoice.total
    pay(cast.sam, order, "20.00", note="Transfer 4711", on=ISSUED - DAY)
    change(cast.max, order, "10.00", less=True)
    note = issue_invoice(actor=cast.max, order=order, now=START + 3 * DAY)
    place_order(cast.clara)

    whole = statement(order, ISSUED - DAY, ISSUED + 5 * DAY)
    assert [(line.on, line.kind, line.amount, line.balance) for line in whole.lines] == [
        (ISSUED - DAY, "payment", Decimal("-20.00"), Decimal("-20.00")),
        (ISSUED, "invoice", price, price - 20),
        (note.issued_on, "credit_note", Decimal("-10.00"), price - 30),
    ]
    assert (whole.opening, whole.closing) == (0, price - 30)
    assert whole.ageing.amount == price - 30 and whole.unbilled > 0
    late = statement(order, ISSUED + DAY, ISSUED + 2 * DAY)
    assert (late.opening, late.lines, late.closing) == (price - 20, (), price - 20)


@given(st.decimals(-999, 999, places=2), st.lists(st.decimals(-999, 999, places=2), max_size=9))
def test_balances_add_up(opening: Decimal, amounts: list[Decimal]) -> None:
    lines = [StatementLine(ISSUED, "invoice", "", "", "", each, Decimal(0), "") for each in amounts]
    found = list(with_balances(opening, lines))

    assert [line.amount for line in found] == amounts
    assert [line.balance for line in found] == [
        opening + sum(amounts[: index + 1], Decimal(0)) for index in range(len(amounts))
    ]


def test_statements_by_page_file_and_api(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = billed(cast)
    monkeypatch.setattr("project.base.clock.now", lambda: START + DAY)
    account = account_of(cast.clara)
    url = reverse("billing:statement", args=[account.public_id])
    for person in (cast.clara, cast.sam):
        assert "INK-INV-00001" in words_of(browser(person).get(url))
        document = browser(person).get(f"{url}document/?begins=2026-01-01&ends=2026-12-31")
        assert document.content.startswith(b"%PDF-")
        assert document.headers["Content-Disposition"].endswith('"statement-2026-01-01-2026-12-31.pdf"')
        lines = b"".join(browser(person).get(f"{url}export/")).decode().splitlines()
        assert [line.split(",")[1] for line in lines[1:]] == ["opening balance", "invoice", "closing balance"]
    said = Api(cast.clara).get(f"clients/accounts/{account.public_id}/statement/").json
    assert said["statements"][0]["closing_balance"] == f"{invoice.total}"
    for stranger in (cast.wendell, cast.edith, cast.nick, cast.mara):
        assert browser(stranger).get(url).status_code == 404


def test_lists_and_reminders_by_the_api(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = billed(cast)
    monkeypatch.setattr("project.base.clock.now", lambda: START + 40 * DAY)
    api, path = Api(cast.sam), f"billing/invoices/{invoice.number}/"
    (group,) = api.get("billing/ageing/").json["currencies"]
    assert (group["open"], group["overdue"]) == (f"{invoice.total}", f"{invoice.total}")
    assert [row["number"] for row in api.get("billing/invoices/?state=overdue&q=INK-INV-00001").results] == [
        1
    ]
    assert api.get("billing/unbilled-orders/").results == []

    sent = api.post(f"{path}reminders/", {})
    assert [row["step"] for row in sent.json["reminders"]] == [1]
    marked = api.post(f"{path}mark/", {"kind": "disputed", "reason": "Too short"}).json
    assert marked["disputed"] == "Too short"
    assert api.post(f"{path}reminders/", {}).status == 409
    assert api.get("billing/invoices/?state=disputed").results[0]["payment"] == "disputed"
    assert api.post(f"{path}unmark/", {"kind": "disputed"}).json["disputed"] is None
    manager = Api(cast.max)
    step = {"days": 3, "subject": "{nonsense}", "text": "x"}
    steps = [step, {**step, "days": 5}, {**step, "days": 9}]
    refused = manager.put("billing/reminder-settings/", {"active": True, "steps": steps})
    assert refused.status == 400 and "subject_1" in refused.json["errors"]
    good = [{**each, "subject": "{invoice}"} for each in steps]
    assert manager.put("billing/reminder-settings/", {"active": True, "steps": good}).json["steps"] == good
    exempt = f"clients/accounts/{account_of(cast.clara).public_id}/reminder-exemption/"
    assert manager.put(exempt, {"exempt": True}).json == manager.get(exempt).json == {"exempt": True}
    hours = {"deadline_hours": 12, "review_hours": 0}
    assert (
        manager.put("orders/reminder-hours/", hours).json
        == manager.get("orders/reminder-hours/").json
        == hours
    )


def test_the_desk_reminds_disputes_and_holds_on_its_page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = billed(cast)
    monkeypatch.setattr("project.base.clock.now", lambda: START + 40 * DAY)
    url, client = f"/invoices/{invoice.number}/reminders/", browser(cast.sam)
    assert "Send reminder 1 now" in words_of(client.get(url))

    assert client.post(f"{url}sending/").status_code == 302
    page = words_of(client.get(url))
    assert "Reminder 1 for" in page and "Send reminder 2 now" in page
    refused = client.post(f"{url}mark/", {"kind": "disputed", "reason": ""})
    assert refused.status_code == 422 and "Enter a reason." in words_of(refused)
    assert client.post(f"{url}mark/", {"kind": "disputed", "reason": "Too short"}).status_code == 302
    assert "Too short" in words_of(client.get(url))
    assert client.post(f"{url}sending/").status_code == 409
    assert client.post(f"{url}unmark/", {"kind": "disputed"}).status_code == 302
    assert "Too short" not in words_of(client.get(url))


def test_reminders_are_previewed_before_they_are_saved(cast: Cast) -> None:
    url, client = reverse("billing:reminder_settings"), browser(cast.max)
    page = client.get(url)
    typed = {**page.context["form"].initial, "active": "on", "subject_1": "Hello {client}"}

    shown = client.post(url, {**typed, "preview": "1"})
    assert "Hello Harbour Books" in words_of(shown)
    assert client.get(url).context["form"].initial["subject_1"] != "Hello {client}"
    wrong = client.post(url, {**typed, "text_2": "{sum}"})
    assert wrong.status_code == 422 and "{sum}" in words_of(wrong)
    assert client.post(url, typed).status_code == 302
    assert client.get(url).context["form"].initial["subject_1"] == "Hello {client}"
