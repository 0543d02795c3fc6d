"""Every sweep that is declared rests for a suspended agency and goes on when it works again; and nothing that
somebody had time to answer is over in the minute of resuming."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from agencies.actions.operating import resume_agency, suspend_agency
from agencies.models import Agency
from agencies.rules.lost_time import LEAST_LEFT
from orders.actions.sweeps import complete_due_reviews, expire_offers
from orders.models import Offer, Order
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.sweeps import SWEEPS, Place, Slice
from quotes.actions.sweeps import expire_quotes
from quotes.models import OrderQuote
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.quotes.helpers.quotes import sent

pytestmark = pytest.mark.django_db
#: All of the program; tests declare some of their own.
OURS = {name: sweep for name, sweep in SWEEPS.items() if not name.startswith("tests.")}
#: Sweeps over agencies that go on: what must end, ends (docs/operating.md, "Many agencies").
GO_ON = {
    "agencies.sweep_files": "files that nothing links any more are deleted",
    "agencies.sweep_imports": "rows of files that were to be imported are deleted after a day",
    "agencies.sweep_lost_imports": "an import whose job is gone has failed, whoever may look at it",
}
#: Sweeps of the whole installation: they tidy up, or act for a person, not for an agency.
OF_ALL = {
    "accounts.close_accounts": "people close their accounts of the installation",
    "accounts.reset_factors": "resets of second factors belong to the person",
    "accounts.tell_of_tokens": "its mails do not leave a suspended agency",
    "accounts.tidy_up": "old records go",
    "agencies.close_agencies": "an agency that is closing ends on its day, suspended or not",
    "agencies.sweep_agency_exports": "archives are deleted when their time is over",
    "agencies.sweep_domains": "domains stay; a record that is gone is still gone",
    "agencies.sweep_names": "names of files on the disk that no row has",
    "agencies.sweep_webhooks": "nothing is called for a suspended agency",
    "project.forget_old_jobs": "old jobs go",
}


def shut(agency: Agency, at: dt.datetime) -> None:
    suspend_agency(agency=agency, by="test", reason="Unpaid", now=at)


def reopen(agency: Agency, at: dt.datetime) -> None:
    resume_agency(agency=agency, by="test", now=at)


def visited(name: str) -> set[int]:
    """The agencies at which a sweep would do something."""
    found: set[int] = set()

    def note(*, agency: Agency, now: dt.datetime, most: int) -> int:
        found.add(agency.pk)
        return 0

    Slice(replace(OURS[name], steps=[note]), Place()).do(now=START)
    return found


def test_every_sweep_is_known_to_rest_or_not() -> None:
    """A new one over agencies rests, unless it is told here why not."""
    of_all = {name for name, sweep in OURS.items() if sweep.each is None}

    assert of_all == OF_ALL.keys()
    assert GO_ON.keys() <= OURS.keys() - of_all


@pytest.mark.parametrize("name", sorted(name for name, sweep in OURS.items() if sweep.each is not None))
def test_a_sweep_rests_and_goes_on(cast: Cast, name: str) -> None:
    ours, theirs = cast.inkwell.pk, cast.northwind.pk
    assert {ours, theirs} <= visited(name)

    shut(cast.inkwell, START)
    assert (ours in visited(name), theirs in visited(name)) == (name in GO_ON, True)

    reopen(cast.inkwell, START + DAY)
    assert {ours, theirs} <= visited(name)


@pytest.mark.parametrize(("days", "left"), [(10, 3), (30, 3)])
def test_a_review_window_gets_back_what_it_lost(cast: Cast, days: int, left: int) -> None:
    story = Story(cast).delivered()
    ends = Order.objects.get(pk=story.order.pk).review_ends_at
    assert ends is not None
    shut(cast.inkwell, ends - left * DAY)
    back = ends + days * DAY

    reopen(cast.inkwell, back)

    assert complete_due_reviews(agency=cast.inkwell, now=back) == 0
    order = Order.objects.get(pk=story.order.pk)
    assert order.review_ends_at == back + left * DAY and order.state == State.DELIVERED
    assert complete_due_reviews(agency=cast.inkwell, now=back + left * DAY) == 1


def test_everybody_has_at_least_a_day(cast: Cast) -> None:
    """Even of what was over before the agency was shut, and no sweep had come by yet."""
    order = Story(cast).delivered().order
    Order.objects.filter(pk=order.pk).update(review_ends_at=START)
    shut(cast.inkwell, START + DAY)

    reopen(cast.inkwell, START + 2 * DAY)

    assert Order.objects.get(pk=order.pk).review_ends_at == START + 2 * DAY + LEAST_LEFT


def test_an_offer_gets_back_what_it_lost(cast: Cast) -> None:
    offer = Offer.objects.get(order=Story(cast).offered().order, state=OfferState.OPEN)
    others: Any = offer.answer_by
    shut(cast.inkwell, others - 2 * DAY)

    reopen(cast.inkwell, others + 5 * DAY)

    assert expire_offers(agency=cast.inkwell, now=others + 5 * DAY) == 0
    offer.refresh_from_db()
    assert offer.answer_by == others + 7 * DAY


def test_a_quote_holds_longer(cast: Cast) -> None:
    quote = OrderQuote.objects.get(pk=sent(cast).pk)
    ends: Any = quote.valid_until
    shut(cast.inkwell, ends - DAY)

    reopen(cast.inkwell, ends + 5 * DAY)

    assert expire_quotes(agency=cast.inkwell, now=ends + 5 * DAY) == 0
    quote.refresh_from_db()
    assert quote.valid_until == ends + 6 * DAY


def test_resuming_what_works_moves_nothing(cast: Cast) -> None:
    order = Story(cast).delivered().order
    before = Order.objects.get(pk=order.pk).review_ends_at

    reopen(cast.inkwell, START + 30 * DAY)

    assert Order.objects.get(pk=order.pk).review_ends_at == before
