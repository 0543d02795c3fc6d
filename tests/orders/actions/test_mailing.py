"""Mail about orders: who is told of what, once, and in which words."""

from __future__ import annotations

import pytest

from accounts.models import Mail
from orders.actions import offers
from orders.tasks import tell_of_event
from tests.cast import Cast
from tests.factories import FEE, place_order

pytestmark = pytest.mark.django_db


def test_an_assigned_writer_is_told(cast: Cast) -> None:
    order = place_order(cast.clara)
    offers.assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=FEE, now=order.placed_at)

    tell_of_event(event_id=order.events.latest("id").pk)

    mail = Mail.objects.get()
    assert mail.recipient == cast.wendell.membership.user.email
    assert mail.subject == f"[{order.number}] Yours to write: Harbour feature"
    assert "It is your turn: start the work." in mail.text
