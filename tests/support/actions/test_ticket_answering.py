"""Who is answering a ticket just now, and that nobody answers past what they haven't read."""

from __future__ import annotations

import datetime as dt

import pytest

from project.base.errors import NotAllowed, Stale
from support.actions.ticket_answering import forget_answering, keep_answering
from support.actions.tickets import write_note, write_reply
from support.models import Ticket, TicketAnswering, TicketMessage
from support.pages.ticket_answering import others_answering
from tests.helpers.cast import START, Cast
from tests.support.helpers.tickets import MINUTE, asked, opened, replied

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def last(ticket: Ticket) -> str:
    return TicketMessage.objects.filter(ticket=ticket).latest("pk").public_id


def answer(cast: Cast, ticket: Ticket, seen: str, **facts: str) -> TicketMessage:
    return write_reply(
        actor=cast.max, ticket=ticket, text="It is on the right.", now=START + 5 * MINUTE, seen=seen, **facts
    )


def test_it_is_told_to_the_others_and_ends_by_itself(cast: Cast) -> None:
    ticket = opened(cast)
    for now in (START, START + MINUTE):
        keep_answering(actor=cast.sam, ticket=ticket, now=now)

    assert TicketAnswering.objects.count() == 1
    assert others_answering(cast.sam, ticket, START + MINUTE) == []
    assert others_answering(cast.max, ticket, START + MINUTE) == ["Sam P."]
    assert others_answering(cast.max, ticket, START + 2 * MINUTE + 29 * SECOND) == ["Sam P."]
    assert others_answering(cast.max, ticket, START + 2 * MINUTE + 30 * SECOND) == []
    assert forget_answering(agency=cast.inkwell, now=START + 2 * MINUTE) == 0
    assert forget_answering(agency=cast.inkwell, now=START + 3 * MINUTE) == 1


def test_a_reply_ends_it(cast: Cast) -> None:
    ticket = opened(cast)
    keep_answering(actor=cast.sam, ticket=ticket, now=START)
    replied(cast, ticket, now=START + MINUTE)

    assert not TicketAnswering.objects.exists()


def test_whoever_asks_answers_nothing(cast: Cast) -> None:
    for actor, ticket in ((cast.clara, opened(cast)), (cast.sam, opened(cast, by=cast.sam))):
        with pytest.raises(NotAllowed):
            keep_answering(actor=actor, ticket=ticket, now=START)


@pytest.mark.parametrize("who", ["desk", "customer"])
def test_nobody_replies_past_what_they_have_not_read(cast: Cast, who: str) -> None:
    ticket = opened(cast)
    seen = last(ticket)
    (replied if who == "desk" else asked)(cast, ticket, now=START + MINUTE)

    with pytest.raises(Stale, match="wrote since you opened this page"):
        answer(cast, ticket, seen)
    answer(cast, ticket, last(ticket))

    assert TicketMessage.objects.filter(ticket=ticket, author=cast.max.member_id).count() == 1


def test_own_words_and_notes_hold_nobody_up(cast: Cast) -> None:
    ticket = opened(cast)
    seen = last(ticket)
    write_note(actor=cast.sam, ticket=ticket, text="They moved.", now=START + MINUTE)
    answer(cast, ticket, seen)
    answer(cast, ticket, seen, key="abcdefghjk")
    replied(cast, ticket, now=START + 6 * MINUTE)
    # The second click of the same form, after somebody else wrote: it was sent already.
    answer(cast, ticket, seen, key="abcdefghjk")

    assert TicketMessage.objects.filter(ticket=ticket, author=cast.max.member_id).count() == 2
