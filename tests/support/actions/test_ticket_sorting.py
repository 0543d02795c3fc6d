"""Tags of tickets, and tickets that are out of sight for a while."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import Mail
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from support.actions import ticket_tags
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_merging import merge_ticket
from support.actions.ticket_snoozing import snooze_ticket, wake_snoozed, wake_ticket
from support.actions.ticket_tags import names_of, tag_ticket
from support.mail import write_about_ticket
from support.models import Ticket, TicketSnooze, TicketTag
from support.pages.tickets import queue_view
from tests.helpers.cast import START, Cast
from tests.helpers.races import race
from tests.support.helpers.tickets import MINUTE, asked, opened, replied, verbs

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def tagged(cast: Cast, ticket: Ticket, *tags: str) -> None:
    tag_ticket(actor=cast.sam, ticket=ticket, tags=tags, now=START)


def snoozed(cast: Cast, ticket: Ticket, until: dt.datetime = START + DAY) -> None:
    snooze_ticket(actor=cast.sam, ticket=ticket, until=until, now=START)


def asleep(ticket: Ticket) -> bool:
    return TicketSnooze.objects.filter(ticket=ticket).exists()


def test_tags_are_words_in_small_letters_while_a_ticket_has_them(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    for _click in range(2):
        tagged(cast, first, " Invoice ", "invoice", "New  York", "")
    tagged(cast, second, "INVOICE")

    assert names_of(first) == ["invoice", "new york"]
    assert verbs(first) == ["open", "tag"]
    tagged(cast, first)
    assert names_of(first) == [] and [tag.name for tag in TicketTag.objects.all()] == ["invoice"]


def test_tags_have_bounds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = opened(cast)
    for wrong in (["x" * 31], [str(number) for number in range(11)]):
        with pytest.raises(Invalid) as refused:
            tagged(cast, ticket, *wrong)
        assert list(refused.value.errors) == ["tags"]
    monkeypatch.setattr(ticket_tags, "MOST_OF_AGENCY", 1)
    tagged(cast, ticket, "one")
    with pytest.raises(Invalid):
        tagged(cast, opened(cast), "two")
    tagged(cast, ticket, "two")
    assert names_of(ticket) == ["two"]


def test_another_agency_has_its_own(cast: Cast) -> None:
    tagged(cast, opened(cast), "invoice")
    tag_ticket(actor=cast.mara, ticket=opened(cast, by=cast.nick), tags=["invoice"], now=START)

    assert TicketTag.objects.count() == 2
    assert TicketTag.objects.visible_to(cast.sam).count() == 1
    assert not TicketTag.objects.visible_to(cast.clara).exists()


def test_only_whoever_handles_it_sorts(cast: Cast) -> None:
    ticket, own = opened(cast), opened(cast, by=cast.sam)
    acts = (
        lambda who, one: tag_ticket(actor=who, ticket=one, tags=["x"], now=START),
        lambda who, one: snooze_ticket(actor=who, ticket=one, until=START + DAY, now=START),
        lambda who, one: wake_ticket(actor=who, ticket=one, now=START),
    )
    for act in acts:
        for who in (cast.clara, cast.wendell, cast.edith, cast.mara):
            with pytest.raises((NotAllowed, NotVisible)):
                act(who, ticket)
        with pytest.raises(NotAllowed):
            act(cast.sam, own)


@pytest.mark.parametrize(("verb", "may"), [("", 1), ("wait", 1), ("solve", 0), ("close", 0)])
def test_only_live_ones_are_snoozed(cast: Cast, verb: str, may: int) -> None:
    ticket = opened(cast)
    if verb:
        press_ticket(actor=cast.sam, ticket=ticket, verb=verb, now=START)
    if may:
        snoozed(cast, ticket)
        assert asleep(ticket)
    else:
        with pytest.raises(WrongState):
            snoozed(cast, ticket)


def test_a_snooze_has_bounds_and_may_be_changed(cast: Cast) -> None:
    ticket = opened(cast)
    for until in (START, START - DAY, START + 91 * DAY):
        with pytest.raises(Invalid) as refused:
            snoozed(cast, ticket, until)
        assert list(refused.value.errors) == ["until"]
    for until in (START + DAY, START + DAY, START + 2 * DAY):
        snoozed(cast, ticket, until)
    assert TicketSnooze.objects.get().until == START + 2 * DAY
    assert verbs(ticket).count("snooze") == 2


def test_it_comes_back_at_its_moment_and_whoever_has_it_is_told(cast: Cast) -> None:
    ticket = opened(cast)
    replied(cast, ticket, now=START)
    snoozed(cast, ticket)

    assert wake_snoozed(agency=cast.inkwell, now=START + DAY - MINUTE) == 0
    assert wake_snoozed(agency=cast.inkwell, now=START + DAY) == 1
    assert wake_snoozed(agency=cast.inkwell, now=START + DAY) == 0
    event = ticket.events.get(verb="wake")
    assert event.actor is None and not asleep(ticket)
    write_about_ticket(event_id=event.pk, now=START)
    assert [mail.recipient.split("@")[0] for mail in Mail.objects.all()] == ["sam"]


def test_a_message_of_the_customer_brings_it_back_and_a_reply_does_not(cast: Cast) -> None:
    ticket = opened(cast)
    snoozed(cast, ticket)
    replied(cast, ticket, now=START)
    assert asleep(ticket)
    asked(cast, ticket, now=START + MINUTE)
    assert not asleep(ticket)


@pytest.mark.parametrize("verb", ["solve", "close"])
def test_what_is_over_is_not_snoozed(cast: Cast, verb: str) -> None:
    ticket = opened(cast)
    snoozed(cast, ticket)
    press_ticket(actor=cast.sam, ticket=ticket, verb=verb, now=START)
    assert not asleep(ticket)


def test_the_clock_does_not_stop(cast: Cast) -> None:
    ticket = opened(cast)
    before = list(ticket.timers.order_by("pk").values_list("target", "due_at"))
    snoozed(cast, ticket)

    assert list(ticket.timers.order_by("pk").values_list("target", "due_at")) == before
    snoozed(cast, ticket, START + 61 * DAY)
    later = START + 60 * DAY
    names = ("open", "unassigned", "overdue", "snoozed")
    seen = {name for name in names if ticket in queue_view(cast.sam, name, later)}
    assert seen == {"overdue", "snoozed"}
    for _click in range(2):
        wake_ticket(actor=cast.sam, ticket=ticket, now=START)
    assert ticket in queue_view(cast.sam, "open", START) and verbs(ticket).count("wake") == 1


def test_merging_takes_tags_along_and_ends_the_snooze(cast: Cast) -> None:
    first, second = opened(cast), opened(cast)
    tagged(cast, first, "address", *(str(number) for number in range(8)))
    tagged(cast, second, "address", "invoice", "french")
    snoozed(cast, first)
    snoozed(cast, second)
    merge_ticket(actor=cast.sam, ticket=second, into=first, now=START)

    assert len(names_of(first)) == 10 and {"address", "invoice"} < set(names_of(first))
    assert not asleep(first) and not asleep(second)


@pytest.mark.django_db(transaction=True)
def test_the_same_new_tag_at_once_is_one(cast: Cast) -> None:
    tickets = [opened(cast) for _each in range(6)]
    results = race([lambda one=one: tagged(cast, one, "invoice") for one in tickets])

    assert not [one for one in results if one] and TicketTag.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_sweeps_wake_it_once(cast: Cast) -> None:
    ticket = opened(cast)
    snoozed(cast, ticket)
    race([lambda: wake_snoozed(agency=cast.inkwell, now=START + DAY)] * 20)

    assert verbs(ticket).count("wake") == 1
