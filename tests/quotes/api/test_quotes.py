"""Quotes by the API: the client’s side."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from drafts.models import OrderDraft
from orders.models import Order
from project.base import clock
from quotes.models import OrderQuote
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, HOUR, make_draft
from tests.helpers.races import race
from tests.orders.helpers.support import colleague
from tests.quotes.helpers.quote_pages import asked, begun, sent

pytestmark = pytest.mark.django_db
PATH = "orders/quotes/"
DRAFTS = "orders/order-drafts/"


def url(quote: OrderQuote, verb: str = "") -> str:
    return f"{PATH}{quote.number}/{verb}"


def test_the_whole_way(cast: Cast) -> None:
    """Clara asks, Max sends, she wants a change, he sends again, she accepts."""
    clara, desk = Api(cast.clara), Api(cast.max)
    draft = make_draft(cast.clara, now=clock.now()).public_id

    quote = clara.post(f"{DRAFTS}{draft}/send-quote/", {"wish": "Everything in one price."})
    again = clara.post(f"{DRAFTS}{draft}/send-quote/", {})

    assert (quote.status, again.status) == (201, 200) and quote.json == again.json
    number = quote.json["number"]
    one = f"{PATH}{number}/"
    assert quote.headers["Location"] == f"/api/v1/{one}"
    assert (quote.json["state"], quote.json["draft"]) == ("requested", draft)
    assert quote.json["asked"]["title"] == "Harbour feature"
    assert quote.json["history"][0]["note"] == "Everything in one price."
    assert quote.json["allowed"] == ["call_back"]
    prepared = desk.get(f"{one}preparation/").json
    first = desk.post(f"{one}send/", {"version": prepared["version"]})
    assert first.json["state"] == "sent" and first.json["draft"] is None
    read = clara.get(one)
    assert read.json["version"] == 1 and read.headers["ETag"] == '"1"' and read.json["asked"] is None
    assert read.json["versions"][0]["price"]["total"] == read.json["total"] == prepared["price"]["total"]
    assert read.json["versions"][0]["commission"]["title"] == "Harbour feature"
    assert set(read.json["allowed"]) == {"accept", "ask_change", "decline"}
    assert "requote" in read.json["blocked"]
    changed = clara.post(f"{one}ask-change/", {"version": 1, "words": "Half the length."}).json
    assert changed["state"] == "change_asked" and changed["history"][0]["note"] == "Half the length."
    saved = desk.patch(f"{one}preparation/", {"version": prepared["version"], "quantity": 500}).json
    desk.post(f"{one}send/", {"version": saved["version"]})
    late = clara.post(f"{one}accept/", {"version": 1})
    assert late.status == 409 and late.json["state"] == "sent" and "accept" in late.json["allowed"]
    done = clara.post(f"{one}accept/", {}, **{"If-Match": '"2"'})
    twice = clara.post(f"{one}accept/", {"version": 2})
    assert done.status == twice.status == 200 and done.json == twice.json
    order = Order.objects.get()
    assert (done.json["state"], done.json["order"], order.quantity) == ("accepted", order.number, 500)
    assert [version["number"] for version in done.json["versions"]] == [2, 1]
    assert clara.get(f"{DRAFTS}{draft}/").json["order"] == order.number


def test_declined_and_asked_for_again(cast: Cast) -> None:
    api, quote = Api(cast.clara), sent(cast)

    declined = api.post(url(quote, "decline/"), {"version": 1, "words": "Not this year."})
    twice = api.post(url(quote, "decline/"), {"version": 1})

    assert declined.status == 200 and declined.json["state"] == "declined" == twice.json["state"]
    again, twice = (api.post(url(quote, "requote/")) for _ in range(2))
    assert again.json["state"] == "requested" == twice.json["state"] and again.status == twice.status == 200
    back, twice = (api.post(url(quote, "call-back/")) for _ in range(2))
    assert back.json["state"] == "withdrawn" == twice.json["state"]
    assert api.get(url(quote, "actions/")).json == {
        "state": "withdrawn",
        **{name: twice.json[name] for name in ("allowed", "blocked")},
    }
    blocked = api.post(url(quote, "accept/"), {"version": 1})
    assert blocked.status == 409 and blocked.json["state"] == "withdrawn"
    assert "accept" in blocked.json["blocked"] and blocked.json["allowed"] == ["requote"]


def test_what_is_over_is_not_answered(cast: Cast) -> None:
    quote = sent(cast, lasts=HOUR)
    OrderQuote.objects.filter(pk=quote.pk).update(valid_until=clock.now() - dt.timedelta(minutes=1))
    api = Api(cast.clara)

    read = api.get(url(quote)).json

    assert (read["state"], read["allowed"]) == ("expired", ["requote"])
    assert "expired" in read["blocked"]["accept"]
    for verb, body in (("accept", {}), ("decline", {}), ("ask-change", {"words": "Later"})):
        refused = api.post(url(quote, f"{verb}/"), {"version": 1, **body})
        assert refused.status == 409 and refused.json["type"] == "urn:quillhouse:problem:expired"
        assert refused.json["blocked"] == read["blocked"]
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("verb", "body", "fields"),
    [
        ("accept", {}, {"version"}),
        ("accept", {"version": "1"}, {"version"}),
        ("accept", {"version": 1, "words": "Yes"}, {"words"}),
        ("ask-change", {"version": 1}, {"words"}),
        ("ask-change", {"version": 1, "words": "  "}, {"words"}),
        ("decline", {"version": 1, "words": "x" * 2_001}, {"words"}),
        ("requote", {"version": 1}, {"version"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, verb: str, body: dict, fields: set) -> None:
    answer = Api(cast.clara).post(url(sent(cast), f"{verb}/"), body)
    assert (answer.status, set(answer.errors)) == (400, fields), answer
    assert OrderQuote.objects.get().state == "sent"


def test_what_a_draft_has_to_say(cast: Cast) -> None:
    api = Api(cast.clara)
    draft = make_draft(cast.clara, now=clock.now(), title="", brief="Short").public_id
    address = f"{DRAFTS}{draft}/send-quote/"
    assert api.post(address, {}).errors.keys() == {"title", "brief"}
    assert api.post(address, {"wish": "x" * 2_001}).errors.keys() == {"wish"}
    assert api.post(address, {"version": 1, "valid_until": "2026-03-09T09:00:00Z"}).errors.keys() == {
        *("version", "valid_until"),
    }
    assert not OrderQuote.objects.exists()


def test_lists_by_side(cast: Cast) -> None:
    now = clock.now()
    unseen = begun(cast, now=now)
    requested = asked(cast, now=now + HOUR, title="Requested")
    offered = sent(cast, now=now + 2 * HOUR, title="Offered")
    clara, desk = Api(cast.clara), Api(cast.sam)

    def numbers(api: Api, query: str = "") -> list[str]:
        return [row["number"] for row in api.get(f"{PATH}{query}").results]

    assert numbers(clara) == [offered.number, requested.number]
    assert numbers(desk) == [offered.number, requested.number, unseen.number]
    assert numbers(desk, "?side=client") == []
    assert numbers(clara, "?side=desk") == numbers(clara)
    assert numbers(desk, "?state=requested,preparing") == [requested.number, unseen.number]
    assert numbers(clara, "?state=sent") == [offered.number]
    assert numbers(clara, "?search=offered") == [offered.number]
    assert numbers(clara, f"?search={requested.number}") == [requested.number]
    row = clara.get(f"{PATH}?state=sent").results[0]
    assert row["total"] and row["turn"] == "Your answer" and row["account"]["name"]
    assert "@" not in str(clara.get(PATH).json) and "@" not in str(desk.get(PATH).json)
    assert clara.get(f"{PATH}?state=lost").errors.keys() == {"state.0"}
    assert clara.get(f"{PATH}?tab=open").errors.keys() == {"tab"}


def test_what_the_client_keeps_private(cast: Cast) -> None:
    """Called back before it was sent: the draft is nobody’s but the client’s."""
    quote = asked(cast, title="Secret plan")
    clara, desk = Api(cast.clara), Api(cast.max)
    assert desk.get(url(quote)).json["asked"]["title"] == "Secret plan"
    clara.post(url(quote, "call-back/"))

    for answer in (desk.get(url(quote)), desk.get(f"{PATH}?search={quote.number}")):
        assert "Secret" not in str(answer.json)
    read = desk.get(url(quote)).json
    assert read["asked"] is None and read["title"] == "" and read["files"] == []
    assert clara.get(url(quote)).json["title"] == "Secret plan"


def test_who_may(cast: Cast) -> None:
    quote, unseen = sent(cast), begun(cast)
    reader = Api(colleague(cast, "reader"))
    never = Api(cast.nick).get(f"{PATH}INK-Q-2026-99999/").response.content
    verbs: list[tuple[str, Any]] = [
        *(("accept", {"version": 1}), ("decline", {"version": 1}), ("requote", None), ("call-back", None)),
        ("ask-change", {"version": 1, "words": "Less"}),
    ]
    for verb, body in verbs:
        address = url(quote, f"{verb}/")
        foreign = Api(cast.nick).post(address, body)
        assert foreign.status == 404 and foreign.response.content == never
        assert Api(None, cast.inkwell).post(address, body).status == 401
        for member in (cast.wendell, cast.edith, cast.sam, cast.max):
            assert Api(member).post(address, body).status == 403
        assert reader.post(address, body).status == 403
        assert Api(cast.clara).post(url(unseen, f"{verb}/"), body).status == 404
    for member in (cast.wendell, cast.edith):
        assert Api(member).get(PATH).status == Api(member).get(url(quote)).status == 403
    assert reader.get(url(quote)).json["allowed"] == [] and reader.get(url(quote)).json["blocked"] == {}
    assert Api(cast.nick).get(PATH).results == [] and Api(cast.mara).get(url(quote)).status == 404
    assert Api(cast.clara).get(url(unseen)).status == 404
    draft = OrderDraft.objects.filter(quotes=quote).get().public_id
    for member, status in ((cast.nick, 404), (cast.mara, 404), (cast.wendell, 403), (cast.edith, 403)):
        assert Api(member).post(f"{DRAFTS}{draft}/send-quote/", {}).status == status
    assert Api(None, cast.inkwell).post(f"{DRAFTS}{draft}/send-quote/", {}).status == 401


def test_its_document(cast: Cast) -> None:
    api, quote = Api(cast.clara), sent(cast)
    address = f"/api/v1/{url(quote, 'document/')}"
    response = api.client.get(address)
    assert response.headers["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
    assert api.client.get(f"{address}?version=1").status_code == 200
    assert api.client.get(f"{address}?version=2").status_code == 404
    assert api.client.get(f"{address}?version=x").status_code == 400


def test_pages_by_cursor(cast: Cast) -> None:
    now = clock.now()
    numbers = [asked(cast, now=now + n * HOUR, deadline=now + 20 * DAY).number for n in range(3)]
    api = Api(cast.clara)
    first = api.get(f"{PATH}?page_size=2")
    second = api.get(first.json["next"])
    assert [row["number"] for row in (*first.results, *second.results)] == numbers[::-1]
    assert api.get(second.json["previous"]).results == first.results


@pytest.mark.parametrize(("name", "count"), [("clara", 4), ("max", 3)])
def test_queries_stay_the_same(cast: Cast, django_assert_num_queries, name: str, count: int) -> None:
    api = Api(getattr(cast, name))
    for _ in range(3):
        sent(cast)
        asked(cast)
        api.get(PATH)
        with django_assert_num_queries(count):
            api.get(PATH)


@pytest.mark.django_db(transaction=True)
def test_accepted_at_the_same_moment(cast: Cast) -> None:
    quote = sent(cast)
    callers = [Api(cast.clara) for _ in range(4)]
    answers = race([lambda api=api: api.post(url(quote, "accept/"), {"version": 1}) for api in callers])
    assert {answer.status for answer in answers} == {200}
    assert len({answer.json["order"] for answer in answers}) == 1 and Order.objects.count() == 1
