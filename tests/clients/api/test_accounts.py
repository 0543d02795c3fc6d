"""Client accounts and their people by the API."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from accounts.models import Mail
from agencies.models import Invitation
from clients.actions.desk import make_account
from clients.actions.merging import merge_accounts
from clients.models import AccountPerson
from tests.helpers.api import NEVER, Api, hidden
from tests.helpers.cast import Cast
from tests.helpers.factories import account_of, place_order
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db
PATH = "clients/accounts/"


@pytest.fixture
def one(cast: Cast) -> str:
    """Clara's account."""
    return f"{PATH}{account_of(cast.clara).public_id}/"


def test_clients_read_their_own_the_desk_all(cast: Cast, one: str) -> None:
    place_order(cast.clara)
    api = Api(cast.clara)
    (row,) = api.get(PATH).results
    detail = {name: row[name] for name in ("id", "name", "kind", "role", "created_at")}
    assert row["role"] == "payer" and api.get(one).json == {**detail, "open_orders": 1, "merged_into": None}
    for member in (cast.sam, cast.max, cast.otto):
        (found,) = (each for each in Api(member).get(PATH).results if each["id"] == row["id"])
        assert {**found, "balance": None, "currency": None} == {**row, "role": None}
        assert Api(member).get(one).json["role"] is None
    reader = Api(colleague(cast, "reader"))
    assert {**row, "role": "reader"} in reader.get(PATH).results
    assert row["id"] not in str(Api(cast.nick).get(PATH).json)


def test_a_payer_asks_in_sends_again_and_withdraws(cast: Cast, one: str) -> None:
    api, said = Api(cast.clara), {"email": "Petra@new.example", "role": "reader"}

    made = api.post(f"{one}invitations/", said, **{"Idempotency-Key": "k"}).json

    assert made["email"] == "petra@new.example" and made["role"] == "reader"
    assert api.post(f"{one}invitations/", said, **{"Idempotency-Key": "k"}).json == made
    assert api.get(f"{one}invitations/").results == [made]
    second = api.post(f"{one}invitations/{made['id']}/resend/").json
    assert second["id"] != made["id"] and api.get(f"{one}invitations/").results == [second]
    assert Mail.objects.filter(kind="invitation").count() == 2
    assert api.delete(f"{one}invitations/{second['id']}/").status == 204
    assert api.delete(f"{one}invitations/{second['id']}/").status == 204
    assert api.get(f"{one}invitations/").results == []
    Invitation.objects.filter(public_id=made["id"]).update(withdrawn_at=None, used_at=made["created_at"])
    assert api.delete(f"{one}invitations/{made['id']}/").status == 409


def test_people_change_and_go_and_a_payer_stays(cast: Cast, one: str) -> None:
    reader, api = colleague(cast, "reader"), Api(cast.clara)
    key, own = reader.membership.public_id, cast.clara.membership.public_id
    rows = api.get(f"{one}people/").results
    assert {row["id"]: row["role"] for row in rows} == {key: "reader", own: "payer"}
    assert {row["id"]: row["is_self"] for row in rows} == {key: False, own: True}
    person = f"{one}people/{key}/"

    assert api.patch(person, {"role": "orderer"}).json["role"] == "orderer"

    assert api.patch(person, {"role": "king", "account": 1}).errors.keys() == {"role", "account"}
    assert api.patch(f"{one}people/{own}/", {"role": "reader"}).status == 409
    assert api.delete(f"{one}people/{own}/").status == 409
    assert api.delete(person).status == 204 and api.delete(person).status == 404
    assert Api(reader).get(one).status == 404


def test_one_leaves_by_oneself(cast: Cast, one: str) -> None:
    reader = colleague(cast, "reader")
    assert Api(reader).delete(f"{one}people/{reader.membership.public_id}/").status == 204
    assert not AccountPerson.objects.filter(
        membership=reader.membership, account=account_of(cast.clara)
    ).exists()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, {"email", "role"}),
        ({"email": 3, "role": "king"}, {"email", "role"}),
        ({"email": "petra", "role": "reader"}, {"email"}),
        ({"email": "wendell@inkwell.example", "role": "reader"}, {"email"}),
        ({"email": "p@new.example", "role": "reader", "account": 1}, {"account"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, one: str, body: dict, names: set) -> None:
    answer = Api(cast.clara).post(f"{one}invitations/", body)

    assert (answer.status, set(answer.errors)) == (400, names) and not Invitation.objects.exists()


def test_colleagues_read_names_the_desk_addresses(cast: Cast, one: str) -> None:
    reader = colleague(cast, "reader")
    Api(cast.clara).post(f"{one}invitations/", {"email": "petra@new.example", "role": "reader"})
    key = Invitation.objects.get().public_id
    verbs: list[tuple[str, str, Any]] = [
        ("POST", f"{one}invitations/", {"email": "x@new.example", "role": "payer"}),
        ("POST", f"{one}invitations/{key}/resend/", None),
        ("DELETE", f"{one}invitations/{key}/", None),
        ("PATCH", f"{one}people/{reader.membership.public_id}/", {"role": "payer"}),
        ("DELETE", f"{one}people/{cast.clara.membership.public_id}/", None),
    ]
    assert {row["email"] for row in Api(reader).get(f"{one}people/").results} == {None}
    assert all(row["email"] for row in Api(cast.sam).get(f"{one}people/").results)
    assert Api(reader).get(f"{one}invitations/").status == 403
    assert len(Api(cast.sam).get(f"{one}invitations/").results) == 1
    for member in (reader, cast.wendell):
        for method, path, body in verbs:
            assert Api(member).call(method, path, body).status == 403, (member, path)
    for path in (PATH, one, f"{one}people/", f"{one}invitations/"):
        assert Api(None, cast.inkwell).get(path).status == 401
        for member in (cast.wendell, cast.edith):
            assert Api(member).get(path).status == 403


def test_others_see_nothing_of_it(cast: Cast, one: str) -> None:
    account = account_of(cast.clara).public_id
    invited = {"email": "petra@new.example", "role": "reader"}
    key = Api(cast.clara).post(f"{one}invitations/", invited).json["id"]
    person = cast.clara.membership.public_id
    nick = Api(cast.nick)
    for method, path, body in [
        ("GET", "", None),
        ("GET", "people/", None),
        ("GET", "invitations/", None),
        ("POST", "invitations/", invited),
        ("POST", f"invitations/{key}/resend/", None),
        ("DELETE", f"invitations/{key}/", None),
        ("PATCH", f"people/{person}/", {"role": "reader"}),
        ("DELETE", f"people/{person}/", None),
    ]:
        assert hidden(nick, f"{PATH}{{}}/{path}", account, method, body), path
    own = f"{PATH}{account_of(cast.nick).public_id}/"
    assert hidden(nick, f"{own}invitations/{{}}/", key, "DELETE")
    assert hidden(nick, f"{own}people/{{}}/", person, "PATCH", {"role": "reader"})
    assert nick.delete(f"{own}people/{NEVER}/").status == 404


def test_queries_stay_the_same(cast: Cast, one: str, django_assert_num_queries) -> None:
    api, desk = Api(cast.clara), Api(cast.sam)
    for at, role in enumerate(("reader", "orderer", "payer")):
        colleague(cast, role)
        api.post(f"{one}invitations/", {"email": f"p{at}@new.example", "role": "reader"})
        desk.get(PATH)
        with django_assert_num_queries(3):
            api.get(PATH)
        with django_assert_num_queries(5):
            desk.get(PATH)
        for part in ("people/", "invitations/"):
            with django_assert_num_queries(4):
                api.get(f"{one}{part}")


TABS = ["all", "company", "personal", "open", "owing", "empty", "merged"]
SORTS = ["name", "new", "last_order", "open_orders", "owed"]


def on_the_page(sam: Client, tab: str, sort: str, words: str = "") -> list[str]:
    asked = {"tab": "" if tab == "all" else tab, "sort": sort, "q": words}
    html = sam.get("/desk/clients/", asked).content.decode()
    return list(dict.fromkeys(re.findall(r'<a[^>]*href="/desk/clients/([a-z0-9]{10})/"', html)))


def test_the_desk_narrows_and_sorts_as_its_page(cast: Cast, sign_in: Any) -> None:
    place_order(cast.clara)
    now = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    made = [
        make_account(actor=cast.sam, name=name, kind=kind, now=now + dt.timedelta(hours=hour))
        for hour, (name, kind) in enumerate(
            [("Zebra", "company"), ("Ardent", "company"), ("Milo", "personal")]
        )
    ]
    merge_accounts(actor=cast.max, account=made[2], into=made[1], now=now + dt.timedelta(days=1))
    api, sam = Api(cast.sam), sign_in(cast.sam)

    seen = set()
    for tab in TABS:
        for sort in SORTS:
            found = [row["id"] for row in api.get(f"{PATH}?tab={tab}&sort={sort}").results]
            assert found == on_the_page(sam, tab, sort), (tab, sort)
            seen.add((tab, *found))
    assert len(seen) > len(TABS)
    assert [row["name"] for row in api.get(f"{PATH}?q=zeb").results] == ["Zebra"]
    assert [row["name"] for row in api.get(f"{PATH}?tab=merged").results] == ["Milo"]
    assert {"Milo", "Ardent"} <= {row["name"] for row in api.get(PATH).results}
    assert api.get(f"{PATH}?tab=none").status == 400


def test_the_desk_reads_what_each_owes(cast: Cast) -> None:
    """With what a merged account adds, whoever it is; clients read it in their statements."""
    now = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    owed = place_order(cast.clara).lines.aggregate(sum=Sum("amount"))["sum"]
    root = make_account(actor=cast.sam, name="Zebra", kind="company", now=now)

    (row,) = Api(cast.sam).get(f"{PATH}?tab=owing").results
    assert (row["name"], row["balance"], row["currency"]) == ("Clara B.", str(owed), "EUR")
    assert Api(cast.clara).get(PATH).results[0]["balance"] is None
    merge_accounts(actor=cast.max, account=account_of(cast.clara), into=root, now=now)
    (row,) = Api(cast.sam).get(f"{PATH}?tab=owing").results
    assert (row["name"], row["balance"]) == ("Zebra", str(owed))


@pytest.mark.parametrize("asked", ["q=zebra", "tab=all", "sort=new"])
def test_clients_do_not_search_what_the_desk_wrote_down(cast: Cast, asked: str) -> None:
    assert Api(cast.clara).get(f"{PATH}?{asked}").status == 400
