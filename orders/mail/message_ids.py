"""The ids of a mail about an order, or about whatever has a number as an order has: its own, and that of its
conversation."""

from __future__ import annotations

from typing import Any, Protocol

from django.utils.crypto import salted_hmac

from agencies.models import Agency
from agencies.rules.absolute_urls import agency_host


class Numbered(Protocol):
    """What people write about by its number: an order, a quote."""

    @property
    def number(self) -> str: ...

    @property
    def agency(self) -> Agency: ...


def mail_id(about: Numbered, person: Any, what: str) -> str:
    """The Message-ID of the mail that tells this person of `what` ("event 7"): always the same one, and
    nothing in it counts the events of the installation."""
    mark = salted_hmac("orders.mail", f"{what} {person.public_id}", algorithm="sha256").hexdigest()[:32]
    return f"<{mark}@{agency_host(about.agency)}>"


def thread_id(about: Numbered, person: Any) -> str:
    """What all mails to this person about the same thing refer to, so that a mailbox shows them as one
    conversation."""
    return f"<{about.number.lower()}.{person.public_id}@{agency_host(about.agency)}>"
