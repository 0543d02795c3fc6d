"""The clock of a quote: how long it was with the agency, and how long it waited for the client; on the page
of the order that came from it."""

from __future__ import annotations

import datetime as dt

import pytest

from agencies.states.sla import ClockState
from quotes.actions.asking import ask_again
from quotes.actions.quote_answers import accept_quote, ask_change, decline_quote
from quotes.models import OrderQuote, QuoteEvent
from quotes.states import WEBHOOK_KIND_OF
from support.rules.quote_clock import HAPPENINGS, Reading, read_quote
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, HOUR, place_order
from tests.helpers.pages import words_of
from tests.orders.helpers.support import queries_of, stop_clock, url_of
from tests.quotes.helpers.quote_pages import again, asked, begun, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
MINUTE = HOUR / 60


def reading(quote: OrderQuote, now: dt.datetime) -> Reading | None:
    return read_quote(quote.agency, QuoteEvent.objects.filter(quote=quote).order_by("id"), now)


def test_it_is_with_the_agency_or_with_the_client(cast: Cast) -> None:
    quote = asked(cast, now=START)
    quote = send(cast.max, quote, now=START + 2 * HOUR)
    ask_change(actor=cast.clara, quote=quote, version=1, words="Shorter.", now=START + 3 * HOUR)
    quote = send(cast.max, quote, now=START + 4 * HOUR)
    accept_quote(actor=cast.clara, quote=quote, version=2, now=START + 5 * HOUR)

    found = reading(quote, START + 9 * DAY)

    assert found is not None and (found.elapsed, found.paused) == (3 * HOUR, 2 * HOUR)
    assert found.state == ClockState.MET and found.ended == START + 5 * HOUR


def test_one_that_is_asked_for_again_begins_anew(cast: Cast) -> None:
    quote = send(cast.max, asked(cast, now=START), now=START + HOUR)
    decline_quote(actor=cast.clara, quote=quote, version=1, words="", now=START + 2 * HOUR)
    found = reading(quote, START + DAY)
    assert found is not None and found.ended == START + 2 * HOUR
    ask_again(actor=cast.clara, quote=again(quote), now=START + 3 * HOUR)

    found = reading(quote, START + 4 * HOUR)
    assert found is not None and found.elapsed == HOUR and found.state == ClockState.RUNNING


def test_one_that_the_desk_began_kept_nobody_waiting(cast: Cast) -> None:
    assert reading(send(cast.max, begun(cast, now=START), now=START + HOUR), START + DAY) is None


def test_the_order_page_says_why(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the client's side and the desk, for one query more than without a quote."""
    quote = send(cast.max, asked(cast, now=START), now=START + 3 * HOUR + 20 * MINUTE)
    order = accept_quote(actor=cast.clara, quote=quote, version=1, now=START + 5 * HOUR)
    stop_clock(monkeypatch, START + 6 * HOUR)
    page = url_of(order)

    client, desk = (words_of(browser(who).get(page)) for who in (cast.clara, cast.sam))

    assert "3 hr, 20 min of working time with the agency. Paused for 1 hr, 40 min: waiting for you." in client
    assert "Paused for 1 hr, 40 min: waiting for them." in desk and quote.number in desk
    other = words_of(browser(cast.clara).get(url_of(place_order(cast.clara, now=START))))
    assert "Time for the quote" not in other
    clara = browser(cast.clara)
    assert queries_of(clara, page) <= queries_of(clara, url_of(place_order(cast.clara, now=START))) + 1


def test_every_verb_of_a_quote_is_known_or_moves_no_clock() -> None:
    assert set(WEBHOOK_KIND_OF) - set(HAPPENINGS) == {"prepare", "remind"}
