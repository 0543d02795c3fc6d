"""Who watches a ticket: who may be added, what they read, what they are told, and how it ends."""

from __future__ import annotations

import pytest

from accounts.models import Mail
from clients.models import AccountPerson, ClientAccount
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from project.base.viewer import System
from support.actions import ticket_watchers
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_watchers import unwatch_ticket, watch_ticket
from support.actions.tickets import write_note, write_question, write_reply
from support.mail import write_about_ticket
from support.models import Ticket, TicketFile, TicketMessage, TicketWatcher
from support.own_data.tickets import TicketsKeeper
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.races import kinds, race
from tests.helpers.story import Story
from tests.orders.helpers.support import colleague
from tests.support.helpers.tickets import MINUTE, asked, opened, replied, verbs

pytestmark = pytest.mark.django_db


def watched(cast: Cast, ticket: Ticket, person: object, **facts: object) -> TicketWatcher:
    return watch_ticket(actor=facts.get("by", cast.sam), ticket=ticket, person=person.membership, now=START)


def reads(who: object, ticket: Ticket) -> bool:
    return Ticket.objects.visible_to(who).filter(pk=ticket.pk).exists()


def told(ticket: Ticket, verb: str) -> list[str]:
    event, before = ticket.events.filter(verb=verb).latest("pk"), Mail.objects.count()
    for _run in range(2):
        write_about_ticket(event_id=event.pk, now=START)
    return sorted(mail.recipient.split("@")[0] for mail in Mail.objects.order_by("pk")[before:])


def test_a_colleague_of_the_client_reads_along_but_no_note(cast: Cast) -> None:
    order = place_order(cast.clara)
    ticket, ines = opened(cast, order=order), colleague(cast, "reader")
    write_note(actor=cast.sam, ticket=ticket, text="Careful.", now=START)
    assert not reads(ines, ticket)

    watched(cast, ticket, ines)
    watched(cast, ticket, ines)

    assert reads(ines, ticket) and list(Ticket.objects.watched_by(ines)) == [ticket]
    assert [one.kind for one in TicketMessage.objects.visible_to(ines)] == ["question"]
    assert not TicketFile.objects.visible_to(ines).exists()
    assert verbs(ticket).count("watch") == 1
    for act in (write_question, write_reply, write_note):
        with pytest.raises(NotAllowed):
            act(actor=ines, ticket=ticket, text="I say!", now=START)
    with pytest.raises(NotAllowed):
        press_ticket(actor=ines, ticket=ticket, verb="solve", now=START)


def test_only_the_desk_and_people_of_the_orders_account_may_be_added(cast: Cast) -> None:
    order = place_order(cast.clara)
    about, plain = opened(cast, order=order), opened(cast)
    other = ClientAccount.objects.create(agency=cast.inkwell, name="Another", created_at=START)
    stranger = colleague(cast, "orderer", account=other)

    for person in (cast.wendell, cast.edith, cast.clara, cast.mara, stranger):
        with pytest.raises(Invalid) as refused:
            watched(cast, about, person)
        assert list(refused.value.errors) == ["person"]
    with pytest.raises(Invalid):
        watched(cast, plain, colleague(cast, "payer", account=order.account))
    for person in (cast.sam, cast.max, cast.otto):
        watched(cast, plain, person)


def test_a_writers_question_about_an_order_is_not_the_clients_to_read(cast: Cast) -> None:
    order = Story(cast).in_progress().order
    ticket = opened(cast, by=cast.wendell, order=order)

    with pytest.raises(Invalid):
        watched(cast, ticket, cast.clara)


def test_who_leaves_the_account_reads_no_more(cast: Cast) -> None:
    order = place_order(cast.clara)
    ticket, ines = opened(cast, order=order), colleague(cast, "reader")
    watched(cast, ticket, ines)

    AccountPerson.objects.filter(membership=ines.membership).delete()

    assert not reads(ines, ticket)
    replied(cast, ticket, now=START + MINUTE)
    assert told(ticket, "reply") == ["clara"]


@pytest.mark.parametrize("by", ["clara", "wendell", "edith", "mara"])
def test_only_whoever_handles_it_adds_watchers(cast: Cast, by: str) -> None:
    ticket = opened(cast)
    with pytest.raises((NotAllowed, NotVisible)):
        watched(cast, ticket, cast.max, by=getattr(cast, by))
    own = opened(cast, by=cast.sam)
    with pytest.raises(NotAllowed):
        watched(cast, own, cast.max)


@pytest.mark.parametrize(("state", "may"), [("open", 1), ("wait", 1), ("solve", 1), ("close", 0)])
def test_in_each_state(cast: Cast, state: str, may: int) -> None:
    ticket = opened(cast)
    if state != "open":
        press_ticket(actor=cast.sam, ticket=ticket, verb=state, now=START)
    if may:
        assert watched(cast, ticket, cast.max).person == cast.max.membership
    else:
        with pytest.raises(WrongState):
            watched(cast, ticket, cast.max)


def test_the_clock_adds_watchers_too_and_beyond_the_bound(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket_watchers, "MOST_WATCHERS", 1)
    ticket = opened(cast)
    watched(cast, ticket, cast.max)
    with pytest.raises(Invalid):
        watched(cast, ticket, cast.otto)

    made = watched(cast, ticket, cast.otto, by=System(cast.inkwell))

    assert made.added_by is None
    assert ticket.events.get(verb="watch", person=cast.otto.membership).actor is None


def test_watchers_are_told_and_leave(cast: Cast) -> None:
    order = place_order(cast.clara)
    ticket, ines = opened(cast, order=order), colleague(cast, "reader")
    watched(cast, ticket, ines)
    watched(cast, ticket, cast.max)
    replied(cast, ticket, now=START + MINUTE)
    asked(cast, ticket, now=START + 2 * MINUTE)
    name = ines.membership.user.email.split("@")[0]

    assert told(ticket, "watch") == ["max"]
    assert told(ticket, "reply") == sorted(["clara", "max", name])
    assert told(ticket, "ask") == sorted(["sam", "max", name])

    for _click in range(2):
        unwatch_ticket(actor=ines, ticket=ticket, person=ines.membership, now=START)
    assert not reads(ines, ticket) and verbs(ticket).count("unwatch") == 1
    with pytest.raises(NotAllowed):
        unwatch_ticket(actor=cast.clara, ticket=ticket, person=cast.max.membership, now=START)
    unwatch_ticket(actor=cast.sam, ticket=ticket, person=cast.max.membership, now=START)
    assert not TicketWatcher.objects.exists()


def test_who_is_erased_watches_nothing(cast: Cast) -> None:
    ticket = opened(cast)
    watched(cast, ticket, cast.max)
    (part,) = (one for one in TicketsKeeper().parts(cast.max) if one.name == "watched_tickets")
    assert [row["ticket"] for row in part.rows] == [ticket.number]

    TicketsKeeper().erase(cast.max.membership, START)

    assert not TicketWatcher.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_add_one_watcher(cast: Cast) -> None:
    ticket = opened(cast)
    results = race([lambda: watched(cast, ticket, cast.max)] * 20)

    assert kinds(results) == {"TicketWatcher": 20}
    assert TicketWatcher.objects.count() == verbs(ticket).count("watch") == 1
