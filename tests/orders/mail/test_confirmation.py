"""The confirmation of an order: to who orders and pays, with the lines and the terms."""

from __future__ import annotations

import pytest

from tests.helpers.cast import Cast
from tests.helpers.factories import place_order, save_seller
from tests.orders.actions.test_ledger import total
from tests.orders.helpers.post import Post, words

pytestmark = pytest.mark.django_db


def test_who_orders_is_sent_lines_total_and_terms(cast: Cast) -> None:
    save_seller(cast.max)
    order = place_order(cast.clara)

    mail = Post(cast).empty()["clara"]

    assert "Order confirmation" in mail.subject
    for line in order.lines.all():
        assert line.label in mail.text and f"€{line.amount}" in mail.text
    for expected in (
        f"Total: €{total(order)}",
        "Invoices are due within 30 days.",
        f"{order.agency.included_rounds} revision rounds are included.",
        f"you have {order.agency.review_days} days to accept",
    ):
        assert expected in mail.text and expected.split(": ")[-1] in mail.html


def test_the_desk_reads_of_a_new_order_without_the_terms(cast: Cast) -> None:
    place_order(cast.clara)

    mail = Post(cast).empty()["max"]

    assert "New order" in mail.subject and "revision rounds" not in words(mail)
