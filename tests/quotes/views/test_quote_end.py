"""From the very second on at which a quote ends it is expired, whether or not the sweep has been there."""

from __future__ import annotations

import datetime as dt

import pytest

from drafts.actions.drafts import save_draft
from orders.actions.placing import convert_draft
from project.base import clock
from project.base.errors import WrongState
from quotes.actions.asking import ask_again, ask_quote
from quotes.actions.quote_answers import Expired, accept_quote
from quotes.actions.sweeps import expire_quotes
from quotes.models import OrderQuote
from quotes.own_data import QuotesKeeper
from quotes.states import QuoteState
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.factories import HOUR, seen_price
from tests.orders.helpers.support import stop_clock
from tests.quotes.helpers.quote_pages import again, link_of, sent, url_of

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def quote(cast: Cast) -> OrderQuote:
    return sent(cast, lasts=2 * HOUR)


def _end(quote: OrderQuote) -> dt.datetime:
    found = again(quote).valid_until
    assert found is not None
    return found


def test_a_second_before_it_can_be_answered(
    cast: Cast, quote: OrderQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, _end(quote) - SECOND)

    assert "Accept and place order" in browser(cast.clara).get(url_of(quote)).text
    shown = Api(cast.clara).get(f"orders/quotes/{quote.number}/").json
    assert shown["state"] == "sent" and "accept" in shown["allowed"]


def test_at_the_end_every_door_says_so(
    cast: Cast, quote: OrderQuote, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch, _end(quote))
    client, desk, api = browser(cast.clara), browser(cast.sam), Api(cast.clara)

    page = client.get(url_of(quote)).text
    assert "Accept and place order" not in page and "Request new quote" in page
    assert "This quote has expired" in browser(None, cast.inkwell).get(link_of(quote)).text
    for who, path, closed in (
        (client, "/orders/quotes/?tab=answer", "/orders/quotes/?tab=ended"),
        (desk, "/desk/quotes/?tab=sent", "/desk/quotes/?tab=ended"),
    ):
        assert quote.number not in who.get(path).text
        listed = who.get(closed).text
        assert quote.number in listed and "Expired" in listed
        assert quote.number not in who.get(f"{path}&q={quote.number}").context["page"].rows
    shown = api.get(f"orders/quotes/{quote.number}/").json
    assert (shown["state"], shown["allowed"]) == ("expired", ["requote"])
    assert [row["number"] for row in api.get("orders/quotes/?state=expired").results] == [quote.number]
    assert api.get("orders/quotes/?state=sent").results == []
    assert again(quote).state == QuoteState.SENT  # nobody has noted it yet


def test_accepting_is_refused_and_asking_anew_is_one_click(cast: Cast, quote: OrderQuote) -> None:
    end = _end(quote)
    with pytest.raises(Expired, match="This quote has expired"):
        accept_quote(actor=cast.clara, quote=quote, version=1, now=end)

    asked = ask_again(actor=cast.clara, quote=quote, now=end + SECOND)

    assert asked.state == QuoteState.REQUESTED
    verbs = list(quote.events.order_by("id").values_list("verb", "actor"))
    assert verbs[-2:] == [("expire", None), ("ask_again", cast.clara.member_id)]
    assert expire_quotes(agency=cast.inkwell, now=end + HOUR) == 0


def test_a_new_request_for_its_draft_is_not_the_dead_one(cast: Cast, quote: OrderQuote) -> None:
    draft = quote.draft
    before = ask_quote(actor=cast.clara, draft=draft, wish="", now=_end(quote) - SECOND)
    after = ask_quote(actor=cast.clara, draft=draft, wish="", now=_end(quote))

    assert before == quote and after != quote
    assert (again(quote).state, after.state) == (QuoteState.EXPIRED, QuoteState.REQUESTED)


def test_the_sweep_only_notes_it_once(cast: Cast, quote: OrderQuote) -> None:
    assert expire_quotes(agency=cast.inkwell, now=_end(quote) - SECOND) == 0
    assert expire_quotes(agency=cast.inkwell, now=_end(quote)) == 1
    assert expire_quotes(agency=cast.inkwell, now=clock.now() + 9 * HOUR) == 0


@pytest.mark.parametrize(("late", "free"), [(-SECOND, False), (0 * SECOND, True)])
def test_from_its_end_on_the_draft_is_free(
    cast: Cast, quote: OrderQuote, monkeypatch: pytest.MonkeyPatch, late: dt.timedelta, free: bool
) -> None:
    moment, draft = _end(quote) + late, quote.draft
    stop_clock(monkeypatch, moment)
    clara, api = browser(cast.clara), Api(cast.clara)

    assert clara.get(f"/orders/drafts/{draft.public_id}/").status_code == (200 if free else 302)
    listed = [row.url for row in clara.get("/orders/drafts/").context["page"].rows]
    assert listed == ([f"/orders/drafts/{draft.public_id}/"] if free else [])
    (row,) = api.get(f"orders/order-drafts/?is_quote={'false' if free else 'true'}").results
    assert (row["id"], row["quote"]) == (draft.public_id, None if free else quote.number)
    assert bool(QuotesKeeper().ties(cast.clara)) is not free
    fields = {"title": "Harbour at night"}
    if not free:
        with pytest.raises(WrongState):
            save_draft(actor=cast.clara, draft=draft, version=draft.version, fields=fields, now=moment)
        return
    save_draft(actor=cast.clara, draft=draft, version=draft.version, fields=fields, now=moment)
    seen = seen_price(cast.clara, draft, moment)
    order = convert_draft(actor=cast.clara, draft=draft, seen=seen, now=moment)
    assert expire_quotes(agency=cast.inkwell, now=moment) == 1
    assert (again(quote).state, order.title) == (QuoteState.EXPIRED, "Harbour at night")
