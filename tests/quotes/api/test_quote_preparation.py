"""Quotes by the API: what the desk does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.pricing.offering import current_offering
from project.base import clock
from quotes.models import OrderQuote
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, account_of
from tests.orders.helpers.support import colleague
from tests.quotes.helpers.quote_pages import asked, begun, sent

pytestmark = pytest.mark.django_db
PATH = "orders/quotes/"
VISIT = {"label": "Interview", "reason": "Half a day in your office", "amount": "120.00"}


def url(quote: OrderQuote | str, verb: str = "") -> str:
    return f"{PATH}{getattr(quote, 'number', quote)}/{verb}"


def line(cast: Cast) -> str:
    return f"work:{current_offering(cast.inkwell).services[0].key}"


def change(cast: Cast, amount: str = "-10.00") -> dict:
    return {"line": line(cast), "amount": amount, "reason": "You sent the research"}


def test_begun_prepared_and_sent(cast: Cast) -> None:
    desk, offering = Api(cast.max), current_offering(cast.inkwell)
    people = desk.get(f"{PATH}addressees/?search=clara").results
    chosen = {"account": people[0]["account"]["id"], "addressee": people[0]["addressee"]["id"]}
    assert chosen == {
        "account": account_of(cast.clara).public_id,
        "addressee": cast.clara.membership.public_id,
    }

    made = desk.post(PATH, chosen)

    number = made.json["number"]
    assert made.status == 201 and made.headers["Location"] == f"/api/v1/{url(number)}"
    assert made.json["state"] == "preparing" and Api(cast.clara).get(url(number)).status == 404
    empty = desk.get(url(number, "preparation/"))
    assert empty.json["price"] is None and empty.json["missing"] and empty.headers["ETag"] == '"1"'
    body = {
        "title": "Annual report",
        "brief": "The year of the harbour, for those who paid for it.",
        "service": offering.services[0].key,
        "quality": offering.qualities[0].key,
        "quantity": 2000,
        "deadline": (clock.now() + 20 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "assumptions": "One round of interviews",
        "adjustments": [change(cast)],
        "customs": [VISIT],
        "version": 1,
    }
    saved = desk.patch(url(number, "preparation/"), body).json
    assert saved["customs"] == [{**VISIT, "key": "c1"}] and saved["adjustments"] == [change(cast)]
    assert saved["version"] == 2 and saved["price"] and saved["missing"] == [] == []
    more = {"version": 2, "discount_percent": "5", "customs": [*saved["customs"], VISIT | {"label": "B"}]}
    saved = desk.patch(url(number, "preparation/"), more).json
    assert [row["key"] for row in saved["customs"]] == ["c1", "c2"]
    assert (saved["discount_percent"], saved["discount"]) == ("5", "0.00")
    assert saved["assumptions"] == "One round of interviews" and saved["commission"]["quantity"] == 2000
    kinds = [row["kind"] for row in saved["price"]["lines"]]
    assert {"work", "adjustment", "custom", "discount"} <= set(kinds)
    end = (clock.now() + 5 * DAY).replace(microsecond=0)
    given = {"version": saved["version"], "valid_until": end.strftime("%Y-%m-%dT%H:%M:%SZ")}
    done = desk.post(url(number, "send/"), given, **{"Idempotency-Key": "sent-once"})
    again = desk.post(url(number, "send/"), given, **{"Idempotency-Key": "sent-once"})
    assert done.status == 200 and done.json == again.json and done.json["version"] == 1
    version = done.json["versions"][0]
    assert version["price"]["total"] == saved["price"]["total"]
    assert version["valid_until"] == given["valid_until"]
    assert Api(cast.clara).get(url(number)).json["allowed"] == ["accept", "ask_change", "decline"]
    assert desk.post(url(number, "send/"), given).status == 409


def test_by_the_draft_that_it_is_about(cast: Cast) -> None:
    quote = asked(cast)
    desk = Api(cast.max)
    address = f"orders/order-drafts/{quote.draft.public_id}/send-quote/"
    assert desk.post(address, {"version": 1, "wish": "x"}).errors.keys() == {"wish"}
    assert desk.post(address, {}).errors.keys() == {"version"}
    assert desk.post("orders/order-drafts/2222222222/send-quote/", {"version": 1}).status == 404

    done = desk.post(address, {"version": desk.get(url(quote, "preparation/")).json["version"]})

    assert done.status == 200 and done.json["state"] == "sent"
    assert desk.post(address, {"version": 1}).status == 409


def test_a_colleague_was_faster(cast: Cast) -> None:
    quote = begun(cast)
    version = Api(cast.max).get(url(quote, "preparation/")).json["version"]
    Api(cast.sam).patch(url(quote, "preparation/"), {"version": version, "tone": "Brisk"})

    desk = Api(cast.max)
    stale = desk.patch(url(quote, "preparation/"), {"version": version, "tone": "Dry"})
    late = desk.post(url(quote, "send/"), {"version": version})

    for answer in (stale, late):
        assert answer.status == 409 and answer.json["current"]["commission"]["tone"] == "Brisk"
    assert desk.patch(url(quote, "preparation/"), {"tone": "Dry"}).errors.keys() == {"version"}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"title": "x" * 161}, {"title"}),
        ({"service": "no-such-service"}, {"service"}),
        ({"adjustments": [{"line": "work", "amount": "1.00", "reason": "r"}]}, {"adjustments.0.line"}),
        ({"adjustments": [{"line": "work:x"}]}, {"adjustments.0.amount", "adjustments.0.reason"}),
        (
            {"adjustments": [{"line": "work:x", "amount": "1.00", "reason": "r"}] * 2},
            {"adjustments.1.line"},
        ),
        ({"customs": [{**VISIT, "amount": "0.00"}]}, {"customs.0.amount"}),
        ({"customs": [{**VISIT, "key": "c 1"}]}, {"customs.0.key"}),
        ({"discount": "1.00", "discount_percent": "1"}, {"discount_percent"}),
        ({"discount_percent": "101"}, {"discount_percent"}),
        ({"discount_percent": "1.234"}, {"discount_percent"}),
        ({"assumptions": "x" * 4_001}, {"assumptions"}),
        ({"addressee": "2222222222"}, {"addressee"}),
        ({"state": "sent"}, {"state"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, fields: set) -> None:
    quote = begun(cast)
    version = quote.draft.version
    answer = Api(cast.max).patch(url(quote, "preparation/"), {"version": version, **body})
    assert (answer.status, set(answer.errors)) == (400, fields), answer
    quote.draft.refresh_from_db()
    assert quote.draft.version == version


def test_what_is_missing_to_send(cast: Cast) -> None:
    quote = begun(cast)
    desk = Api(cast.max)
    now = clock.now()
    version = quote.draft.version

    def refused(valid_until: dt.datetime) -> set[str]:
        moment = valid_until.strftime("%Y-%m-%dT%H:%M:%SZ")
        answer = desk.post(url(quote, "send/"), {"version": version, "valid_until": moment})
        assert answer.status == 400
        return set(answer.errors)

    assert refused(now) == {"valid_until"} == refused(now + 300 * DAY)
    desk.patch(url(quote, "preparation/"), {"version": version, "title": "", "deadline": None})
    version += 1
    assert refused(now + 3 * DAY) == {"title", "deadline"}


def test_how_much_may_be_taken_off(cast: Cast) -> None:
    quote = begun(cast)
    version = quote.draft.version
    body = {"version": version, "discount_percent": "20"}
    saved = Api(cast.max).patch(url(quote, "preparation/"), body).json
    assert saved["beyond"] and Api(cast.otto).get(url(quote, "preparation/")).json["beyond"] == ""
    refused = Api(cast.max).post(url(quote, "send/"), {"version": saved["version"]})
    assert refused.status == 400 and set(refused.errors) == {"discount"}
    assert Api(cast.otto).post(url(quote, "send/"), {"version": saved["version"]}).status == 200


def test_taken_back_and_withdrawn(cast: Cast) -> None:
    quote = sent(cast)
    desk = Api(cast.max)
    for _ in range(2):
        assert desk.post(url(quote, "rework/")).json["state"] == "preparing"
    assert desk.post(url(quote, "withdraw/"), {}).errors.keys() == {"reason"}
    for _ in range(2):
        answer = desk.post(url(quote, "withdraw/"), {"reason": "No capacity"})
        assert answer.status == 200 and answer.json["state"] == "withdrawn"
    assert Api(cast.clara).get(url(quote)).json["history"][0]["note"] == "No capacity"
    assert desk.post(url(quote, "rework/")).status == 409
    assert desk.patch(url(quote, "preparation/"), {"version": 1, "tone": "Dry"}).status == 409


def test_who_may(cast: Cast) -> None:
    quote = asked(cast)
    chosen = {"account": account_of(cast.clara).public_id, "addressee": cast.clara.membership.public_id}
    calls: list[tuple[str, str, Any]] = [
        ("GET", url(quote, "preparation/"), None),
        ("PATCH", url(quote, "preparation/"), {"version": 1}),
        ("POST", url(quote, "send/"), {"version": 1}),
        ("POST", url(quote, "rework/"), None),
        ("POST", url(quote, "withdraw/"), {"reason": "r"}),
        ("POST", PATH, chosen),
        ("GET", f"{PATH}addressees/", None),
    ]
    for method, address, body in calls:
        assert Api(None, cast.inkwell).call(method, address, body).status == 401
        for member in (cast.clara, cast.wendell, cast.edith):
            assert Api(member).call(method, address, body).status == 403
        if quote.number in address:
            assert Api(cast.mara).call(method, address, body).status == 404
    assert Api(cast.mara).post(PATH, chosen).errors.keys() == {"addressee"}
    assert all(
        row["addressee"]["name"] != "Clara" for row in Api(cast.mara).get(f"{PATH}addressees/").results
    )
    reader = colleague(cast, "reader").membership.public_id
    assert Api(cast.max).post(PATH, {**chosen, "addressee": reader}).errors.keys() == {"addressee"}


def test_how_the_agency_quotes(cast: Cast) -> None:
    address = f"{PATH}settings/"
    manager, owner = Api(cast.max), Api(cast.otto)
    assert manager.get(address).json == {"valid_days": 14, "reminder_hours": 48, "discount_limit": "15"}
    body = {"valid_days": 20, "reminder_hours": 24}
    assert manager.put(address, body).json == {**body, "discount_limit": "15"}
    assert manager.put(address, {**body, "discount_limit": "50"}).status == 403
    assert owner.put(address, {**body, "discount_limit": "12.5"}).json["discount_limit"] == "12.5"
    assert owner.put(address, {"valid_days": 0, "reminder_hours": 24}).errors.keys() == {"valid_days"}
    assert owner.put(address, {**body, "discount_limit": "101"}).errors.keys() == {"discount_limit"}
    assert owner.put(address, {}).errors.keys() == {"valid_days", "reminder_hours"}
    for member in (cast.clara, cast.wendell, cast.sam):
        assert Api(member).get(address).status == Api(member).put(address, body).status == 403
