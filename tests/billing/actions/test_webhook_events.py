"""What webhooks are told of invoices."""

from __future__ import annotations

import json

import pytest

from agencies.models import WebhookDelivery
from billing.actions.invoices import issue_invoice
from billing.states import WEBHOOK_KINDS
from orders.actions.holding import cancel_order
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order, save_seller

pytestmark = pytest.mark.django_db


def test_documents_are_told_once_by_their_numbers(cast: Cast) -> None:
    save_seller(cast.max)
    make_webhook(cast.max, "https://hooks.example.com/in", *WEBHOOK_KINDS)
    order = place_order(cast.clara)
    for _ in range(2):
        issue_invoice(actor=cast.max, order=order, now=START)
    cancel_order(actor=cast.clara, order=order, reason="Not needed", now=START)
    issue_invoice(actor=cast.max, order=order, now=START)

    bodies = [json.loads(row.body) for row in WebhookDelivery.objects.order_by("pk")]
    assert [(body["type"], body["data"]) for body in bodies] == [
        ("invoice.issued", {"number": "INK-INV-00001", "order": order.number}),
        ("credit_note.issued", {"number": "INK-INV-00002", "order": order.number}),
    ]
