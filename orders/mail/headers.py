"""The ids of a mail about an order: its own, and the one of its conversation."""

from __future__ import annotations

from typing import Any

from django.utils.crypto import salted_hmac

from agencies.rules.links import agency_host
from orders.models import Order
from quotes.models import OrderQuote


def mail_id(order: Order | OrderQuote, person: Any, what: str) -> str:
    """The Message-ID of the mail that tells this person of `what` ("event 7"): always the same one, and nothing in it
    counts the events of the installation."""
    mark = salted_hmac("orders.mail", f"{what} {person.public_id}", algorithm="sha256").hexdigest()[:32]
    return f"<{mark}@{agency_host(order.agency)}>"


def thread_id(order: Order | OrderQuote, person: Any) -> str:
    """What all mails to this person about this order refer to, so that a mailbox shows them as one conversation."""
    return f"<{order.number.lower()}.{person.public_id}@{agency_host(order.agency)}>"
