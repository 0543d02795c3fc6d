"""Two tickets of one person become one: what is read where, where later words go, and who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from agencies.states.sla import Target
from project.base import clock
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_watchers import watch_ticket
from support.actions.tickets import write_note, write_question, write_reply
from support.models import Ticket, TicketMessage, TicketWatcher
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.races import kinds, race
from tests.orders.helpers.support import colleague
from tests.support.helpers.tickets import MINUTE, asked, fresh, opened, replied, timer, verbs

pytestmark = pytest.mark.django_db


def merged(cast: Cast, ticket: Ticket, into: Ticket, *, now: dt.datetime = START + MINUTE) -> Ticket:
    return merge_ticket(actor=cast.sam, ticket=ticket, into=into, now=now)


def test_its_messages_are_read_there_and_later_words_go_there(cast: Cast) -> None:
    first, second = opened(cast), opened(cast, text="Once more.")
    for _click in range(2):
        assert merged(cast, second, first) == first
    stored = fresh(second)
    assert (stored.state, stored.merged_into, stored.closed_at) == ("merged", first, START + MINUTE)
    assert (verbs(second), verbs(first)) == (["open", "merge"], ["open", "absorb_question"])

    said = write_question(actor=cast.clara, ticket=second, text="And?", now=START + MINUTE)
    reply = write_reply(actor=cast.sam, ticket=second, text="Here.", now=START + MINUTE)
    note = write_note(actor=cast.sam, ticket=second, text="Twice.", now=START + MINUTE)

    assert {said.ticket, reply.ticket, note.ticket} == {first}
    texts = [one.text for one in TicketMessage.objects.visible_to(cast.clara).read_on(first)]
    assert texts == ["We moved. Where do I enter it?", "Once more.", "And?", "Here."]
    assert fresh(first).state == "waiting"


def test_the_same_form_says_it_once_across_a_merging(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    facts = {"actor": cast.clara, "ticket": second, "text": "And?", "now": START, "key": "k2k3k4k5k6"}
    before = write_question(**facts)
    merged(cast, second, first)

    assert write_question(**facts) == before


def test_what_was_merged_into_a_merged_one_goes_along(cast: Cast) -> None:
    first, second, third = opened(cast), opened(cast), opened(cast)
    merged(cast, first, second)
    merged(cast, second, third)

    assert fresh(first).merged_into == fresh(second).merged_into == third
    assert write_question(actor=cast.clara, ticket=first, text="And?", now=START).ticket == third
    assert TicketMessage.objects.read_on(third).count() == 4
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=first.pk).update(merged_into=second)


def test_its_clocks_end_and_a_reply_is_owed_where_it_goes_on(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    replied(cast, first, now=START)
    merged(cast, second, first)

    assert fresh(first).state == "open"
    assert not second.timers.running().exists()
    assert timer(first, Target.NEXT_REPLY).started_at == START + MINUTE


def test_what_was_answered_leaves_the_other_waiting(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    replied(cast, first, now=START)
    replied(cast, second, now=START)
    merged(cast, second, first)

    assert fresh(first).state == "waiting" and verbs(first)[-1] == "absorb"


def test_only_a_live_one_of_the_same_person(cast: Cast) -> None:
    ticket, other, theirs = opened(cast), opened(cast), opened(cast, by=cast.wendell)
    solved, closed = opened(cast), opened(cast)
    press_ticket(actor=cast.sam, ticket=solved, verb="solve", now=START)
    press_ticket(actor=cast.sam, ticket=closed, verb="close", now=START)

    for target in (ticket, theirs, solved, closed):
        with pytest.raises(Invalid) as refused:
            merged(cast, ticket, target)
        assert list(refused.value.errors) == ["into"]
    with pytest.raises(NotVisible):
        merged(cast, ticket, opened(cast, by=cast.nick))
    with pytest.raises(WrongState):
        merged(cast, closed, ticket)
    merged(cast, solved, ticket)
    with pytest.raises(WrongState):
        merged(cast, solved, other)
    with pytest.raises(Invalid):
        merged(cast, other, solved)


def test_only_whoever_handles_it_merges(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    for person in (cast.clara, cast.wendell, cast.edith, cast.mara):
        with pytest.raises((NotAllowed, NotVisible)):
            merge_ticket(actor=person, ticket=first, into=second, now=START)
    own, too = opened(cast, by=cast.sam), opened(cast, by=cast.sam)
    with pytest.raises(NotAllowed):
        merged(cast, own, too)


def test_nothing_moves_a_merged_one(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    merged(cast, second, first)

    for verb in ("wait", "resume", "solve", "reopen", "close"):
        with pytest.raises(WrongState):
            press_ticket(actor=cast.sam, ticket=second, verb=verb, now=START)
    with pytest.raises(WrongState):
        handle_ticket(actor=cast.sam, ticket=second, assignee=None, priority="high", now=START)
    with pytest.raises(WrongState):
        opened(cast, follows=fresh(second))


def test_watchers_of_either_watch_both_as_far_as_they_may(cast: Cast) -> None:
    order = place_order(cast.clara)
    about, plain, ines = opened(cast, order=order), opened(cast), colleague(cast, "reader")
    for person in (ines, cast.max):
        watch_ticket(actor=cast.sam, ticket=about, person=person.membership, now=START)
    merged(cast, about, plain)

    watching = TicketWatcher.objects.filter(ticket=plain).values_list("person_id", flat=True)
    assert list(watching) == [cast.max.member_id]
    assert {one.ticket for one in TicketMessage.objects.visible_to(ines)} == {about}


def test_the_database_keeps_merged_ones_merged(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    for wrong in ({"state": "merged"}, {"merged_into": first}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ticket.objects.filter(pk=second.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_a_reply_and_a_merging_at_once_lose_no_word(cast: Cast, turn: int) -> None:
    first, second = opened(cast), opened(cast)
    results = race(
        [
            lambda: merged(cast, second, first, now=clock.now()),
            lambda: write_question(actor=cast.clara, ticket=second, text="And?", now=clock.now()),
            lambda: write_reply(actor=cast.sam, ticket=first, text="Here.", now=clock.now()),
            lambda: merged(cast, second, first, now=clock.now()),
        ]
    )

    assert kinds(results) == {"Ticket": 2, "TicketMessage": 2}, results
    assert TicketMessage.objects.read_on(first).count() == 4
    assert fresh(second).state == "merged" and verbs(second)[-1] == "merge"
    assert verbs(second).count("merge") == 1


@pytest.mark.django_db(transaction=True)
def test_two_tickets_are_not_merged_into_each_other(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    race([lambda: merged(cast, first, second), lambda: merged(cast, second, first)] * 5)

    assert sorted([fresh(first).state, fresh(second).state]) == ["merged", "open"]


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_is_merged_while_someone_replies_ends_where_it_goes_on(cast: Cast) -> None:
    first, second, third = opened(cast), opened(cast), opened(cast)
    merged(cast, third, second)
    results = race(
        [
            lambda: merged(cast, second, first),
            lambda: asked(cast, third, now=START),
            lambda: asked(cast, second, now=START),
        ]
    )

    assert not [one for one in results if isinstance(one, Exception)]
    assert TicketMessage.objects.read_on(first).count() == 5
