"""Client accounts of the desk by the API: the verbs of the pages, and what they answer."""

from __future__ import annotations

import pytest

from clients.models import AccountContact, AccountNote, ClientAccount
from orders.models import Order
from quotes.models import OrderQuote
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.orders.helpers.support import stop_clock
from tests.quotes.helpers.quotes import complete, save

pytestmark = pytest.mark.django_db

PATH = "clients/accounts/"


def made(sam: Api, name: str = "Harbour Ltd") -> str:
    answer = sam.post(PATH, {"name": name, "kind": "company"})
    assert answer.status == 201
    return str(answer.json["id"])


def test_an_account_is_made_changed_merged_and_separated(cast: Cast) -> None:
    sam, max_ = Api(cast.sam), Api(cast.max)
    first, second = made(sam), made(sam, "Harbour Books")
    assert sam.put(f"{PATH}{first}/", {"name": "Quay Ltd", "kind": "personal"}).json["name"] == "Quay Ltd"
    assert sam.post(PATH, {"name": " ", "kind": "company"}).status == 400

    assert max_.post(f"{PATH}{first}/merge/", {"into": second}).json["merged_into"] == second
    assert max_.post(f"{PATH}{second}/merge/", {"into": first}).status == 409
    assert max_.post(f"{PATH}{first}/separate/").json["merged_into"] is None
    assert sam.post(f"{PATH}{first}/merge/", {"into": second}).status == 403


def test_contacts_and_notes(cast: Cast) -> None:
    sam = Api(cast.sam)
    own = f"{PATH}{made(sam)}/"
    contact = sam.post(f"{own}contacts/", {"name": "Dora", "email": "DORA@quay.example"}).json
    assert contact["email"] == "dora@quay.example"
    changed = sam.put(f"{own}contacts/{contact['id']}/", {"name": "Dora Quay"}).json
    assert (changed["name"], changed["email"]) == ("Dora Quay", "")
    assert sam.get(f"{own}contacts/").results == [changed]
    assert sam.delete(f"{own}contacts/{contact['id']}/").status == 204
    assert not AccountContact.objects.exists()

    note = sam.post(f"{own}notes/", {"text": "Prefers short calls."}).json
    assert sam.get(f"{own}notes/").results == [note]
    assert sam.delete(f"{own}notes/{note['id']}/").json["text"] == ""
    assert AccountNote.objects.get().removed_by == cast.sam.membership


def test_an_order_in_a_clients_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)
    sam = Api(cast.sam)
    account = made(sam)
    number = sam.post("orders/quotes/", {"account": account}).json["number"]
    quote = OrderQuote.objects.get(number=number)
    save(cast, quote, fields=complete(cast))
    quote.refresh_from_db()

    answer = sam.post(f"orders/quotes/{number}/order-in-name/", {"version": quote.draft.version})

    assert answer.status == 200
    order = Order.objects.get(number=answer.json["order"])
    assert order.account == ClientAccount.objects.get(public_id=account)
    assert order.requested_by.placeholder
