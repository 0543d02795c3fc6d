"""What a person takes along of support, what ties them, and what becomes of it when they are erased."""

from __future__ import annotations

import pytest

from support.models import Ticket, TicketMessage
from support.own_data.tickets import TicketsKeeper
from tests.helpers.cast import START, Cast
from tests.support.helpers.tickets import MINUTE, fresh, opened, replied

pytestmark = pytest.mark.django_db


def rows(member, name):
    return [row for part in TicketsKeeper().parts(member) if part.name == name for row in part.rows]


def test_everyone_takes_their_own_tickets_along(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)

    (own,) = rows(cast.clara, "tickets")
    assert [message["text"] for message in own["messages"]] == [
        "We moved. Where do I enter it?",
        "On the right.",
    ]
    assert [row["text"] for row in rows(cast.sam, "my_ticket_messages")] == ["On the right."]
    assert rows(cast.wendell, "tickets") == rows(cast.clara, "my_ticket_messages") == []
    assert [row["verb"] for row in rows(cast.clara, "ticket_acts")] == ["open"]


def test_an_open_ticket_ties_its_requester(cast: Cast) -> None:
    ticket = opened(cast)
    assert len(TicketsKeeper().ties(cast.clara)) == 1

    replied(cast, ticket, now=START + MINUTE, then="solved")
    assert TicketsKeeper().ties(cast.clara) == []


def test_tickets_stay_when_whoever_took_care_of_them_is_erased(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)

    TicketsKeeper().erase(cast.sam.membership, START)

    assert fresh(ticket).assignee is None
    assert Ticket.objects.count() == 1 and TicketMessage.objects.count() == 2
