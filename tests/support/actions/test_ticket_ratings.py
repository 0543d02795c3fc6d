"""What requesters say of how they were helped: who, when, and how often."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import Mail
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_ratings import rate_ticket
from support.mail import write_about_ticket
from support.models import Ticket, TicketRating
from support.own_data.tickets import TicketsKeeper
from support.pages.ticket_replies import rated
from tests.helpers.cast import START, Cast
from tests.helpers.races import race
from tests.support.helpers.tickets import asked, opened, replied, verbs

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def said(
    cast: Cast, ticket: Ticket, verdict: str = "good", *, now: dt.datetime = START, **facts: object
) -> TicketRating:
    return rate_ticket(actor=facts.pop("by", cast.clara), ticket=ticket, verdict=verdict, now=now, **facts)


def solved(cast: Cast) -> Ticket:
    ticket = opened(cast)
    replied(cast, ticket, now=START, then="solved")
    return ticket


def test_whoever_asked_rates_it_once_and_changes_it_for_some_days(cast: Cast) -> None:
    ticket = solved(cast)
    for _click in range(2):
        said(cast, ticket, words="Quick.")
    said(cast, ticket, "bad", now=START + 7 * DAY)

    rating = TicketRating.objects.get()
    assert (rating.verdict, rating.words, rating.given_at) == ("bad", "", START)
    assert verbs(ticket).count("rate") == 2
    with pytest.raises(WrongState):
        said(cast, ticket, "good", now=START + 8 * DAY)
    assert said(cast, ticket, "bad", now=START + 8 * DAY) == rating


def test_a_first_rating_has_its_time(cast: Cast) -> None:
    ticket = solved(cast)
    press_ticket(actor=cast.sam, ticket=ticket, verb="close", now=START + DAY)

    with pytest.raises(WrongState):
        said(cast, ticket, now=START + 31 * DAY)
    assert said(cast, ticket, now=START + 30 * DAY)


def test_what_is_solved_again_can_be_rated_again(cast: Cast) -> None:
    ticket = solved(cast)
    said(cast, ticket, "bad")
    asked(cast, ticket, now=START + 10 * DAY)
    with pytest.raises(WrongState):
        said(cast, ticket, "good", now=START + 10 * DAY)
    replied(cast, ticket, now=START + 11 * DAY, then="solved")

    assert said(cast, ticket, "good", now=START + 11 * DAY).given_at == START + 11 * DAY
    assert said(cast, ticket, "bad", now=START + 18 * DAY).verdict == "bad"


@pytest.mark.parametrize("verb", ["", "wait"])
def test_only_what_ended_is_rated(cast: Cast, verb: str) -> None:
    ticket = opened(cast)
    if verb:
        press_ticket(actor=cast.sam, ticket=ticket, verb=verb, now=START)
    with pytest.raises(WrongState):
        said(cast, ticket)


def test_only_whoever_asked(cast: Cast) -> None:
    ticket = solved(cast)
    for person in (cast.sam, cast.max, cast.wendell, cast.edith, cast.mara):
        with pytest.raises((NotAllowed, NotVisible)):
            said(cast, ticket, by=person)
    with pytest.raises(Invalid):
        said(cast, ticket, "perfect")


def test_the_desk_reads_how_many_are_good(cast: Cast) -> None:
    for verdict in ("good", "good", "bad"):
        said(cast, solved(cast), verdict)

    assert rated(cast.sam, START + DAY) == {"n": 3, "good": 2}
    assert rated(cast.sam, START + 91 * DAY) == {"n": 0, "good": 0}
    assert rated(cast.mara, START + DAY) == {"n": 0, "good": 0}


def test_whoever_took_care_of_it_is_told_without_its_words(cast: Cast) -> None:
    ticket = solved(cast)
    said(cast, ticket, words="Too slow.")
    write_about_ticket(event_id=ticket.events.get(verb="rate").pk, now=START)

    mail = Mail.objects.get()
    assert mail.recipient.startswith("sam@") and "slow" not in mail.text + mail.subject


def test_ones_own_rating_is_exported_and_its_words_are_erased(cast: Cast) -> None:
    said(cast, solved(cast), words="Quick.")
    (part,) = (one for one in TicketsKeeper().parts(cast.clara) if one.name == "tickets")
    assert [row["rating"]["words"] for row in part.rows] == ["Quick."]

    TicketsKeeper().erase(cast.clara.membership, START)

    assert TicketRating.objects.get().words == ""


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_rate_once(cast: Cast) -> None:
    ticket = solved(cast)
    results = race([lambda: said(cast, ticket)] * 20)

    assert not [one for one in results if isinstance(one, Exception)]
    assert TicketRating.objects.count() == verbs(ticket).count("rate") == 1
