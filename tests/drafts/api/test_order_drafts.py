"""Drafts by the API."""

from __future__ import annotations

import datetime as dt

import pytest

from catalog.pricing.offering import current_offering
from clients.models import AccountPerson, ClientAccount
from drafts.actions import drafts
from drafts.models import DraftView, OrderDraft
from drafts.pricing.draft_price import price_draft
from orders.actions import placing
from project.base import clock
from project.base.viewer import Member
from quotes.actions import asking
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, account_of, make_draft, seen_price

pytestmark = pytest.mark.django_db
PATH = "orders/order-drafts/"


def said(cast: Cast, **more: object) -> dict:
    offering = current_offering(cast.inkwell)
    return {
        "title": "Harbour feature",
        "brief": "A feature about the harbour at dusk, for visitors.",
        "service": offering.services[0].key,
        "quality": offering.qualities[0].key,
        "quantity": 900,
        "deadline": (clock.now() + 20 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "addons": [offering.addons[0].key],
        **more,
    }


def draft(member: Member, **fields: object) -> OrderDraft:
    return make_draft(member, now=clock.now(), **fields)


def ordered(member: Member, one: OrderDraft) -> None:
    now = clock.now()
    placing.convert_draft(actor=member, draft=one, seen=seen_price(member, one, now), now=now)


def test_made_read_changed_deleted_and_brought_back(cast: Cast) -> None:
    api, body = Api(cast.clara), said(cast)

    made = api.post(PATH, body)

    assert made.status == 201 and made.headers["ETag"] == '"1"'
    one = made.json
    assert {
        **body,
        "version": 1,
        "is_quote": False,
        "order": None,
        "last_viewed": None,
    }.items() <= one.items()
    assert one["account"] == account_of(cast.clara).public_id
    assert api.get(made.headers["Location"]).json == one and api.get(PATH).results == [one]
    address = f"{PATH}{one['id']}/"
    changed = api.patch(address, {"tone": "Warm", "quantity": 1000}, **{"If-Match": made.headers["ETag"]})
    assert (changed.json["tone"], changed.json["quantity"], changed.json["version"]) == ("Warm", 1000, 2)
    assert changed.json["title"] == body["title"] and changed.json["addons"] == body["addons"]
    emptied = api.patch(address, {"service": None, "deadline": None, "addons": [], "version": 2}).json
    assert (emptied["service"], emptied["deadline"], emptied["addons"]) == (None, None, [])
    replaced = api.put(address, {"title": "Notes", "version": 3}).json
    assert (replaced["title"], replaced["brief"], replaced["quantity"], replaced["locale"]) == (
        *("Notes", "", None),
        "en-GB",
    )
    assert api.delete(address).status == 204 and api.get(PATH).results == []
    assert api.get(address).status == 404
    assert (
        api.post(f"{address}restore/").json["title"]
        == "Notes"
        == api.post(f"{address}restore/").json["title"]
    )


def test_a_draft_may_be_empty(cast: Cast) -> None:
    made = Api(cast.clara).post(PATH, {})
    assert made.status == 201 and made.json["title"] == "" and made.json["estimated_price"] is None


def test_its_price_line_by_line(cast: Cast) -> None:
    api = Api(cast.clara)
    one = api.post(PATH, said(cast)).json

    price = api.post(f"{PATH}{one['id']}/calculate-price/")

    stored = OrderDraft.objects.select_related("agency").get()
    expected = price_draft(cast.inkwell, stored, now=clock.now())
    assert price.status == 200 and price.json["total"] == f"{expected.total:.2f}" == one["estimated_price"]
    assert [line["label"] for line in price.json["lines"]] == [line.label for line in expected.lines]
    assert {"rule", "base", "multiplier", "amount"} < price.json["lines"][0].keys()
    assert (price.json["price_version"], price.json["currency"]) == (one["price_version"], one["currency"])
    assert float(price.json["subtotal"]) + float(price.json["tax"]) == pytest.approx(
        float(price.json["total"])
    )


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"service": None}, {"service"}),
        ({"service": None, "quality": None, "quantity": None}, {"service", "quality"}),
        ({"quantity": 1}, {"quantity"}),
        ({"deadline": "2026-01-01T09:00:00Z"}, {"deadline"}),
    ],
)
def test_what_is_missing_for_a_price(cast: Cast, change: dict, fields: set) -> None:
    api = Api(cast.clara)
    one = api.post(PATH, said(cast, **change)).json

    answer = api.post(f"{PATH}{one['id']}/calculate-price/")

    assert (answer.status, set(answer.errors)) == (400, fields), answer
    assert one["estimated_price"] is None


def test_a_price_needs_neither_title_nor_deadline(cast: Cast) -> None:
    api = Api(cast.clara)
    one = api.post(PATH, said(cast, title="", brief="", deadline=None)).json
    assert api.post(f"{PATH}{one['id']}/calculate-price/").json["total"] == one["estimated_price"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"title": "x" * 161}, {"title"}),
        ({"title": 3, "quantity": "3"}, {"title", "quantity"}),
        ({"brief": "x" * 20_001}, {"brief"}),
        ({"quantity": 0}, {"quantity"}),
        ({"quantity": 1_000_001}, {"quantity"}),
        ({"service": "no-such-service"}, {"service"}),
        ({"addons": ["no-such-addon"]}, {"addons"}),
        ({"locale": "tlh"}, {"locale"}),
        ({"deadline": "tomorrow"}, {"deadline"}),
        ({"deadline": "2026-03-02T09:00:00"}, {"deadline"}),
        ({"preferred_writer": "2222222222"}, {"preferred_writer"}),
        ({"account": "2222222222"}, {"account"}),
        ({"owner": "x", "state": "placed", "estimated_price": "1.00"}, {"owner", "state", "estimated_price"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, fields: set) -> None:
    answer = Api(cast.clara).post(PATH, body)

    assert (answer.status, set(answer.errors)) == (400, fields), answer
    assert not OrderDraft.objects.exists()


def test_a_stale_change_shows_the_newer_draft(cast: Cast) -> None:
    api = Api(cast.clara)
    one = draft(cast.clara)
    address = f"{PATH}{one.public_id}/"
    api.patch(address, {"tone": "Brisk", "version": 1})

    stale = api.patch(address, {"tone": "Dry", "version": 1})

    assert stale.status == 409 and stale.json["current"]["tone"] == "Brisk"
    assert stale.json["type"] == "urn:quillhouse:problem:stale"
    assert api.patch(address, {"tone": "Dry"}).errors.keys() == {"version"}
    assert api.patch(address, {"tone": "Brisk", "version": 1}).json["version"] == 2, "nothing changes"


def test_what_is_no_longer_offered_stands_in_nobodys_way(cast: Cast) -> None:
    """A change of something else leaves an archived service as it is; the price says what is wrong."""
    one = draft(cast.clara)
    service = one.service
    type(service).objects.filter(pk=service.pk).update(archived_at=clock.now())
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(catalog_version=99)
    api = Api(cast.clara)

    changed = api.patch(f"{PATH}{one.public_id}/", {"tone": "Dry", "version": 1})

    assert changed.status == 200 and changed.json["service"] == service.key
    assert api.post(f"{PATH}{one.public_id}/calculate-price/").errors.keys() == {"service"}


def test_found_by_what_they_are(cast: Cast) -> None:
    api = Api(cast.clara)
    plain, quoted, done = (draft(cast.clara, title=title) for title in ("Plain", "Quoted", "Done"))
    empty = drafts.begin_draft(actor=cast.clara, account=account_of(cast.clara), now=clock.now())
    asking.ask_quote(actor=cast.clara, draft=quoted, wish="", now=clock.now())
    ordered(cast.clara, done)

    def ids(query: str) -> set[str]:
        return {row["id"] for row in api.get(f"{PATH}{query}").results}

    every = {one.public_id for one in (plain, quoted, done, empty)}
    assert ids("?converted=all") == every and ids("") == every - {done.public_id}
    assert ids("?converted=true") == {done.public_id}
    assert ids("?is_quote=true") == {quoted.public_id}
    assert ids("?is_quote=false&converted=all") == every - {quoted.public_id}
    assert ids("?is_quote=false&ready=true") == {plain.public_id}
    assert ids("?ready=false") == {empty.public_id}
    assert ids("?search=harbour%20plain") == {plain.public_id}
    assert ids("?search=lighthouse") == set()
    held = api.get(f"{PATH}{quoted.public_id}/").json
    assert held["is_quote"] and held["quote"].startswith("INK-Q-")
    closed = api.get(f"{PATH}{done.public_id}/").json
    assert closed["order"].startswith("INK-2") and closed["estimated_price"] is None


def test_a_draft_that_is_held_or_ordered_stays_as_it_is(cast: Cast) -> None:
    api = Api(cast.clara)
    quoted, done = draft(cast.clara), draft(cast.clara)
    asking.ask_quote(actor=cast.clara, draft=quoted, wish="", now=clock.now())
    ordered(cast.clara, done)
    for one in (quoted, done):
        address = f"{PATH}{one.public_id}/"
        assert api.patch(address, {"tone": "Dry", "version": 1}).status == 409
        assert api.delete(address).status == 409
    assert api.post(f"{PATH}{done.public_id}/calculate-price/").status == 409
    copy = api.post(f"{PATH}{done.public_id}/duplicate/")
    assert copy.status == 201 and copy.json["deadline"] is None and copy.json["order"] is None


def test_copied_once_for_one_key(cast: Cast) -> None:
    api, one = Api(cast.clara), draft(cast.clara)
    key = {"Idempotency-Key": "copy"}
    first, again = (api.post(f"{PATH}{one.public_id}/duplicate/", **key) for _ in range(2))
    assert first.status == again.status == 201 and first.json == again.json
    assert OrderDraft.objects.count() == 2 and first.json["title"] == one.title


def test_last_viewed_is_each_persons_own(cast: Cast) -> None:
    one = draft(cast.clara)
    AccountPerson.objects.create(
        agency=cast.inkwell,
        account=one.account,
        membership=cast.sam.membership,
        role="reader",
    )
    cast.sam.membership.roles = ["client"]
    cast.sam.membership.save()
    clara, reader = Api(cast.clara), Api(cast.sam)
    address = f"{PATH}{one.public_id}/"

    first = clara.patch(f"{address}update-last-viewed/").json
    second = clara.patch(f"{address}update-last-viewed/").json

    assert first["last_viewed"] and second["last_viewed"] >= first["last_viewed"]
    assert second["version"] == 1 and second["updated_at"] == first["updated_at"]
    assert DraftView.objects.get().member_id == cast.clara.member_id
    assert reader.get(address).json["last_viewed"] is None
    assert reader.patch(f"{address}update-last-viewed/").json["last_viewed"]
    assert reader.patch(address, {"tone": "Dry", "version": 1}).status == 403
    assert clara.get(PATH).results[0]["last_viewed"] == second["last_viewed"]
    assert DraftView.objects.count() == 2


def test_for_which_account(cast: Cast) -> None:
    other = ClientAccount.objects.create(agency=cast.inkwell, name="Harbour Press", created_at=clock.now())
    AccountPerson.objects.create(
        agency=cast.inkwell, account=other, membership=cast.clara.membership, role="orderer"
    )
    api = Api(cast.clara)
    assert api.post(PATH, {"title": "A"}).errors.keys() == {"account"}
    made = api.post(PATH, {"title": "A", "account": other.public_id})
    assert made.status == 201 and made.json["account"] == other.public_id
    AccountPerson.objects.filter(membership=cast.clara.membership).update(role="reader")
    assert Api(cast.clara).post(PATH, {"title": "A"}).status == 403


def test_others_see_nothing_of_it(cast: Cast) -> None:
    key = draft(cast.clara).public_id
    nick = Api(cast.nick)
    never = nick.get(f"{PATH}2222222222/").response.content
    calls = [
        ("GET", "", None),
        ("PATCH", "", {"tone": "Dry", "version": 1}),
        ("PUT", "", {"version": 1}),
        ("DELETE", "", None),
        ("POST", "restore/", None),
        ("POST", "duplicate/", None),
        ("POST", "calculate-price/", None),
        ("PATCH", "update-last-viewed/", None),
    ]
    for method, verb, body in calls:
        foreign = nick.call(method, f"{PATH}{key}/{verb}", body)
        assert foreign.status == 404 and foreign.response.content == never
        assert Api(None, cast.inkwell).call(method, f"{PATH}{key}/{verb}", body).status == 401
        for member in (cast.wendell, cast.edith, cast.sam, cast.max):
            assert Api(member).call(method, f"{PATH}{key}/{verb}", body).status == 403
    assert nick.get(PATH).results == [] and Api(cast.sam).get(PATH).status == 403


@pytest.mark.parametrize("sort", ["saved", "due", "title"])
def test_pages_by_cursor(cast: Cast, sort: str) -> None:
    now = clock.now()
    made = [
        make_draft(cast.clara, now=now + dt.timedelta(minutes=n), title=f"D{n % 3}", deadline=now + n * DAY)
        for n in range(1, 6)
    ]
    orders = {
        "saved": lambda one: (-one.updated_at.timestamp(), -one.pk),
        "due": lambda one: (one.deadline, one.pk),
        "title": lambda one: (one.title.lower(), one.pk),
    }
    expected = [one.public_id for one in sorted(made, key=orders[sort])]
    api, address, seen = Api(cast.clara), f"{PATH}?page_size=2&sort={sort}", []
    while address:
        answer = api.get(address)
        seen += [row["id"] for row in answer.results]
        address = answer.json["next"]
    assert seen == expected
    assert api.get(f"{PATH}?sort=price").errors.keys() == {"sort"}


def test_queries_stay_the_same(cast: Cast, django_assert_num_queries) -> None:
    api = Api(cast.clara)
    for _ in range(3):
        one = draft(cast.clara)
        api.patch(f"{PATH}{one.public_id}/update-last-viewed/")
        api.get(PATH)
        with django_assert_num_queries(3):
            api.get(PATH)
