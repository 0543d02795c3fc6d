"""Two at once on one quote: one order, one live quote, one answer, and numbers without gaps and doubles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from orders.actions import placing
from orders.models import LedgerEntry, Order, OrderCounter
from quotes.actions import asking, quote_answers, sweeps
from quotes.actions.quote_codes import answer_by_code
from quotes.actions.sending import rework_quote, send_quote, withdraw_quote
from quotes.models import OrderQuote, QuoteCounter, QuoteVersion
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, make_draft, seen_price
from tests.helpers.races import each_round, kinds, race
from tests.quotes.actions.test_quote_codes import holder_of, mailed
from tests.quotes.helpers.quotes import HOLDS, accept, asked, fresh, reworked, sent

pytestmark = pytest.mark.django_db(transaction=True)
NOW = START + HOUR
#: Who presses a button at the same moment.
CROWD = 6


def orders_of(quote: OrderQuote) -> int:
    """How many orders have come of its draft, each of them charged once
    and nothing but the one of its quote."""
    found = Order.objects.filter(draft=quote.draft_id)
    assert LedgerEntry.objects.filter(order__draft=quote.draft_id, kind="charge").count() == found.count()
    assert fresh(quote).order == (found.first() if fresh(quote).state == "accepted" else None)
    return found.count()


def test_many_acceptances_are_one_order(rounds: int) -> None:
    cast = load_cast()
    for _round in range(rounds):
        quote = sent(cast)

        results = race([partial(accept, cast, quote)] * CROWD)

        assert kinds(results) == {"Order": CROWD} and len({order.pk for order in results}) == 1
        assert orders_of(quote) == 1 and quote.events.filter(verb="accept").count() == 1
    assert OrderCounter.objects.get(agency=cast.inkwell).last == Order.objects.count() == rounds


def test_accepting_by_page_and_by_code(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        quote = sent(cast)
        by_code = partial(
            answer_by_code,
            holder=holder_of(quote),
            quote=quote,
            version=1,
            verb="accept",
            code=mailed(quote),
            now=NOW,
        )

        results = race([by_code, partial(accept, cast, quote)])

        assert kinds(results) == {"Order": 2} and orders_of(quote) == 1


def test_one_code_typed_twice_at_once(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        quote = sent(cast)
        facts = {"holder": holder_of(quote), "quote": quote, "version": 1, "code": mailed(quote), "now": NOW}
        accepting = partial(answer_by_code, verb="accept", **facts)

        results = race([accepting, partial(answer_by_code, verb="decline", words="", **facts)])

        assert kinds(results) in ({"Order": 1, "Invalid": 1}, {"OrderQuote": 1, "Invalid": 1})
        assert quote.events.count() == 3 and orders_of(quote) == kinds(results).get("Order", 0)


#: What somebody does while the quote is accepted -> the state when that was quicker. Then nothing is ordered.
AGAINST: dict[str, tuple[Callable[[Cast, OrderQuote], Any], str]] = {
    "withdraw": (
        lambda cast, quote: withdraw_quote(actor=cast.max, quote=quote, reason="No capacity", now=NOW),
        "withdrawn",
    ),
    "rework": (lambda cast, quote: rework_quote(actor=cast.max, quote=quote, now=NOW), "preparing"),
    "decline": (
        lambda cast, quote: quote_answers.decline_quote(
            actor=cast.clara, quote=quote, version=1, words="", now=NOW
        ),
        "declined",
    ),
    "expire": (lambda cast, quote: sweeps.expire_quotes(agency=cast.inkwell, now=START + HOLDS), "expired"),
}


@pytest.mark.parametrize("what", AGAINST)
def test_accepting_against(rounds: int, what: str) -> None:
    cast = load_cast()
    act, state = AGAINST[what]
    for _round in each_round(rounds):
        quote = sent(cast)

        placed, _other = race([partial(accept, cast, quote), partial(act, cast, quote)])

        ordered = isinstance(placed, Order)
        assert ordered or type(placed).__name__ == "WrongState"
        assert (fresh(quote).state, orders_of(quote)) == (("accepted", 1) if ordered else (state, 0))


def test_accepting_against_a_new_version(rounds: int) -> None:
    """The old page never accepts what its reader has not seen."""
    cast = load_cast()
    for _round in each_round(rounds):
        quote = reworked(cast)
        sending = partial(
            send_quote,
            actor=cast.max,
            quote=quote,
            version=quote.draft.version,
            valid_until=NOW + DAY,
            now=NOW,
        )

        placed, made = race([partial(accept, cast, quote), sending])

        assert type(placed).__name__ in ("WrongState", "Conflict") and isinstance(made, QuoteVersion)
        assert (fresh(quote).state, fresh(quote).version, orders_of(quote)) == ("sent", 2, 0)


def test_accepting_against_ordering_the_draft(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        quote = sent(cast)
        seen = seen_price(cast.clara, quote.draft, NOW)
        ordering = partial(placing.convert_draft, actor=cast.clara, draft=quote.draft, seen=seen, now=NOW)

        results = race([partial(accept, cast, quote), ordering])

        assert kinds(results) in ({"Order": 2}, {"Order": 1, "WrongState": 1})
        assert (fresh(quote).state, orders_of(quote)) == ("accepted", 1)


def test_asking_against_ordering(rounds: int) -> None:
    """A draft becomes an order or is asked about, never both."""
    cast = load_cast()
    for _round in each_round(rounds):
        draft = make_draft(cast.clara)
        seen = seen_price(cast.clara, draft, NOW)
        ask = partial(asking.ask_quote, actor=cast.clara, draft=draft, wish="", now=NOW)

        results = race(
            [ask, partial(placing.convert_draft, actor=cast.clara, draft=draft, seen=seen, now=NOW)]
        )

        assert kinds(results) in ({"OrderQuote": 1, "WrongState": 1}, {"WrongState": 1, "Order": 1})
        assert draft.quotes.live().count() + Order.objects.filter(draft=draft).count() == 1


def test_many_asks_are_one_quote(rounds: int) -> None:
    cast = load_cast()
    for _round in range(rounds):
        draft = make_draft(cast.clara)

        results = race([partial(asking.ask_quote, actor=cast.clara, draft=draft, wish="", now=START)] * CROWD)

        assert kinds(results) == {"OrderQuote": CROWD} and len({quote.pk for quote in results}) == 1
    assert QuoteCounter.objects.get(agency=cast.inkwell).last == OrderQuote.objects.count() == rounds


def test_asking_again_against_asking_anew(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        quote = asking.call_back(actor=cast.clara, quote=asked(cast), now=START)
        anew = partial(asking.ask_quote, actor=cast.clara, draft=quote.draft, wish="", now=NOW)

        results = race([partial(asking.ask_again, actor=cast.clara, quote=quote, now=NOW), anew])

        assert kinds(results) in ({"OrderQuote": 2}, {"WrongState": 1, "OrderQuote": 1})
        assert quote.draft.quotes.live().count() == 1


def test_two_sends_are_one_version(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        quote = asked(cast)
        facts = {"actor": cast.max, "quote": quote, "version": 1, "now": NOW, "valid_until": NOW + DAY}

        results = race([partial(send_quote, **facts)] * 3)

        assert kinds(results) == {"QuoteVersion": 1, "WrongState": 2} and quote.versions.count() == 1


def test_the_clock_beside_itself(rounds: int) -> None:
    cast = load_cast()
    for _round in each_round(rounds):
        quote = sent(cast)
        remind = partial(sweeps.remind_of_quotes, agency=cast.inkwell, now=START + HOLDS - DAY)
        expire = partial(sweeps.expire_quotes, agency=cast.inkwell, now=START + HOLDS)

        assert (sorted(race([remind] * 3)), sorted(race([expire] * 3))) == ([0, 0, 1], [0, 0, 1])
        assert list(quote.events.values_list("verb", flat=True)) == ["ask", "send", "remind", "expire"]


def test_numbers_have_neither_gaps_nor_doubles() -> None:
    cast = load_cast()
    drafts = [make_draft(cast.clara) for _at in range(12)]
    drafts[5].title = ""
    drafts[5].save()

    results = race(
        [partial(asking.ask_quote, actor=cast.clara, draft=row, wish="", now=START) for row in drafts]
    )

    made = sorted(quote.number for quote in results if isinstance(quote, OrderQuote))
    assert kinds(results) == {"OrderQuote": 11, "Invalid": 1}
    assert made == [f"INK-Q-2026-{at:05d}" for at in range(1, 12)]
