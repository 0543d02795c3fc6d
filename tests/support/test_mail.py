"""Who is told of what happens on a ticket."""

from __future__ import annotations

import pytest

from accounts.models import Mail, Notice
from support.actions.ticket_handling import handle_ticket
from support.mail import write_about_ticket
from support.models import Ticket
from tests.helpers.cast import START, Cast
from tests.support.helpers.tickets import MINUTE, asked, opened, replied

pytestmark = pytest.mark.django_db


def told(ticket: Ticket, verb: str) -> list[str]:
    """Who has mail of the last event of this verb; the second run of the job writes none."""
    event, before = ticket.events.filter(verb=verb).latest("pk"), Mail.objects.count()
    for _run in range(2):
        write_about_ticket(event_id=event.pk, now=START)
    return [mail.recipient.split("@")[0] for mail in Mail.objects.order_by("pk")[before:]]


def test_a_new_ticket_is_told_to_support(cast: Cast) -> None:
    assert told(opened(cast), "open") == ["sam"]


def test_nobody_is_told_of_what_they_did(cast: Cast) -> None:
    assert sorted(told(opened(cast, by=cast.sam), "open")) == ["max", "otto"]


def test_a_reply_is_told_to_whoever_asked_without_its_words(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)

    assert told(ticket, "reply") == ["clara"]
    mail = Mail.objects.latest("pk")
    assert ticket.number in mail.text and f"/support/{ticket.number}/" in mail.text
    assert "On the right" not in mail.text + mail.subject
    assert Notice.objects.filter(user=cast.clara.membership.user).count() == 1


def test_a_question_is_told_to_whoever_takes_care_of_it(cast: Cast) -> None:
    ticket = opened(cast)
    handle_ticket(actor=cast.sam, ticket=ticket, assignee=cast.max.membership, priority="low", now=START)
    asked(cast, ticket, now=START + MINUTE)

    assert told(ticket, "assign") == ["max"]
    assert told(ticket, "ask") == ["max"]
