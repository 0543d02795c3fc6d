"""From the editor to an order: at the price that stood on the page, once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from drafts.actions.drafts import save_draft
from drafts.models import OrderDraft
from orders.models import Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, make_draft
from tests.helpers.pages import form_to, text_by_id, words_of
from tests.orders.helpers.support import dearer_book, draft_url, publish, stop_clock, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HTMX = {"hx-request": "true"}


def typed(client: Client, draft: OrderDraft, **fields: Any) -> dict[str, list[str]]:
    return form_to(client.get(draft_url(draft)), draft_url(draft), ["title"]).filled(**fields)


def place(client: Client, draft: OrderDraft, **fields: Any) -> Any:
    """Press the button of the price as it stands on the page."""
    return client.post(draft_url(draft, "order/"), typed(client, draft, **fields))


def test_the_button_orders_at_the_price_on_it(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    assert "Place order for €172.80" in words_of(client.get(draft_url(draft)))

    answer = place(client, draft)

    order = Order.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/orders/{order.number}/")
    assert order.ledger.get().amount == Decimal("172.80")
    assert f"Order {order.number} placed." in words_of(client.get(answer.url))


def test_what_was_typed_last_is_ordered(cast: Cast, sign_in: Any) -> None:
    """The price partial has followed the typing; the button saves and orders exactly that."""
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    place(client, draft, title="Typed last", quantity="1200", seen_total="345.60")

    order = Order.objects.get()
    assert (order.title, order.quantity, order.ledger.get().amount) == ("Typed last", 1200, Decimal("345.60"))


@pytest.mark.parametrize("field", ["title", "brief", "service", "quality", "quantity", "deadline"])
def test_missing_fields_are_named_beside_them_and_nothing_is_lost(
    cast: Cast, sign_in: Any, field: str
) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = place(client, draft, **{field: "", "notes": "Typed just now"})

    assert answer.status_code == 422
    assert text_by_id(answer, f"id_{field}_error")
    assert form_to(answer, draft_url(draft), ["title"]).sent["notes"] == ["Typed just now"]
    assert OrderDraft.objects.get().notes == "Typed just now"
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("quantity", "1_0"), ("quantity", "5"), ("deadline", "2026-03-02T10:00"), ("title", "\u200b")],
)
def test_refused_fields(cast: Cast, sign_in: Any, field: str, value: str) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = place(client, draft, **{field: value})

    assert answer.status_code == 422
    assert text_by_id(answer, f"id_{field}_error")
    assert not Order.objects.exists()


def test_the_price_moved_both_are_shown_then_confirmed(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    sent = typed(client, draft)
    dearer_book(cast.inkwell, Decimal(2))

    page = client.post(draft_url(draft, "order/"), sent)

    assert page.status_code == 409
    assert "€172.80" in words_of(page) and "€345.60" in words_of(page)
    assert not Order.objects.exists()
    answer = client.post(
        draft_url(draft, "order/"), form_to(page, draft_url(draft, "order/"), ["seen_total"]).filled()
    )
    order = Order.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/orders/{order.number}/")
    assert (order.ledger.get().amount, order.title) == (Decimal("345.60"), "Harbour feature")


def test_time_moves_the_price_between_page_and_press(
    cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.clara)
    draft = make_draft(cast.clara, deadline=START + dt.timedelta(hours=73))
    sent = typed(client, draft)
    stop_clock(monkeypatch, START + 2 * HOUR)

    page = client.post(draft_url(draft, "order/"), sent)

    assert page.status_code == 409
    assert "€198.72" in words_of(page) and "€241.92" in words_of(page)


def test_the_price_moves_again_while_confirming(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    sent = typed(client, draft)
    dearer_book(cast.inkwell, Decimal(2))
    page = client.post(draft_url(draft, "order/"), sent)
    dearer_book(cast.inkwell, Decimal(2))

    again = client.post(
        draft_url(draft, "order/"), form_to(page, draft_url(draft, "order/"), ["seen_total"]).filled()
    )

    assert again.status_code == 409
    assert "€345.60" in words_of(again) and "€691.20" in words_of(again)
    assert not Order.objects.exists()


TOTALS = ("", "NaN", "sNaN", "Infinity", "-1", "1e99999", "1_0", "172.81", "x" * 999)
MOMENTS = ("", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-03-02T09:00:00", "x")


@pytest.mark.parametrize(
    ("total", "at"), [*((total, MOMENTS[0]) for total in TOTALS), *(("1", at) for at in MOMENTS)]
)
def test_whatever_price_is_sent_none_is_ordered_unseen(cast: Cast, sign_in: Any, total: str, at: str) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = client.post(draft_url(draft, "order/"), typed(client, draft, seen_total=total, seen_at=at))

    assert answer.status_code == 409
    assert not Order.objects.exists()


@pytest.mark.parametrize("book", ["", "0", "-1", "999999999999", "x", "1_0", "٣"])
def test_whatever_book_is_sent(cast: Cast, sign_in: Any, book: str) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = client.post(draft_url(draft, "order/"), typed(client, draft, seen_total="1.00", seen_book=book))

    assert answer.status_code == 409
    assert not Order.objects.exists()


def test_a_book_of_another_agency_shows_no_price_of_theirs(cast: Cast, sign_in: Any) -> None:
    theirs = dearer_book(cast.northwind, Decimal(7))
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    answer = client.post(
        draft_url(draft, "order/"), typed(client, draft, seen_total="1209.60", seen_book=str(theirs.pk))
    )

    assert answer.status_code == 409
    assert "Price you saw" not in words_of(answer)


def test_a_second_click_leads_to_the_same_order(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    sent = typed(client, draft)

    first = client.post(draft_url(draft, "order/"), sent)
    second = client.post(draft_url(draft, "order/"), sent)

    assert (second.status_code, second.url) == (302, first.url)
    assert Order.objects.count() == 1


def test_a_newer_version_is_not_ordered_unread(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    sent = {**typed(client, draft), "title": ["Mine"]}
    save_draft(actor=cast.clara, draft=draft, version=1, fields={"title": "Theirs"}, now=START)

    page = client.post(draft_url(draft, "order/"), sent)

    assert page.status_code == 409
    assert "Theirs" in words_of(page) and "Mine" in words_of(page)
    assert not Order.objects.exists()


def test_files_come_along(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    client.post(
        draft_url(draft, "order/"),
        {**typed(client, draft), "files": [upload("a.txt"), upload("b.txt", b"b")]},
    )

    assert [use.name for use in Order.objects.get().attachments.all()] == ["a.txt", "b.txt"]


def test_a_refused_file_stops_the_order(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)

    sent = {**typed(client, draft, tone="Calm"), "files": [SimpleUploadedFile("bad.exe", b"MZ\x00\x01")]}
    answer = client.post(draft_url(draft, "order/"), sent)

    assert answer.status_code == 422
    assert "bad.exe" in words_of(answer)
    assert (OrderDraft.objects.get().tone, Order.objects.count()) == ("Calm", 0)


def test_what_is_no_longer_offered(cast: Cast, sign_in: Any) -> None:
    client, draft = sign_in(cast.clara), make_draft(cast.clara)
    sent = typed(client, draft)
    draft.service.archived_at = START
    draft.service.save()
    publish(cast.inkwell)

    answer = client.post(draft_url(draft, "order/"), sent)

    assert answer.status_code == 422
    assert text_by_id(answer, "id_service_error")
    assert client.get(draft_url(draft)).status_code == 200
    assert not Order.objects.exists()
