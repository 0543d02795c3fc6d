"""Tickets: what is asked, answered and said, by whom, and in which state it then is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency
from project.base.errors import FeatureDisabled, Invalid, NotAllowed, NotVisible, WrongState
from support.actions import tickets
from support.actions.sweeps import close_solved
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.tickets import write_note, write_question, write_reply
from support.models import Ticket, TicketMessage
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import place_order
from tests.helpers.races import kinds, race
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, verbs

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_whoever_needs_help_opens_a_ticket_and_the_desk_answers(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)

    stored = fresh(ticket)
    assert stored.number == "INK-H-2026-00001"
    assert (stored.state, stored.assignee) == ("waiting", cast.sam.membership)
    assert verbs(ticket) == ["open", "assign", "reply", "wait"]


def test_numbers_count_in_each_agency(cast: Cast) -> None:
    assert [opened(cast).number[-1], opened(cast).number[-1], opened(cast, by=cast.nick).number[-5:]] == [
        "1",
        "2",
        "00001",
    ]


def test_the_same_form_opens_one_ticket_and_says_one_thing(cast: Cast) -> None:
    first, second = opened(cast, key="a2b3c4d5e6"), opened(cast, key="a2b3c4d5e6")
    for _click in range(2):
        write_reply(actor=cast.sam, ticket=first, text="Yes.", now=START, key="k2k3k4k5k6")

    assert first == second and Ticket.objects.count() == 1
    assert TicketMessage.objects.filter(kind="reply").count() == 1


def test_the_customers_message_ends_the_waiting(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE)
    asked(cast, ticket, now=START + DAY)

    assert fresh(ticket).state == "open"


@pytest.mark.parametrize(("then", "state"), [("open", "open"), ("waiting", "waiting"), ("solved", "solved")])
def test_a_reply_says_what_happens_next(cast: Cast, then: str, state: str) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE, then=then)

    assert fresh(ticket).state == state


def test_a_reply_to_a_solved_ticket_opens_it_again_unless_it_stays_solved(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START + MINUTE, then="solved")
    replied(cast, ticket, now=START + 2 * MINUTE, then="solved")
    replied(cast, ticket, now=START + 3 * MINUTE, then="waiting")

    assert fresh(ticket).state == "waiting"
    assert verbs(ticket)[-3:] == ["reply", "reopen", "wait"]


def test_the_customers_reply_reopens_for_14_days_then_a_linked_ticket_begins(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START, then="solved")

    assert close_solved(agency=cast.inkwell, now=START + 13 * DAY) == 0
    asked(cast, ticket, now=START + 13 * DAY)
    assert fresh(ticket).state == "open"

    press_ticket(actor=cast.clara, ticket=ticket, verb="solve", now=START + 14 * DAY)
    assert close_solved(agency=cast.inkwell, now=START + 28 * DAY) == 1
    assert close_solved(agency=cast.inkwell, now=START + 28 * DAY) == 0
    with pytest.raises(WrongState):
        asked(cast, ticket, now=START + 29 * DAY)
    following = opened(cast, now=START + 29 * DAY, follows=fresh(ticket))
    assert following.follows == ticket
    with pytest.raises(WrongState):
        opened(cast, follows=following)


def test_a_ticket_is_about_an_order_that_one_may_see(cast: Cast) -> None:
    order = place_order(cast.clara)

    assert opened(cast, order=order).order == order
    with pytest.raises(NotVisible):
        opened(cast, by=cast.wanda, order=order)
    with pytest.raises(NotVisible):
        opened(cast, by=cast.nick, order=order)


def test_nobody_decides_in_a_matter_of_their_own(cast: Cast) -> None:
    ticket = opened(cast, by=cast.sam)

    with pytest.raises(NotAllowed):
        write_reply(actor=cast.sam, ticket=ticket, text="Fine.", now=START)
    with pytest.raises(NotAllowed):
        write_note(actor=cast.sam, ticket=ticket, text="Fine.", now=START)
    with pytest.raises(NotAllowed):
        handle_ticket(actor=cast.sam, ticket=ticket, assignee=None, priority="critical", now=START)
    with pytest.raises(Invalid) as refused:
        handle_ticket(
            actor=cast.max, ticket=ticket, assignee=cast.sam.membership, priority="normal", now=START
        )
    assert list(refused.value.errors) == ["assignee"]
    write_note(actor=cast.max, ticket=ticket, text="Sam asks.", now=START)
    assert not TicketMessage.objects.visible_to(cast.sam).filter(kind="note").exists()
    assert TicketMessage.objects.visible_to(cast.max).filter(kind="note").exists()


def test_only_the_desk_answers_and_only_the_requester_asks(cast: Cast) -> None:
    ticket = opened(cast)
    for person in (cast.clara, cast.wendell, cast.edith):
        with pytest.raises(NotAllowed):
            write_reply(actor=person, ticket=ticket, text="Yes.", now=START)
    for person in (cast.wendell, cast.sam):
        with pytest.raises(NotAllowed):
            write_question(actor=person, ticket=ticket, text="Yes?", now=START)
    with pytest.raises(NotAllowed):
        press_ticket(actor=cast.clara, ticket=ticket, verb="close", now=START)
    with pytest.raises(NotAllowed):
        press_ticket(actor=cast.clara, ticket=ticket, verb="expire", now=START)


def test_nobody_else_sees_it(cast: Cast) -> None:
    ticket = opened(cast)
    seen = {
        name for name, who in cast.everybody.items() if Ticket.objects.visible_to(who).filter(pk=ticket.pk)
    }

    assert seen == {"clara", "sam", "max", "otto"}


def test_it_is_assigned_to_someone_of_the_desk(cast: Cast) -> None:
    ticket = opened(cast)
    handle_ticket(actor=cast.sam, ticket=ticket, assignee=cast.max.membership, priority="high", now=START)
    handle_ticket(actor=cast.sam, ticket=ticket, assignee=cast.max.membership, priority="high", now=START)

    assert verbs(ticket) == ["open", "prioritise", "assign"]
    for stranger in (cast.wendell, cast.mara):
        with pytest.raises(Invalid):
            handle_ticket(
                actor=cast.sam, ticket=ticket, assignee=stranger.membership, priority="high", now=START
            )
    with pytest.raises(Invalid):
        handle_ticket(actor=cast.sam, ticket=ticket, assignee=None, priority="asap", now=START)


def test_the_second_click_changes_nothing(cast: Cast) -> None:
    ticket = opened(cast)
    for verb in ("wait", "wait", "resume", "resume", "solve", "solve", "reopen", "reopen", "close", "close"):
        press_ticket(actor=cast.sam, ticket=ticket, verb=verb, now=START)

    assert verbs(ticket) == ["open", "wait", "resume", "solve", "reopen", "close"]


def test_nothing_is_said_without_words(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        opened(cast, subject=" ", text="")
    assert set(refused.value.errors) == {"subject", "text"}
    ticket = opened(cast)
    for act, person in ((write_question, cast.clara), (write_reply, cast.sam), (write_note, cast.sam)):
        with pytest.raises(Invalid):
            act(actor=person, ticket=ticket, text=" \n", now=START)
    with pytest.raises(Invalid):
        write_reply(actor=cast.sam, ticket=ticket, text="Yes.", then="closed", now=START)


def test_a_flood_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MOST_OPEN", 1)
    opened(cast)

    with pytest.raises(Invalid):
        opened(cast)


def test_with_the_feature_off_nothing_is_opened_and_what_is_open_ends(cast: Cast) -> None:
    ticket = opened(cast)
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-support"])
    off = load_cast()

    with pytest.raises(FeatureDisabled):
        opened(off)
    replied(off, fresh(ticket), now=START + MINUTE, then="solved")
    assert fresh(ticket).state == "solved"


def test_the_database_keeps_what_was_said(cast: Cast) -> None:
    ticket = opened(cast)
    for rows in (TicketMessage.objects.filter(ticket=ticket), ticket.events.all()):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(state="solved")


@pytest.mark.django_db(transaction=True)
def test_a_reply_and_a_solving_at_once_leave_one_order_of_events(cast: Cast) -> None:
    ticket = opened(cast)
    results = race(
        [
            lambda: write_reply(actor=cast.sam, ticket=ticket, text="Yes.", now=START + MINUTE),
            lambda: press_ticket(actor=cast.clara, ticket=ticket, verb="solve", now=START + MINUTE),
        ]
    )

    assert set(kinds(results)) <= {"TicketMessage", "Ticket"}
    stored = fresh(ticket)
    assert stored.state == ticket.events.latest("pk").to_state


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_open_one_ticket(cast: Cast) -> None:
    race([lambda: opened(cast, key="a2b3c4d5e6")] * 20)

    assert Ticket.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_sweeps_close_a_ticket_once(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START, then="solved")

    race([lambda: close_solved(agency=cast.inkwell, now=START + 15 * DAY)] * 20)

    assert verbs(ticket).count("expire") == 1
